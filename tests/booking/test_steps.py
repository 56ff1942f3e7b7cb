"""The steps of the front desk: what each does, and what it refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.booking import actions
from procedures.booking.models import (
    OPEN,
    AppointmentRequest,
    Event,
    Message,
    Note,
    Reason,
    Status,
)
from tests.factories import make_office

from .factories import colleague, put, receive
from .steps import VERBS, book, close, mark_spam, no_answer, note, number, reopen, take

pytestmark = pytest.mark.django_db


UNTOLD = {"erase"}  # nobody comes second to it: see test_erasing.py


def everything_stored():
    """All rows that a step writes, to see that nothing was."""
    tables = (AppointmentRequest, Event, Message, Note)
    return [list(table.objects.order_by("pk").values()) for table in tables]


# ---- the table ----


def test_every_step_of_the_table_is_told_here():
    assert set(VERBS) | UNTOLD == set(actions.STEPS)


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("status", Status)
def test_a_step_leads_where_the_table_says_or_changes_nothing(name, status):
    ana, step = colleague("ana"), actions.STEPS[name]
    request = put(receive(email="sample@example.com"), status)
    before = everything_stored()
    if status in step.froms:
        after = VERBS[name](request, ana, seen=request.version)
        assert after.status == (step.to or status)
    else:
        with pytest.raises(actions.NotNow):
            VERBS[name](request, ana, seen=request.version)
        assert everything_stored() == before


@pytest.mark.parametrize("name", VERBS)
def test_a_step_is_counted_and_on_record_with_who_took_it(name):
    ana, step = colleague("ana"), actions.STEPS[name]
    request = put(receive(), step.froms[0])
    VERBS[name](request, ana)
    stored, last = AppointmentRequest.objects.get(), Event.objects.last()
    assert stored.version == request.version + (name != "note")
    assert (last.reference, last.verb, last.by) == (request.reference, step.verb, "ana")


@pytest.mark.parametrize("name", VERBS)
def test_whoever_comes_second_is_told_and_changes_nothing(name):
    request = put(receive(email="sample@example.com"), actions.STEPS[name].froms[0])
    actions.note_number(request=request, by=colleague("ben"), number="1")
    before = everything_stored()
    with pytest.raises(actions.Overtaken):
        VERBS[name](request, colleague("ana"), seen=request.version)
    assert everything_stored() == before


def test_a_note_overtakes_nobody():
    request = receive()
    note(request, colleague("ben"), seen=request.version)
    assert take(request, colleague("ana"), seen=request.version).assigned_to.username == "ana"


@pytest.mark.parametrize("status", Status)
def test_the_desk_offers_the_steps_that_it_takes(status):
    names = {step.name for step in actions.steps_from(status)}
    assert names == {name for name, step in actions.STEPS.items() if status in step.froms}


# ---- what each keeps ----


def test_no_answer_counts_the_calls_and_keeps_the_day():
    request, ana = receive(), colleague("ana")
    day = timezone.localdate() + timedelta(days=1)
    request = no_answer(no_answer(request, ana), ana, try_again_on=day)
    assert (request.tries, request.try_again_on) == (2, day)
    assert Event.objects.last().detail == "left a message"


def test_a_visit_goes_with_the_request_to_its_office():
    there, at = make_office("Northgate"), timezone.now() + timedelta(days=2)
    request = book(receive(), colleague("ana"), office=there, visit_at=at)
    assert (request.office, request.office_name) == (there, "Northgate")
    assert (request.visit_at, request.visit_minutes) == (at, 45)
    assert request.visit_note == "Come early" and request.try_again_on is None
    assert Event.objects.last().detail == "Northgate"


def test_a_duplicate_names_the_other_request():
    request = close(receive(), colleague(), reason=Reason.DUPLICATE, duplicate_of="AAAA-2222")
    assert (request.reason, request.duplicate_of) == ("duplicate", "AAAA-2222")
    assert Event.objects.last().detail == "Duplicate of another request AAAA-2222"


def test_a_note_is_kept_encrypted_and_the_history_says_only_that_there_is_one():
    note(receive(), colleague("ana"))
    [kept] = Note.objects.all()
    assert (kept.by, kept.text) == ("ana", "Prefers Tuesdays")
    assert Event.objects.last().detail == ""


def test_the_number_in_the_clinics_records_can_be_corrected():
    request = number(receive(), colleague())
    assert actions.note_number(request=request, by=colleague(), number="7").record_number == "7"


# ---- without an office ----


@pytest.mark.parametrize("step", [take, no_answer, close, mark_spam, note, number])
def test_a_request_that_lost_its_office_is_worked_on_all_the_same(step):
    request = receive()
    request.office.delete()
    request.refresh_from_db()
    assert step(request, colleague()).office is None


def test_a_request_that_lost_its_office_is_reopened_with_a_promise():
    request = close(receive(), colleague())
    request.office.delete()
    request = reopen(AppointmentRequest.objects.get(), colleague())
    assert request.status in OPEN and request.due_at > timezone.now()
