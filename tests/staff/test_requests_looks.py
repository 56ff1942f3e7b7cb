"""Every look at a patient is on record, and no look leaves a name anywhere else."""

import logging
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from procedures.booking import actions
from procedures.booking.models import Event
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import browser, front_desk, owner

from .test_requests import LIST, SEARCH, list_page, record_page, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    client = browser(front_desk([office]))
    client.raise_request_exception = False
    return client


def looks(request):
    lines = Event.objects.filter(reference=request.reference).exclude(verb="received")
    return list(lines.values_list("verb", "by"))


def found(client, words):
    """The names that a search shows."""
    return [record.patient for record in search(client, words).context["records"]]


# ---- on record ----


def test_opening_a_record_is_on_record_with_who_and_when(colleague, office):
    request, before = receive(office=office), timezone.now()
    colleague.get(record_page(request))
    assert looks(request) == [("opened", "frontdesk")]
    assert before <= Event.objects.get(verb="opened").at <= timezone.now()


def test_a_list_records_the_rows_it_shows_and_no_others(colleague, office):
    shown = receive(office=office)
    put_aside = receive(office=office, name="Other Person")
    actions.mark_spam(request=put_aside, by="system")
    colleague.get(LIST)
    assert looks(shown) == [("listed", "frontdesk")]
    assert looks(put_aside) == [("marked-spam", "system")]


def test_a_search_records_what_it_found(colleague, office):
    request, other = receive(office=office, name="Ana One"), receive(office=office, name="Ben Two")
    search(colleague, "ana")
    assert looks(request) == [("searched", "frontdesk")]
    assert looks(other) == []


def test_other_requests_beside_a_record_are_looked_at_too(office):
    first, second = receive(office=office, name="Ana One"), receive(office=office, name="Ben Two")
    browser(owner()).get(record_page(first))
    assert looks(first) == [("opened", "owner")]
    assert looks(second) == [("listed", "owner")]


def test_the_home_of_the_desk_shows_nobody_and_records_nothing(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    assert "Maria" not in colleague.get("/admin/").content.decode()
    assert looks(request) == []


@pytest.mark.parametrize("verb", ["open_request", "list_requests"])
def test_a_look_that_cannot_be_recorded_is_no_look(colleague, office, monkeypatch, verb):
    request = receive(office=office, name="Maria Gonzales")

    def broken(**look):
        raise DatabaseError("disk full")

    monkeypatch.setattr(actions, verb, broken)
    page = {"open_request": record_page(request), "list_requests": LIST}[verb]
    response = colleague.get(page)
    assert response.status_code == 500
    assert "Maria" not in response.content.decode()


# ---- found again ----


@pytest.mark.parametrize(
    "words",
    [
        "nguyen",
        "NGUYỄN minh",
        "khai  nguyen",
        "o'brien",
        "obrien",
        "brien",
        "helper",
        "(202) 555-0177",
        "2025550177",
        "+1 202.555.0177",
        "Minh.Khai@Example.com",
    ],
)
def test_a_caller_is_found_by_what_they_say(colleague, office, words):
    receive(office=office, name="Nguyễn Minh Khai O'Brien", carer_name="Ann Helper",
            phone="+1 (202) 555-0177", email="minh.khai@example.com")  # fmt: skip
    receive(office=office, name="Other Person")
    assert found(colleague, words) == ["Nguyễn Minh Khai O'Brien"]


@pytest.mark.parametrize("dress", [str, str.lower, lambda text: text.replace("-", " ")])
def test_a_request_is_found_by_its_reference(colleague, office, dress):
    request = receive(office=office, name="Maria Gonzales")
    assert found(colleague, f" {dress(request.reference)} ") == ["Maria Gonzales"]


@pytest.mark.parametrize("words", ["maria smith", "mar", "555", "%", "' OR 1=1", "x" * 5000, "()"])
def test_words_that_do_not_all_fit_find_nobody(colleague, office, words):
    receive(office=office, name="Maria Gonzales")
    assert found(colleague, words) == []


def test_a_request_is_found_whatever_its_status_and_newest_first(colleague, office):
    for name in ("Ana Same", "Ben Same"):
        actions.mark_spam(request=receive(office=office, name=name), by="system")
    assert found(colleague, "same") == ["Ben Same", "Ana Same"]


def test_what_an_older_key_hid_is_found_while_the_key_is_kept(colleague, office, settings):
    receive(office=office, name="Maria Gonzales")
    settings.FIELD_KEYS = ["bmV3LWtleS1mb3ItdGVzdHMtb25seS1uZXcta2V5LTE=", *settings.FIELD_KEYS]
    assert found(colleague, "gonzales") == ["Maria Gonzales"]


def test_a_search_for_nothing_leads_back_to_the_list(colleague):
    assert colleague.post(SEARCH, {"words": " "}).url == LIST
    assert colleague.post(SEARCH).url == LIST
    assert colleague.get(SEARCH).url == LIST


def test_a_search_that_is_over_says_so(colleague, office):
    receive(office=office)
    address = colleague.post(SEARCH, {"words": "sample"}).url
    assert colleague.get(address).status_code == 200
    for _ in range(5):
        colleague.post(SEARCH, {"words": "sample"})
    assert "That search is over" in colleague.get(address, follow=True).content.decode()


def test_a_search_found_by_one_colleague_is_of_no_use_to_another(colleague, office):
    receive(office=office, name="Maria Gonzales")
    address = colleague.post(SEARCH, {"words": "maria"}).url
    other = browser(front_desk([office], name="other"))
    assert other.get(address).url == LIST


def test_a_very_common_name_shows_the_newest_and_asks_for_more_words(colleague, office):
    for number in range(52):
        receive(office=office, name=f"Maria {number}")
    page = search(colleague, "maria")
    assert "Type more words" in page.content.decode()
    assert page.context["cl"].result_count == 50
    assert page.context["records"][0].patient == "Maria 51"
    rest = colleague.get(f"{page.request['PATH_INFO']}?p=2").context["records"]
    assert [record.patient for record in rest][-1] == "Maria 2"


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
