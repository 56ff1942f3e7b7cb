"""Every look at a patient is on record, and no look leaves a name anywhere else."""

import logging
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from procedures.booking import actions, looks
from procedures.booking.models import How, Look, LookedAt
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import browser, front_desk, owner

from .at_the_desk import (
    LIST,
    SEARCH,
    export,
    list_page,
    looks_at,
    press,
    record_page,
    search,
    sheet_page,
    step_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    client = browser(front_desk([office]))
    client.raise_request_exception = False
    return client


# ---- on record ----


def test_opening_a_record_is_on_record_with_who_and_when(colleague, office):
    request, before = receive(office=office), timezone.now()
    colleague.get(record_page(request))
    assert looks_at(request) == [("record", "frontdesk")]
    assert before <= Look.objects.get().at <= timezone.now()


def test_a_list_records_the_rows_it_shows_and_no_others(colleague, office):
    shown = receive(office=office)
    put_aside = receive(office=office, name="Other Person")
    actions.mark_spam(request=put_aside, by="system")
    colleague.get(LIST)
    assert looks_at(shown) == [("list", "frontdesk")] and looks_at(put_aside) == []
    look = Look.objects.get()
    assert (look.count, look.detail) == (1, "To call")


def test_each_page_of_a_long_list_records_its_own_rows(colleague, office):
    for number in range(26):
        receive(office=office, name=f"Person {number}")
    colleague.get(list_page(p=2))
    assert Look.objects.get().count == LookedAt.objects.count() == 1


def test_an_empty_list_shows_nobody_and_records_nothing(colleague):
    colleague.get(LIST)
    assert not Look.objects.exists()


def test_a_search_records_what_it_found(colleague, office):
    request, other = receive(office=office, name="Ana One"), receive(office=office, name="Ben Two")
    search(colleague, "ana")
    assert looks_at(request) == [("search", "frontdesk")]
    assert looks_at(other) == []


def test_a_search_that_found_nobody_is_on_record_without_its_words(colleague, office):
    search(colleague, "gonzales")
    look = Look.objects.get()
    assert (look.how, look.by, look.count, look.detail) == ("search", "frontdesk", 0, "")


def test_other_requests_beside_a_record_are_looked_at_too(office):
    first, second = receive(office=office, name="Ana One"), receive(office=office, name="Ben Two")
    browser(owner()).get(record_page(first))
    assert looks_at(first) == [("record", "owner")]
    assert looks_at(second) == [("beside", "owner")]


def test_the_home_of_the_desk_shows_nobody_and_records_nothing(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    assert "Maria" not in colleague.get("/admin/").content.decode()
    assert looks_at(request) == []


LOOKS = {
    "a list": (How.LIST, lambda client, request: client.get(LIST)),
    "a search": (How.SEARCH, lambda client, request: search(client, "maria")),
    "a record": (How.RECORD, lambda client, request: client.get(record_page(request))),
    "a sheet": (How.PRINT, lambda client, request: client.get(sheet_page(request))),
    "an export": (How.EXPORT, lambda client, request: export(client)),
    "a form that comes back": (How.RECORD, lambda client, request: no_note(client, request)),
}


def no_note(client, request):
    return client.post(step_page(request, "note"), {"note-seen": "1", "note-text": ""})


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_that_cannot_be_recorded_is_no_look(colleague, office, monkeypatch, look):
    request = receive(office=office, name="Maria Gonzales")
    how, ask = LOOKS[look]
    real = looks.record_look

    def broken(**given):
        if given["how"] == how:
            raise DatabaseError("disk full")
        return real(**given)

    monkeypatch.setattr(looks, "record_look", broken)
    response = ask(colleague, request)
    assert response.status_code == 500
    assert "Maria" not in response.content.decode()


# ---- and nowhere else ----


def test_no_name_gets_into_addresses_titles_logs_sessions_or_the_admins_log(
    colleague, office, caplog
):
    request = receive(office=office, name="Maria Gonzales")
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    pages = [search(colleague, "gonzales"), search(colleague, "nobody gonzales")]
    pages += [colleague.get(page) for page in (LIST, list_page(q="x"), record_page(request))]
    pages += [colleague.post(SEARCH, {"words": "maria"}, follow=True)]
    pages += [colleague.get(sheet_page(request))]
    pages += [press(colleague, request, step) for step in ("book", "take", "mark_spam")]
    for page in pages:
        html = page.content.decode()
        places = [page.request["PATH_INFO"], page.request["QUERY_STRING"]]
        places += [address for address, _code in getattr(page, "redirect_chain", [])]
        places += re.findall(r'(?:href|action|src|value)="([^"]*)"', html)
        places += re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
        places += [str(message) for message in page.context["messages"]]
        assert not [place for place in places if re.search("maria|gonzales", place, re.I)]
    logged = [line.getMessage() for line in caplog.records]
    assert not re.search("maria|gonzales", "\n".join(logged), re.I)
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert sessions and not re.search("maria|gonzales", "".join(sessions), re.I)
    assert not LogEntry.objects.exists()


def test_the_title_of_a_record_is_its_reference(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    html = colleague.get(record_page(request)).content.decode()
    assert re.search(r"<title>\s*(.*?)\s*\|", html)[1] == request.reference
    assert "<h1>Maria Gonzales</h1>" in html
