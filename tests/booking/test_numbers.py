"""How fast an office answers, counted from what happened."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.booking import numbers
from procedures.booking.models import AppointmentRequest, Measure, Reason, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import book, put, receive
from tests.factories import make_office

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 18, 17, tzinfo=UTC)  # Wednesday, noon in New York
_people = itertools.count(1)


@pytest.fixture
def office():
    return make_office()


def ask(office, **fields):
    """Each time another patient: the same words twice are one request."""
    return receive(office=office, name=f"Sample Person {next(_people)}", **fields)


def set_fields(request, **fields):
    AppointmentRequest.objects.filter(pk=request.pk).update(**fields)
    return request


def received(office, at, **fields):
    return set_fields(ask(office), received_at=at, **fields)


def answered(office, minutes, at=NOON - timedelta(hours=1)):
    return received(office, at, responded_at=at, response_minutes=minutes)


def closed(office, reason, at):
    return set_fields(put(ask(office), Status.CLOSED), reason=reason, moved_at=at)


def measure(office, period=numbers.LAST_30, at=NOON):
    numbers.renew(at)
    return Measure.objects.get(office=office, period=period)


def test_half_and_nine_in_ten_are_answered_within_their_minutes(office):
    for minutes in (10, 20, 30, 40, 50, 60, 70, 80, 90, 1000):
        answered(office, minutes)
    found = measure(office)
    assert (found.answered, found.median_minutes, found.nine_in_ten_minutes) == (10, 50, 90)


def test_many_who_waited_alike_count_one_by_one(office):
    for minutes in (5, 5, 5, 5, 600):
        answered(office, minutes)
    found = measure(office)
    assert (found.answered, found.median_minutes, found.nine_in_ten_minutes) == (5, 5, 600)


def test_without_answers_there_is_no_time(office):
    received(office, NOON - timedelta(days=1))
    found = measure(office)
    assert (found.received, found.answered) == (1, 0)
    assert found.median_minutes is None and found.nine_in_ten_minutes is None


def test_only_the_last_thirty_days_count(office):
    for days in (29, 31):
        answered(office, days, NOON - timedelta(days=days))
    found = measure(office)
    assert (found.received, found.answered, found.median_minutes) == (1, 1, 29)


def test_each_office_has_numbers_of_its_own(office):
    other = make_office("Northgate")
    answered(office, 10)
    answered(other, 500)
    assert measure(office).median_minutes == 10 and measure(other).median_minutes == 500


def test_booked_are_those_answered_who_have_a_visit_or_had_it(office):
    for status in (Status.BOOKED, Status.DONE, Status.CLOSED, Status.TRYING):
        put(ask(office), status)
    found = measure(office, at=timezone.now() + timedelta(minutes=1))
    assert (found.answered, found.booked) == (4, 2)


def test_closed_are_counted_by_reason(office):
    for reason in (Reason.UNREACHED, Reason.UNREACHED, Reason.DECLINED):
        closed(office, reason, NOON - timedelta(days=3))
    closed(office, Reason.PHONED, NOON - timedelta(days=40))
    assert measure(office).closed == {"unreached": 2, "declined": 1}


def test_suspected_spam_was_never_received_and_the_erased_were(office):
    ask(office, spam=Verdict(9, ["links in the note"]))
    put(ask(office), Status.ERASED)
    assert measure(office, at=timezone.now() + timedelta(minutes=1)).received == 1


def test_each_count_reads_an_index_and_not_the_table(office):
    with CaptureQueriesContext(connection) as captured:
        numbers.renew(NOON)
    counts = [each["sql"] for each in captured if "booking_appointmentrequest" in each["sql"]]
    assert len(counts) == 39
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # so few rows would be read one by one
            cursor.execute("SET LOCAL enable_seqscan = off")
        word = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        for sql in counts[:3]:
            cursor.execute(f"{word} {sql}")
            plan = " ".join(str(row) for row in cursor.fetchall())
            assert "booking_" in plan and "_at>" in plan.replace(" ", "")


def test_who_waits_is_counted_now(office):
    for minutes in (-60, -1, 60):
        set_fields(ask(office), due_at=NOON + timedelta(minutes=minutes))
    set_fields(put(ask(office), Status.TRYING), due_at=NOON - timedelta(days=1))
    book(ask(office))
    waiting = numbers.waiting_now([office], NOON)
    assert waiting == {office.pk: {"new": 3, "overdue": 2, "trying": 1}}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (25, "25 min"), (120, "2 h"), (130, "2 h 10 min"), (540, "1 day"),
     (730, "1 day 3 h")],
)  # fmt: skip
def test_minutes_are_said_in_words(minutes, words):
    assert numbers.in_open_time(minutes, 540) == words
