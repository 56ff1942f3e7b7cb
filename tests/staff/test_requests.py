"""The list of requests: what waits, oldest first, and what was put aside."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures.booking.admin.words import half_days_in_words
from procedures.booking.models import AppointmentRequest, Event, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import receive
from tests.factories import make_office, make_procedure
from tests.people import browser, front_desk, owner

pytestmark = pytest.mark.django_db
LIST = reverse("admin:booking_appointmentrequest_changelist")
SEARCH = reverse("admin:booking_appointmentrequest_search")


def list_page(**choices):
    return f"{LIST}?{urlencode(choices)}"


def record_page(request):
    return reverse("admin:booking_appointmentrequest_change", args=[request.pk])


def act_page(request, act):
    return reverse(f"admin:booking_appointmentrequest_{act}", args=[request.pk])


def search(client, words):
    return client.post(SEARCH, {"words": words}, follow=True)


def in_list(client, **choices):
    """The names that the list shows, in its order."""
    return [record.patient for record in client.get(list_page(**choices)).context["records"]]


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def queries(client, page):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    return browser(front_desk([office]))


def test_open_requests_come_first_and_the_oldest_at_the_top(colleague, office):
    for status in Status:
        request = receive(office=office, name=f"{status.value} one")
        AppointmentRequest.objects.filter(pk=request.pk).update(status=status)
    old = receive(office=office, name="old one")
    long_ago = timezone.now() - timedelta(days=3)
    AppointmentRequest.objects.filter(pk=old.pk).update(received_at=long_ago)
    assert in_list(colleague) == ["old one", "new one", "trying one"]


def test_the_list_narrows_by_status(colleague, office):
    for status in ("spam", "booked", "done", "closed"):
        request = receive(office=office, name=f"{status} one")
        AppointmentRequest.objects.filter(pk=request.pk).update(status=status)
        assert in_list(colleague, status=status) == [f"{status} one"]
    assert len(in_list(colleague, status="all")) == 4
    assert in_list(colleague, status="nonsense") == []


def test_the_list_narrows_by_office_language_and_procedure(office):
    procedure, other = make_procedure("Nerve block"), make_office("Northgate")
    receive(office=office, name="Ana", language="es", procedure=procedure)
    receive(office=other, name="Ben")
    client = browser(front_desk([office, other]))
    assert in_list(client, office=other.pk) == ["Ben"]
    assert in_list(client, language="es") == ["Ana"]
    assert in_list(client, procedure=procedure.pk) == ["Ana"]
    assert in_list(client, procedure="not-sure") == ["Ben"]
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
    page = text_of(browser(front_desk([far])).get(LIST).content.decode())
    assert "Mon, Jul 6, 9:30 am PDT" in page or "Mon, Jul 6, 2026, 9:30 am PDT" in page


def test_overdue_is_a_word_and_only_while_the_request_is_open(colleague, office):
    request = receive(office=office)
    late = timezone.now() - timedelta(minutes=1)
    assert "Overdue" not in colleague.get(LIST).content.decode()
    AppointmentRequest.objects.update(due_at=late)
    assert "Overdue" in colleague.get(LIST).content.decode()
    assert "Overdue" in colleague.get(record_page(request)).content.decode()
    AppointmentRequest.objects.update(status=Status.DONE)
    assert "Overdue" not in colleague.get(list_page(status="done")).content.decode()


def test_suspected_spam_is_in_sight_and_restored_by_one_press(colleague, office):
    request = receive(office=office, name="Real Person", spam=Verdict(5, ["sent at once"]))
    assert "1 request is put aside as suspected spam" in text_of(
        colleague.get(LIST).content.decode()
    )
    page = colleague.get(list_page(status="spam")).content.decode()
    assert f'formaction="{act_page(request, "restore")}"' in page
    done = colleague.post(act_page(request, "restore"), {"stay": "list"}, follow=True)
    assert done.redirect_chain == [(list_page(status="spam"), 302)]
    assert [str(each) for each in done.context["messages"]] == [
        f"{request.reference} is no spam. It waits to be called."
    ]
    assert in_list(colleague) == ["Real Person"]
    last = Event.objects.filter(reference=request.reference, verb="restored").get()
    assert last.by == "frontdesk"


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
        assert "Appointment requests: 1 open" in page.content.decode()


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
