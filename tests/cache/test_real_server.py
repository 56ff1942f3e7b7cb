"""The real server with its two processes: readers, a change by somebody else, and an outage."""

import http.client
import socket
import sqlite3
import threading
import time
from contextlib import closing, suppress
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.server import own_database, run_on, running_site

PAGE = "/offices/"
READERS = 12  # each on a connection of its own: they reach both processes
PUBLISH = "from procedures.models import Clinic; Clinic.objects.update(name='{}')"


class Road:
    """The only way from a site to its database server; it can be closed."""

    def __init__(self, host, port):
        self.there, self.pairs, self.is_open = (host, port), [], True
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self.let_in, daemon=True).start()

    def let_in(self):
        while True:
            try:
                one, _address = self.door.accept()
            except OSError:
                return
            if not self.is_open:
                one.close()
                continue
            other = socket.create_connection(self.there)
            self.pairs += (one, other)
            for here, there in ((one, other), (other, one)):
                threading.Thread(target=carry, args=(here, there), daemon=True).start()

    def close(self):
        self.is_open = False
        for end in self.pairs:
            with closing(end), suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.pairs.clear()

    def open(self):
        self.is_open = True


def carry(here, there):
    with suppress(OSError):
        while data := here.recv(65536):
            there.sendall(data)
    with suppress(OSError):
        there.shutdown(socket.SHUT_RDWR)


class Folder:
    """The folder of a database file; it can be away."""

    def __init__(self, path):
        self.path, self.away = path, path.with_name("away")

    def close(self):
        self.path.rename(self.away)

    def open(self):
        self.away.rename(self.path)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("database")
    with own_database(folder) as url:
        yield url, folder


@pytest.fixture(scope="module")
def road(database):
    url, folder = database
    if url.startswith("sqlite"):
        yield Folder(folder), url
        return
    parts = urlsplit(url)
    road = Road(parts.hostname, parts.port or 5432)
    yield road, url.replace(parts.netloc.rpartition("@")[2], f"127.0.0.1:{road.port}")
    road.door.close()


@pytest.fixture(scope="module")
def site(road, tmp_path_factory):
    var = tmp_path_factory.mktemp("site") / "var"
    with running_site(var, DATABASE_URL=road[1], WORKER="0") as address:
        yield address, var


def ask(site, path, **headers):
    parts = urlsplit(site[0])
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")


def readers(site, path=PAGE):
    return [ask(site, path)[2] for _reader in range(READERS)]


def by_hand(url, sentence):
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute(sentence)
            connection.commit()
    else:
        with psycopg.connect(url) as connection:
            connection.execute(sentence)


def until(truth, seconds):
    deadline = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_next_reader_sees_what_another_process_published(site, database):
    readers(site)
    run_on(site[1], database[0], PUBLISH.format("Published Elsewhere"))
    assert all("Published Elsewhere" in page for page in readers(site))


def test_what_is_written_into_the_database_by_hand_is_seen_within_a_second(site, database):
    readers(site)
    by_hand(database[0], "UPDATE procedures_clinic SET name = 'Written by Hand'")
    time.sleep(1)
    assert all("Written by Hand" in page for page in readers(site))


def test_a_kept_page_carries_every_header_of_djangos(site):
    ask(site, PAGE)
    _status, kept, _page = ask(site, PAGE)
    _status, made, _page = ask(site, f"{PAGE}?by=django")
    of_one_answer = {"X-Request-ID", "Date", "Content-Security-Policy"}
    for name in set(made) - of_one_answer:
        assert kept[name] == made[name], name
    policies = [set(headers["Content-Security-Policy"].split("; ")) for headers in (kept, made)]
    assert policies[0] == policies[1]
    assert set(kept) - set(made) == {"Cache-Control", "ETag", "Vary"} - set(made)
    assert kept["X-Request-ID"] != made["X-Request-ID"]


def test_an_old_page_costs_its_reader_no_second_copy(site):
    _status, headers, _page = ask(site, PAGE, **{"Accept-Encoding": "gzip"})
    status, _headers, page = ask(
        site, PAGE, **{"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]}
    )
    assert (status, page) == (304, "")


def test_a_forged_host_gets_nothing_of_it(site):
    ask(site, PAGE)
    assert ask(site, PAGE, Host="evil.example")[0] == 400


def test_a_name_of_ours_in_a_header_changes_no_page(site):
    for name in ("Script-Name", "Path-Info", "X-Script-Name", "X-Forwarded-Host"):
        _status, _headers, page = ask(site, "/a-to-z/", **{name: "/evil"})
        assert "evil" not in page
        with closing(socket.create_connection(("127.0.0.1", urlsplit(site[0]).port))) as raw:
            underscored = name.replace("-", "_").upper()
            words = f"GET /a-to-z/ HTTP/1.0\r\nHost: {urlsplit(site[0]).netloc}\r\n"
            raw.sendall(f"{words}{underscored}: /evil\r\n\r\n".encode())
            assert b"evil" not in b"".join(iter(lambda: raw.recv(65536), b""))


def test_while_the_database_is_away_pages_are_read_and_all_else_is_kind(site, road):
    time.sleep(0.6)  # both processes know what was changed before
    ask(site, PAGE), ask(site, "/a-to-z/")  # one of them makes the page, both give it
    road[0].close()
    try:
        for path in (PAGE, "/a-to-z/"):
            for _reader in range(READERS):
                status, _headers, page = ask(site, path)
                assert status == 200 and "</h1>" in page
        assert ask(site, "/readyz")[0] == 503
        assert ask(site, "/healthz")[0] == 200
        status, _headers, page = ask(site, "/book/")
        assert status == 503 and "tel:" in page
    finally:
        road[0].open()
    until(lambda: ask(site, "/readyz")[0] == 200, 15)
    until(lambda: ask(site, "/book/")[0] == 200, 15)
    assert all(ask(site, f"{PAGE}?by=django")[0] == 200 for _reader in range(READERS))
