"""Two machines behind the proxy of deploy/nginx.conf, with one database and one Redis.

NODES_SECONDS=60 makes the fault longer.
"""

import os
import random
import re
import secrets
import signal
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from gunicorn.config import Config
from gunicorn.http import wsgi

import clinic_site.patient_worker  # noqa: F401 - as gunicorn does
from tests.booking.crash import Patient, Site
from tests.first_start import filled_database
from tests.server import (
    ROOT,
    ask_of,
    free_port,
    program,
    running_redis,
    wait_for,
)

SECONDS = int(os.environ.get("NODES_SECONDS") or 6)
PAGES = ("/offices/", "/procedures/?from=a-letter", "/search/?q=neck", "/book/")
PUBLISH = "from procedures.models import Clinic; Clinic.objects.update(name='Seen Everywhere')"


class Machine(Site):
    def die(self):
        """All at once, as when the power fails."""
        for number in [self.process.pid, *self.children()]:
            self.kill(number)
        self.process.wait()

    def is_ready(self):
        try:
            return ask_of(self.address, "/readyz")[0] == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("machines")


@pytest.fixture(scope="module")
def front():
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def machines(folder, front):
    vars = [folder / "machine1", folder / "machine2"]
    with filled_database(folder, *vars) as url, running_redis(folder) as (_process, cache):
        same = {
            "SITE_URL": front,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": url,
            "CACHE_URL": cache,
            "PICTURES_DIR": str(folder / "pictures"),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": Fernet.generate_key().decode(),
            "EMAIL_URL": "dummymail://",
        }
        both = [Machine(var, **same) for var in vars]
        for machine in both:
            machine.start()
        with proxy(folder, front, both):
            yield both
        for machine in both:
            machine.stop()


@contextmanager
def proxy(folder, front, machines):
    """nginx with the shipped file, on plain http and on a port of its own."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r".*(ssl_|listen \[).*\n", "", text)
    each = "\n".join(
        f"    server 127.0.0.1:{machine.port} fail_timeout=1s;" for machine in machines
    )
    for old, new in (
        ("listen 443 ssl http2", f"listen {front.removeprefix('http://')}"),
        (
            "    server 127.0.0.1:8000 fail_timeout=1s;  # of several machines, a line for each",
            each,
        ),
        (
            "    server 127.0.0.1:8000 max_fails=0;  # the same lines",
            each.replace("fail_timeout=1s", "max_fails=0"),
        ),
        ("X-Forwarded-For $remote_addr", "X-Forwarded-For $http_x_forwarded_for"),  # many visitors
        ("/var/log/nginx/error.log", str(folder / "nginx.log")),
        ("Host $host", "Host $http_host"),  # with the port
    ):
        assert old in text, old
        text = text.replace(old, new)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; user root; pid {folder}/nginx.pid; error_log {folder}/nginx.log crit;\n"
        f"events {{}}\nhttp {{ {temporary}\n{text} }}\n"
    )
    nginx = subprocess.Popen([program("nginx"), "-p", folder, "-c", folder / "nginx.conf", "-q"])
    try:
        wait_for(lambda: answers(front), 10)
        yield
    finally:
        nginx.send_signal(signal.SIGQUIT)
        nginx.wait(timeout=30)


def answers(front):
    try:
        return ask_of(front, "/healthz")[0] == 200
    except OSError:
        return False


def test_what_is_published_on_one_is_soon_seen_on_all(machines):
    for machine in machines:
        ask_of(machine.address, "/offices/")
    first, _second = machines
    first.manage("shell", "--verbosity=0", "-c", PUBLISH)
    for machine in machines:
        wait_for(lambda at=machine.address: "Seen Everywhere" in ask_of(at, "/offices/")[2], 10)


def test_a_form_that_one_gave_the_other_takes(machines):
    first, second = machines
    patient = Patient(first.address)
    patient.open_form()
    patient.site = second.address
    assert patient.send()


def test_a_file_of_the_next_version_that_only_one_has_is_found(machines, front):
    first, _second = machines
    (first.said.parent / "static" / "next.css").write_text("of the next version")
    first.stop()
    first.start()
    time.sleep(1.5)  # until the proxy has seen it too
    assert {ask_of(front, "/static/next.css")[0] for _reader in range(6)} == {200}


def test_the_head_of_an_answer_never_leaves_without_its_body():
    sent, request = [], SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)
    answer = wsgi.Response(request, SimpleNamespace(sendall=sent.append), Config())
    answer.start_response("200 OK", [("Content-Length", "6")])
    answer.write(b"one")
    answer.write(b"two")
    answer.close()
    assert [bytes(piece[-3:]) for piece in sent] == [b"one", b"two"]
    assert sent[0].startswith(b"HTTP/1.1 200 OK\r\n")


LONG = "x" * 3900


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        (f"/procedures?from={LONG}", None, 301),
        (f"/admin/?from={LONG}", None, 302),
        ("/procedures/", b"x" * 125_000, 403),
        ("/procedures/", b"x" * 900_000, 413),
        ("/admin/login/", b"x" * 20_000_000, 403),
    ],
    ids=["address", "sign-in", "form", "large form", "upload"],
)
def test_no_stranger_takes_a_machine_from_patients(front, machines, path, sent, status):
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for _machine in (*machines, *machines):
        with closing(HTTPConnection(front.removeprefix("http://"), timeout=30)) as stranger:
            stranger.request("POST" if sent else "GET", path, sent, kind if sent else {})
            assert stranger.getresponse().status == status
        assert ask_of(front, "/procedures/?from=a-patient")[0] == 200


def test_one_after_the_other_dies_or_restarts_and_nobody_notices(machines, front):
    failed, served, stored, over = [], [], [], threading.Event()
    work = [threading.Thread(target=read, args=(front, failed, served, over)) for _ in range(4)]
    work += [threading.Thread(target=book, args=(front, failed, stored, over)) for _ in range(3)]
    for thread in work:
        thread.start()
    begun, faults = time.monotonic(), 0
    while time.monotonic() < begun + SECONDS or faults < 3:
        fault(random.choice(machines), faults)
        faults += 1
    over.set()
    for thread in work:
        thread.join(60)

    assert failed == [] and len(served) > 20
    kept = [reference for reference, email, _sent in machines[0].stored() if email in dict(stored)]
    assert sorted(kept) == sorted(reference for _email, reference in stored) and kept


def fault(machine, number):
    """By turns: the power fails; the service is restarted; it is reloaded."""
    if number % 3 == 2:
        machine.process.send_signal(signal.SIGHUP)
        time.sleep(2)
    else:
        machine.die() if number % 3 == 0 else machine.stop()
        machine.start()
    wait_for(machine.is_ready, 20)
    time.sleep(1.5)  # until the proxy has seen it too


def read(front, failed, served, over):
    while not over.is_set():
        path = random.choice(PAGES)
        try:
            status, _headers, page = ask_of(front, path)
            if status == 200 and "</html>" in page:
                served.append(path)
            else:
                failed.append((path, status))
        except (OSError, HTTPException) as error:
            failed.append((path, error))


def book(front, failed, stored, over):
    while not over.is_set():
        patient = Patient(front)
        try:
            stored.append((patient.email, patient.send()))
        except (OSError, HTTPException) as error:
            failed.append(("book", error))
