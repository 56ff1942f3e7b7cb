"""The list of requests: what waits, what was agreed, and what was put aside."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.booking.admin.words import half_days_in_words
from procedures.booking.models import AppointmentRequest, Event, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import put, receive
from tests.factories import make_office, make_procedure
from tests.people import auditor, browser, front_desk, owner

from .at_the_desk import (
    LIST,
    in_list,
    list_page,
    offered,
    queries,
    record_page,
    search,
    step_page,
    tabs,
    text_of,
)

pytestmark = pytest.mark.django_db
TAB_OF = {
    "new": "call",
    "trying": "trying",
    "booked": "booked",
    "done": "closed",
    "closed": "closed",
    "spam": "spam",
}


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    return browser(front_desk([office]))


def test_each_request_stands_under_the_tab_of_its_status(colleague, office):
    for status in Status:
        put(receive(office=office, name=f"{status.value} one"), status)
    for tab in set(TAB_OF.values()):
        names = {f"{status} one" for status, own in TAB_OF.items() if own == tab}
        assert set(in_list(colleague, tab=tab)) == names
    assert tabs(colleague) == {
        "call": "1", "trying": "1", "booked": "1", "closed": "2", "spam": "1"
    }  # fmt: skip


def test_the_list_starts_with_those_to_call_and_says_which_tab_it_is(colleague, office):
    put(receive(office=office, name="Put aside"), Status.SPAM)
    receive(office=office, name="To call")
    assert in_list(colleague) == in_list(colleague, tab="nonsense") == ["To call"]
    for tab, words in (("call", "To call <b>1</b>"), ("spam", "Suspected spam <b>1</b>")):
        html = colleague.get(list_page(tab=tab)).content.decode()
        assert f'aria-current="page">{words}' in html and html.count("aria-current") == 1


def test_the_list_narrows_by_office_language_procedure_and_acquaintance(office):
    procedure, other = make_procedure("Nerve block"), make_office("Northgate")
    receive(office=office, name="Ana", language="es", procedure=procedure, returning="returning")
    receive(office=other, name="Ben")
    client = browser(front_desk([office, other]))
    assert in_list(client, office=other.pk) == ["Ben"]
    assert in_list(client, language="es") == ["Ana"]
    assert in_list(client, procedure=procedure.pk) == ["Ana"]
    assert in_list(client, procedure="not-sure") == ["Ben"]
    assert in_list(client, returning="returning") == ["Ana"]
    assert in_list(client, office="9'--", language="x", procedure="x", p="x") == ["Ana", "Ben"]


def test_a_row_says_all_that_a_call_needs(colleague, office):
    receive(
        office=office,
        name="Maria Gonzales",
        procedure=make_procedure("Nerve block"),
        half_days=["mon-am", "wed-pm"],
        language="other",
        other_language="Korean",
    )
    html = colleague.get(LIST).content.decode()
    row = text_of(html[html.index("<tbody") :])
    for words in ("Maria Gonzales", "Nerve block", "Mon morning, Wed afternoon", "Riverside",
                  "Korean, with an interpreter"):  # fmt: skip
        assert words in row
    assert '<a class="desk-phone" href="tel:+12025550100">(202) 555-0100</a>' in html


def test_times_are_those_of_the_office(office):
    far = make_office("Harborview", time_zone="America/Los_Angeles")
    request = receive(office=far)
    at = datetime(2026, 7, 6, 16, 30, tzinfo=UTC)
    AppointmentRequest.objects.filter(pk=request.pk).update(due_at=at, received_at=at)
    page = text_of(browser(front_desk([far])).get(LIST))
    assert "Mon, Jul 6, 9:30 am PDT" in page or "Mon, Jul 6, 2026, 9:30 am PDT" in page


def test_overdue_is_a_word_and_only_while_the_request_is_open(colleague, office):
    request = receive(office=office)
    assert "Overdue" not in text_of(colleague.get(LIST))
    AppointmentRequest.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert "Overdue" in text_of(colleague.get(LIST))
    assert "Overdue" in text_of(colleague.get(record_page(request)))
    put(request, Status.DONE)
    assert in_list(colleague, tab="closed")
    assert "Overdue" not in text_of(colleague.get(list_page(tab="closed")))


def test_suspected_spam_is_in_sight_and_restored_by_one_press(colleague, office):
    request = receive(office=office, name="Real Person", spam=Verdict(5, ["sent at once"]))
    assert tabs(colleague)["spam"] == "1"
    page = colleague.get(list_page(tab="spam")).content.decode()
    button = (
        f'name="restore-seen" type="submit" value="1" formaction="{step_page(request, "restore")}"'
    )
    assert button in page
    done = colleague.post(step_page(request, "restore"), {"restore-seen": "1"}, follow=True)
    assert done.redirect_chain == [(record_page(request), 302)]
    assert [str(each) for each in done.context["messages"]] == [
        f"{request.reference} is no spam. It waits to be called."
    ]
    assert in_list(colleague) == ["Real Person"]
    assert Event.objects.get(reference=request.reference, verb="restored").by == "frontdesk"


def test_who_only_reads_is_offered_no_button_in_the_list(office):
    receive(office=office, spam=Verdict(5, ["sent at once"]))
    page = browser(auditor([office])).get(list_page(tab="spam"))
    assert len(page.context["records"]) == 1 and offered(page) == set()


def test_what_a_search_finds_says_where_it_stands(colleague, office):
    for status in (Status.NEW, Status.TRYING, Status.CLOSED):
        put(receive(office=office, name=f"Same {status.value}"), status)
    rows = text_of(search(colleague, "same").content.decode().split("<tbody>")[1])
    assert "To call" in rows and "Trying to reach" in rows and "Closed" in rows


def test_a_long_list_is_cut_into_pages_and_never_shown_whole(colleague, office):
    for number in range(30):
        receive(office=office, name=f"Person {number}")
    assert len(in_list(colleague)) == len(in_list(colleague, all="")) == 25
    assert len(in_list(colleague, p=2)) == 5


def test_a_long_list_asks_the_database_as_often_as_a_short_one(office):
    client = browser(front_desk([office, make_office("Northgate")]))
    client.get(LIST)
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            receive(office=office, name=f"Person {number}")
        counts.append(queries(client, f"{LIST}?p=1"))
    assert counts[0] == counts[1] <= 20


def test_addresses_narrow_by_nothing_but_the_lists(colleague, office):
    receive(office=office, name="Maria Gonzales")
    assert in_list(colleague, q="nobody") == ["Maria Gonzales"]
    for lookup in ("name", "phone__contains", "spam_score__gte", "search_keys__digest"):
        assert colleague.get(list_page(**{lookup: "1"})).status_code == 400


def test_the_home_of_the_desk_starts_with_the_open_requests(colleague, office):
    receive(office=office)
    for client in (colleague, browser(owner())):
        page = client.get(reverse("admin:index"))
        assert page.context["app_list"][0]["app_label"] == "booking"
        assert "1 request waits to be called" in text_of(page)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["wed-pm", "mon-am"], "Mon morning, Wed afternoon"),
        (["tue-am", "tue-pm"], "Tue all day"),
        ([], ""),
        (["some-day"], "some-day"),
    ],
)
def test_half_days_in_words(codes, words):
    assert half_days_in_words(codes) == words
