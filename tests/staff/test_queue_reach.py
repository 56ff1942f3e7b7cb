"""Which requests the list holds: tabs and filters, and how far it goes."""

import pytest

from procedures.booking import actions, queue
from procedures.booking.models import Status
from tests.booking.factories import colleague as anybody
from tests.booking.factories import put, receive
from tests.factories import make_office, make_procedure
from tests.people import browser, front_desk

from .at_the_desk import LIST, in_list, list_page, tabs, text_of, the_clock_says

pytestmark = pytest.mark.django_db


@pytest.fixture
def weekdays():
    """Open from Monday to Friday, 8 to 5."""
    return make_office("Riverside")


@pytest.fixture
def every_day():
    return make_office("Northgate", weekdays=range(7))


# ---- which ones ----


def test_the_tabs_count_the_own_offices_and_the_office_filter_narrows_them(weekdays, every_day):
    receive(office=make_office("Hillside"), name="Hidden")
    receive(office=weekdays, name="Ana")
    put(receive(office=every_day, name="Ben"), Status.BOOKED)
    client = browser(front_desk([weekdays, every_day]))
    none = dict.fromkeys(("call", "trying", "booked", "closed", "spam"), "0")
    assert tabs(client) == none | {"call": "1", "booked": "1"}
    assert tabs(client, office=every_day.pk) == none | {"booked": "1"}
    assert tabs(client, office="9" * 5000) == tabs(client)


def test_mine_and_nobodys(weekdays):
    me = front_desk([weekdays])
    actions.take(request=receive(office=weekdays, name="Mine"), by=me)
    actions.take(request=receive(office=weekdays, name="Theirs"), by=anybody())
    receive(office=weekdays, name="Nobodys")
    client = browser(me)
    assert in_list(client, **{"with": "me"}) == ["Mine"]
    assert in_list(client, **{"with": "nobody"}) == ["Nobodys"]
    assert len(in_list(client, **{"with": "sample-desk"})) == 3


def test_filters_work_together_and_stay_when_the_tab_changes(weekdays):
    procedure = make_procedure("Nerve block")
    fields = {"office": weekdays, "procedure": procedure, "language": "es"}
    receive(name="Ana", returning="returning", **fields)
    receive(name="Ben", **fields)
    put(receive(name="Cleo", returning="returning", **fields), Status.BOOKED)
    client = browser(front_desk([weekdays]))
    asked = {"procedure": procedure.pk, "language": "es", "returning": "returning"}
    assert in_list(client, **asked) == ["Ana"]
    page = client.get(list_page(**asked))
    booked = next(address for tab, _n, address, _is in page.context["tabs"] if tab == "booked")
    assert client.get(LIST + booked).context["records"][0].patient == "Cleo"


# ---- how far a list goes ----


@pytest.mark.parametrize("status", [Status.NEW, Status.CLOSED])
def test_a_list_ends_and_says_so(monkeypatch, weekdays, status):
    monkeypatch.setattr(queue, "LISTED_MOST", 3)
    client, tab = browser(front_desk([weekdays])), queue.TAB_OF[status].value
    for number in range(2):
        put(receive(office=weekdays, name=f"Person {number}"), status)
    assert "The list ends" not in text_of(client.get(list_page(tab=tab)))
    for number in range(2, 5):
        put(receive(office=weekdays, name=f"Person {number}"), status)
    assert len(in_list(client, tab=tab)) == 3 and tabs(client)[tab] == "3+"
    assert "The list ends at 3 requests." in text_of(client.get(list_page(tab=tab)))


def test_who_waits_longest_is_never_cut_off(monkeypatch, weekdays, every_day):
    monkeypatch.setattr(queue, "LISTED_MOST", 2)
    for hour, office in enumerate((every_day, weekdays, every_day, weekdays)):
        the_clock_says(monkeypatch, f"2026-07-13 1{hour}:00")
        receive(office=office, name=f"At {hour}")
    assert in_list(browser(front_desk([weekdays, every_day]))) == ["At 0", "At 1"]


def test_a_filter_over_more_than_is_listed_says_that_older_ones_are_missing(monkeypatch, weekdays):
    monkeypatch.setattr(queue, "LISTED_MOST", 2)
    for name, language in (("Ana", "es"), ("Ben", "en"), ("Cleo", "es")):
        put(receive(office=weekdays, name=name, language=language), Status.CLOSED)
    page = browser(front_desk([weekdays])).get(list_page(tab="closed", language="es"))
    assert [record.patient for record in page.context["records"]] == ["Cleo"]
    assert "The list ends at 2 requests." in text_of(page)


def test_a_filter_over_those_who_wait_reaches_all_of_them(monkeypatch, weekdays):
    monkeypatch.setattr(queue, "LISTED_MOST", 2)
    for name, language in (("Ana", "en"), ("Ben", "en"), ("Cleo", "es")):
        receive(office=weekdays, name=name, language=language)
    page = browser(front_desk([weekdays])).get(list_page(language="es"))
    assert [record.patient for record in page.context["records"]] == ["Cleo"]
    assert "The list ends" not in text_of(page)
