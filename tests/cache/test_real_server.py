"""The real server with its two processes: readers, a change by somebody else, and an outage."""

import json
import socket
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from clinic_site.spare_pages import SparePages
from tests.cache.roads import road_to
from tests.first_start import filled_database
from tests.server import ask_of, by_hand, run_on, running_site, wait_for

PAGE = "/offices/"
NEVER_READ = "/procedures/epidural-steroid-injection/"
READERS = 12  # each on a connection of its own: they reach both processes
PUBLISH = "from procedures.models import Clinic; Clinic.objects.update(name='{}')"


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("site") / "var"


@pytest.fixture(scope="module")
def database(tmp_path_factory, var):
    folder = tmp_path_factory.mktemp("database")
    with filled_database(folder, var) as url:
        yield url, folder


@pytest.fixture(scope="module")
def road(database):
    with road_to(*database) as road_and_url:
        yield road_and_url


@pytest.fixture(scope="module")
def site(road, var):
    with running_site(var, DATABASE_URL=road[1], WORKER="0") as address:
        yield address, var


def readers(site, path=PAGE):
    return [ask_of(site[0], path)[2] for _reader in range(READERS)]


def is_ready(var, path):
    """Whether the page is on the disk, of the edition that was told last."""
    told = int.from_bytes((var / "edition").read_bytes(), sys.byteorder, signed=True)
    file = SparePages(var / "pages").file(path)
    return file.exists() and json.loads(file.read_bytes().partition(b"\n")[0])["told"] == told


def test_the_next_reader_sees_what_another_process_published(site, database):
    readers(site)
    run_on(site[1], database[0], PUBLISH.format("Published Elsewhere"))
    assert all("Published Elsewhere" in page for page in readers(site))


def test_what_is_written_into_the_database_by_hand_is_seen_soon(site, database):
    readers(site)
    by_hand(database[0], "UPDATE procedures_clinic SET name = 'Written by Hand'")
    wait_for(lambda: all("Written by Hand" in page for page in readers(site)), 10)


def test_a_kept_page_carries_every_header_of_djangos(site):
    ask_of(site[0], PAGE)
    _status, kept, _page = ask_of(site[0], PAGE)
    _status, made, _page = ask_of(site[0], f"{PAGE}?by=django")
    of_one_answer = {"X-Request-ID", "Date", "Content-Security-Policy"}
    for name in set(made) - of_one_answer:
        assert kept[name] == made[name], name
    policies = [set(headers["Content-Security-Policy"].split("; ")) for headers in (kept, made)]
    assert policies[0] == policies[1]
    assert set(kept) - set(made) == {"Cache-Control", "ETag", "Vary"} - set(made)
    assert kept["X-Request-ID"] != made["X-Request-ID"]


def test_an_old_page_costs_its_reader_no_second_copy(site):
    _status, headers, _page = ask_of(site[0], PAGE, **{"Accept-Encoding": "gzip"})
    status, _headers, page = ask_of(
        site[0], PAGE, **{"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]}
    )
    assert (status, page) == (304, "")


def test_a_forged_host_gets_nothing_of_it(site):
    ask_of(site[0], PAGE)
    assert ask_of(site[0], PAGE, Host="evil.example")[0] == 400


def test_a_name_of_ours_in_a_header_changes_no_page(site):
    for name in ("Script-Name", "Path-Info", "X-Script-Name", "X-Forwarded-Host"):
        _status, _headers, page = ask_of(site[0], "/a-to-z/", **{name: "/evil"})
        assert "evil" not in page
        with closing(socket.create_connection(("127.0.0.1", urlsplit(site[0]).port))) as raw:
            underscored = name.replace("-", "_").upper()
            words = f"GET /a-to-z/ HTTP/1.0\r\nHost: {urlsplit(site[0]).netloc}\r\n"
            raw.sendall(f"{words}{underscored}: /evil\r\n\r\n".encode())
            assert b"evil" not in b"".join(iter(lambda: raw.recv(65536), b""))


def test_while_the_database_is_away_pages_are_read_and_all_else_is_kind(site, road):
    time.sleep(0.6)  # both processes know what was changed before
    ask_of(site[0], PAGE), ask_of(site[0], "/a-to-z/")  # one of them makes the page, both give it
    wait_for(lambda: is_ready(site[1], NEVER_READ), 15)
    road[0].close()
    try:
        for path in (PAGE, "/a-to-z/", NEVER_READ):
            for _reader in range(READERS):
                status, _headers, page = ask_of(site[0], path)
                assert status == 200 and "</h1>" in page
        assert ask_of(site[0], "/readyz")[0] == 503
        assert ask_of(site[0], "/healthz")[0] == 200
        status, _headers, page = ask_of(site[0], "/book/")
        assert status == 503 and "tel:" in page
    finally:
        road[0].open()
    wait_for(lambda: ask_of(site[0], "/readyz")[0] == 200, 15)
    wait_for(lambda: ask_of(site[0], "/book/")[0] == 200, 15)
    assert all(ask_of(site[0], f"{PAGE}?by=django")[0] == 200 for _reader in range(READERS))
