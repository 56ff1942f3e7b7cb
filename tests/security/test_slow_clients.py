"""Somebody opens many connections and sends, reads or hangs up slowly; no patient notices it."""

import socket
import time
from types import SimpleNamespace
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from clinic_site import patient_worker
from clinic_site.patient_worker import UPLOAD, UPLOADS, WHOLE, PatientWorker, state_of
from tests.booking.crash import Patient
from tests.first_start import filled_database
from tests.server import running_site

MANY = 60  # twice as many as the server has threads
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slow")
    with filled_database(folder, folder / "var") as database:
        env = {"DATABASE_URL": database, "WORKER": "0", "TRUSTED_PROXIES": "127.0.0.1"}
        with running_site(folder / "var", **env) as address:
            yield address


def connected(site):
    parts = urlsplit(site)
    end = socket.socket()
    end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # the system reads little for it
    end.settimeout(10)
    end.connect((parts.hostname, parts.port))
    return end


def says(site, *words):
    """What the server answers first to these words, one after the other."""
    with connected(site) as end:
        for part in words:
            end.sendall(part.encode() if isinstance(part, str) else part)
        return end.recv(65536).decode().split("\r\n")[0]


def half_sent(path, length=5000):
    return (
        f"POST {path} HTTP/1.1\r\nHost: {{host}}\r\n{FORM}Content-Length: {length}\r\n\r\na=".format
    )


WHOLE_QUESTION = "GET /procedures/ HTTP/1.1\r\nHost: {host}\r\n\r\n".format


@pytest.mark.parametrize(
    "begun",
    [
        "".format,
        "GET / HT".format,
        "GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: y".format,
        half_sent("/book/"),
        half_sent("/admin/login/"),
        half_sent("/nowhere/"),
        half_sent("/procedures/"),
        half_sent("/admin/login/", length=20_000_000),
        lambda host: WHOLE_QUESTION(host=host) + "GET / HTTP/1.1\r\nHost",
        lambda host: WHOLE_QUESTION(host=host) * 100,
        lambda host: WHOLE_QUESTION(host=host).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
    ],
    ids=["silent", "line", "head", "form", "sign-in", "missing", "refused", "upload", "second",
         "reads nothing", "does not hang up"],
)  # fmt: skip
def test_a_patient_reads_and_books_meanwhile(site, begun):
    ends = [connected(site) for _number in range(MANY)]
    try:
        for end in ends:
            end.sendall(begun(host=urlsplit(site).netloc).encode())
        with urlopen(f"{site}/procedures/trigger-point-injection/?at={id(ends)}", timeout=10):
            pass
        patient = Patient(site)
        patient.open_form()
        assert patient.send()
    finally:
        for end in ends:
            end.close()


def test_a_slow_reader_gets_the_whole_answer(site):
    question = WHOLE_QUESTION(host=urlsplit(site).netloc).encode()
    with connected(site) as end:
        end.sendall(question * 100)
        time.sleep(1)
        heard = read_until(end, b"</html>", 100)
    assert heard.count(b"HTTP/1.1 200 OK") == 100 and heard.endswith(b"</html>\n")


def test_what_is_too_large_is_refused_before_it_comes(site):
    host = urlsplit(site).netloc
    assert says(site, half_sent("/book/", 10**12)(host=host)).startswith("HTTP/1.1 413 ")
    chunked = f"POST /book/ HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert says(site, chunked).startswith("HTTP/1.1 411 ")
    assert says(site, "GET / HTTP/1.1\r\n", "X: " + "y" * 70_000).startswith("HTTP/1.1 431 ")
    many = "".join(f"X-{number}: y\r\n" for number in range(70))
    line = f"GET /{'x' * 5000} HTTP/1.1\r\nHost: {host}\r\n\r\n"
    for odd in (f"GET / HTTP/1.1\r\nHost: {host}\r\n{many}\r\n", line):
        assert says(site, odd).split()[1] in {"400", "414", "431"}


def test_two_lengths_or_a_length_and_chunks_are_refused(site):
    head = f"POST /book/ HTTP/1.1\r\nHost: {urlsplit(site).netloc}\r\nContent-Length: 3\r\n"
    for more in ("Content-Length: 30\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\nabc"):
        assert says(site, head + more).split()[1] in {"400", "411"}


