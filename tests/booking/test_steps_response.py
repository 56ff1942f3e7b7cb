"""When a patient was first answered, by whom, and from when a reopened request waits."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from procedures.booking.models import AppointmentRequest, Reason, Status
from tests.factories import make_office

from .factories import colleague, put, receive
from .steps import book, close, mark_spam, no_answer, note, number, reopen, take

pytestmark = pytest.mark.django_db
MONDAY_9 = datetime(2026, 11, 2, 14, tzinfo=UTC)  # 9 am in New York


def later(**delta):
    return time_machine.travel(MONDAY_9 + timedelta(**delta), tick=False)


@pytest.mark.parametrize("step", [no_answer, book, close])
def test_the_first_response_is_counted_once_in_business_minutes(step):
    with later(hours=7):  # Monday, 4 pm
        request = receive()
    with later(days=1):  # Tuesday, 9 am
        request = step(request, colleague("ana"))
    assert request.responded_at == MONDAY_9 + timedelta(days=1)
    assert request.response_minutes == 120
    with later(days=2):
        again = close(request, colleague("ben")) if step is not close else reopen(request, "x")
    assert (again.responded_at, again.response_minutes) == (request.responded_at, 120)


def test_a_visit_elsewhere_is_measured_by_the_hours_of_the_office_that_was_asked():
    never_open = make_office("Northgate", weekdays=[6])
    with later():
        request = receive(office=make_office())
    with later(minutes=20):
        assert book(request, colleague(), office=never_open).response_minutes == 20


@pytest.mark.parametrize("step", [take, note, number, mark_spam])
def test_what_the_patient_does_not_notice_is_no_response(step):
    step(receive(), colleague())
    assert AppointmentRequest.objects.get().responded_at is None


def test_to_find_a_duplicate_is_no_response():
    request = close(receive(), colleague(), reason=Reason.DUPLICATE, duplicate_of="AAAA-2222")
    assert request.responded_at is None and request.assigned_to is None


def test_whoever_responds_first_has_it_until_a_colleague_takes_it():
    request = no_answer(receive(), colleague("ana"))
    assert no_answer(request, colleague("ben")).assigned_to.username == "ana"
    assert take(request, colleague("ben")).assigned_to.username == "ben"


# ---- reopening ----


@pytest.mark.parametrize("status", [Status.BOOKED, Status.DONE, Status.CLOSED])
def test_a_reopened_request_waits_from_now_with_a_new_promise(status):
    with later():
        request = put(receive(), status)
    with later(days=7):
        request = reopen(request, colleague())
    assert request.status == Status.NEW and request.reason == ""
    assert request.waiting_since == request.moved_at == MONDAY_9 + timedelta(days=7)
    assert request.due_at == MONDAY_9 + timedelta(days=8)
    assert request.received_at == MONDAY_9 and request.assigned_to is None


def test_a_reopened_duplicate_names_no_other_any_more():
    request = close(receive(), colleague(), reason=Reason.DUPLICATE, duplicate_of="AAAA-2222")
    assert reopen(request, colleague()).duplicate_of == ""


def test_only_a_change_of_status_moves_a_request():
    with later():
        request = receive()
    with later(hours=1):
        assert take(request, colleague()).moved_at == MONDAY_9
    with later(hours=2):
        assert no_answer(request, colleague()).moved_at == MONDAY_9 + timedelta(hours=2)
    with later(hours=3):
        assert no_answer(request, colleague()).moved_at == MONDAY_9 + timedelta(hours=2)
