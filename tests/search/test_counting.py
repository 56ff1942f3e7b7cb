"""Staff see what is looked for and not found; nobody can see who looked."""

import pytest
from django.db import DatabaseError

from procedures.models import SearchCount
from procedures.search import counting
from tests.factories import make_clinic, make_published
from tests.people import browser, editor, front_desk

pytestmark = pytest.mark.django_db
LIST = "/admin/procedures/searchcount/"


def counts():
    return {(each.words, each.found): each.times for each in SearchCount.objects.all()}


def test_a_search_is_counted_by_its_telling_words(client):
    make_clinic()
    make_published("Wrist block")
    for typed in ("the Wrist block", "wrist BLOCK?"):
        client.get("/search/", {"q": typed})
    assert counts() == {("block wrist", True): 2}


def test_what_may_name_a_person_stays_apart_and_numbers_are_left_out(client):
    make_clinic()
    make_published("Wrist block")
    client.get("/search/", {"q": "wrist block for Maria Sample 2025550134 maria@clinic.example"})
    assert all(len(words.split()) == 1 or words == "block wrist" for words, _found in counts())
    assert not any("2025550134" in words for words, _found in counts())


def test_a_database_that_cannot_write_costs_the_reader_nothing(client, monkeypatch):
    make_clinic()
    make_published("Wrist block")

    def fails(*args):
        raise DatabaseError("read only")

    monkeypatch.setattr(counting, "add", fails)
    assert "Wrist block" in client.get("/search/", {"q": "wrist"}).content.decode()


def test_editors_read_the_counts_that_point_to_nobody():
    make_clinic()
    for words, times in (("botox", 3), ("maria", 1)):
        SearchCount.objects.create(month="2026-11-01", words=words, found=False, times=times)
    desk = browser(editor())
    listed = desk.get(LIST).content.decode()
    assert "botox" in listed and "maria" not in listed
    assert desk.get(f"{LIST}add/").status_code == 403
    assert browser(front_desk([])).get(LIST).status_code == 403
