"""A copy of the database for readers: they see what it holds, staff and the form what is true."""

import time

import pytest

from procedures.replica import PAUSE
from tests.cache.roads import road_to
from tests.first_start import filled_database
from tests.server import ask_of, by_hand, running_site, wait_for

READERS = 8
NAMED = "UPDATE procedures_clinic SET name = '{}'"


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    """Two that nothing copies from one to the other, so that one sees which of them is asked."""
    folders = [tmp_path_factory.mktemp(name) for name in ("itself", "copy")]
    var = folders[0] / "var"
    with filled_database(folders[0], var) as itself, filled_database(folders[1]) as copy:
        by_hand(itself, NAMED.format("True Clinic"))
        by_hand(copy, NAMED.format("Copied Clinic"))
        yield itself, copy, folders


@pytest.fixture(scope="module")
def site(databases):
    itself, copy, folders = databases
    with road_to(copy, folders[1]) as (road, url):
        var = folders[0] / "var"
        with running_site(var, DATABASE_URL=itself, REPLICA_URL=url, WORKER="0") as address:
            yield address, road


def pages(site, path):
    answers = [ask_of(site[0], path) for _reader in range(READERS)]
    assert {status for status, _headers, _page in answers} == {200}
    return [page for _status, _headers, page in answers]


@pytest.mark.parametrize("path", ["/offices/", "/procedures/?from=a-letter", "/conditions/"])
def test_readers_see_the_copy(site, path):
    assert all("Copied Clinic" in page for page in pages(site, path))


def test_a_change_of_the_copy_is_seen_soon(site, databases):
    pages(site, "/offices/")
    by_hand(databases[1], NAMED.format("Copied Clinic, Later"))
    wait_for(lambda: all("Later" in page for page in pages(site, "/offices/")), 10)


def test_staff_are_shown_the_database_itself(site):
    assert all("True Clinic" in page for page in pages(site, "/admin/login/"))


def test_while_the_copy_is_away_readers_are_served_from_the_database_itself(site):
    site[1].close()
    try:
        for path in ("/a-to-z/", "/search/?q=back", "/procedures/?from=another"):
            pages(site, path)
        wait_for(lambda: all("True Clinic" in page for page in pages(site, "/offices/")), 3)
        assert ask_of(site[0], "/readyz")[0] == 200
    finally:
        site[1].open()
    time.sleep(PAUSE)  # then each process asks it again
    wait_for(lambda: all("Copied Clinic" in page for page in pages(site, "/offices/")), 20)