def test_an_upload_that_nobody_reads_is_heard_out_and_answered(site):
    """A proxy that is cut off while it sends takes the machine for dead."""
    host = urlsplit(site).netloc
    with connected(site) as end:
        end.sendall(half_sent("/nowhere/", 2_000_000)(host=host).encode())
        heard = read_until(end, b"</html>", 1)
        end.sendall(b"b" * (2_000_000 - 2) + WHOLE_QUESTION(host=host).encode())
        assert heard.startswith(b"HTTP/1.1 404 ")
        assert read_until(end, b"</html>", 1).startswith(b"HTTP/1.1 200 ")


def test_after_a_long_form_that_nobody_reads_the_connection_goes_on_as_said(site):
    host = urlsplit(site).netloc
    with connected(site) as end:
        end.sendall(half_sent("/nowhere/", 125_000)(host=host).encode() + b"b" * 124_998)
        heard = read_until(end, b"</html>", 1)
        assert b"Connection: keep-alive" in heard
        time.sleep(0.2)  # if it ended it, then by now
        end.sendall(WHOLE_QUESTION(host=host).encode())
        assert read_until(end, b"</html>", 1).startswith(b"HTTP/1.1 200 ")


def test_questions_that_come_together_or_in_pieces_are_answered_in_order(site):
    question = WHOLE_QUESTION(host=urlsplit(site).netloc)
    with connected(site) as end:
        end.sendall(f"{question}{question}{question[:20]}".encode())
        heard = read_until(end, b"</html>", 2)
        end.sendall(question[20:].encode())
        heard += read_until(end, b"</html>", 1)
    assert heard.count(b"HTTP/1.1 200 OK") == 3


def read_until(end, words, times):
    heard = bytearray()
    while heard.count(words) < times:
        more = end.recv(65536)
        assert more, heard
        heard += more
    return bytes(heard)


@pytest.mark.parametrize(
    ("heard", "state"),
    [
        (b"", None),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", None),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", WHOLE),
        (b"POST / HTTP/1.1\r\ncontent-length:  3 \r\n\r\nab", None),
        (b"POST / HTTP/1.1\r\ncontent-length:  3 \r\n\r\nabc", WHOLE),
        (b"POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n", UPLOAD),
        (b"POST / HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", UPLOAD),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "413 Content Too Large"),
    ],
)
def test_it_is_known_when_a_request_is_whole(heard, state):
    assert state_of(bytearray(heard)) == state


# ---- who takes too long ----


class Conn:
    def __init__(self, timeout=0.0, unsent=b""):
        self.timeout, self.heard, self.state = timeout, b"", "open"
        self.sock = SimpleNamespace(
            unsent=unsent,
            setblocking=lambda _is_blocking: None,
            shutdown=lambda _how: setattr(self, "state", "cut"),
        )

    def close(self):
        self.state = "closed"


@pytest.fixture
def worker():
    """One that listens to nobody."""
    worker = PatientWorker.__new__(PatientWorker)
    worker.waiting, worker.sending, worker.leaving, worker.uploads = {}, {}, {}, {}
    worker.looked, worker.nr_conns = 0, 2
    nothing = lambda *_what: None  # noqa: E731
    worker.poller = SimpleNamespace(register=nothing, unregister=nothing)
    return worker


def test_who_is_not_done_in_time_is_given_up(worker):
    now = time.monotonic()
    slow, quick, upload = Conn(now - 1), Conn(now + 9), Conn()
    slow.among = quick.among = worker.waiting = {slow: True, quick: True}
    worker.uploads = {upload: now - 1}
    worker.murder_pending()
    assert (slow.state, quick.state, upload.state) == ("closed", "open", "cut")
    assert list(worker.waiting) == [quick] and worker.nr_conns == 1


def test_uploads_never_take_all_threads(worker, monkeypatch):
    worker.uploads, refused = {Conn(): 0 for _number in range(UPLOADS)}, []
    monkeypatch.setattr(worker, "refuse", lambda conn, status: refused.append(status))
    worker.decide(Conn(), UPLOAD)
    assert refused == ["503 Service Unavailable"]


def test_answers_that_nobody_reads_have_only_so_much_room(worker):
    answer = bytes(patient_worker.ROOM_UNSENT // 2 + 1)
    first, second = Conn(unsent=answer), Conn(unsent=answer)
    worker.send_rest(first, None), worker.send_rest(second, None)
    assert (first.state, second.state) == ("closed", "open")


def test_all_the_slow_ones_together_are_not_more_than_a_process_can_hold():
    from clinic_site import gunicorn

    slow = (
        patient_worker.MOST_WAITING
        + UPLOADS
        + patient_worker.MOST_SENDING
        + patient_worker.MOST_LEAVING
    )
    assert gunicorn.worker_connections - slow > gunicorn.threads
