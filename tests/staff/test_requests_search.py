"""A request is found by what a caller says, whatever its status."""

import pytest

from procedures.booking import actions
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import browser, front_desk

from .at_the_desk import (
    LIST,
    SEARCH,
    search,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    return browser(front_desk([office]))


def found(client, words):
    """The names that a search shows."""
    return [record.patient for record in search(client, words).context["records"]]


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
