"""Each step at the record: one press, with at most one small form."""

from datetime import UTC, date, datetime

import pytest

from procedures.booking import actions
from procedures.booking.models import AppointmentRequest, Message, Reason, Status
from tests.booking.factories import colleague as anybody
from tests.booking.factories import put, receive
from tests.factories import make_office
from tests.people import auditor, browser, front_desk, owner

from .at_the_desk import (
    after,
    list_page,
    looks_at,
    offered,
    press,
    record_page,
    send,
    step_page,
    text_of,
    the_clock_says,
    typed_in,
    verbs,
)

pytestmark = pytest.mark.django_db
TUESDAY = {"date": "2026-07-14", "time": "09:30"}
PROGRAMS_ONLY = {"erase"}


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def person(office):
    return front_desk([office])


@pytest.fixture
def colleague(monkeypatch, person):
    """At the desk on a Monday morning."""
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    return browser(person)


@pytest.fixture
def maria(colleague, office):
    return receive(office=office, name="Maria Gonzales", email="maria@example.com")


# ---- what is offered ----


@pytest.mark.parametrize("status", Status)
def test_only_the_steps_allowed_now_are_offered(colleague, office, status):
    request = put(receive(office=office), status)
    allowed = {step.name for step in actions.steps_from(status)} - PROGRAMS_ONLY
    assert offered(colleague.get(record_page(request))) == allowed


@pytest.mark.parametrize("status", Status)
def test_a_step_that_is_not_allowed_is_refused_and_changes_nothing(colleague, office, status):
    request = put(receive(office=office), status)
    before, done_before = AppointmentRequest.objects.values().get(), verbs(request)
    allowed = {step.name for step in actions.steps_from(status)}
    for step in set(actions.STEPS) - allowed - PROGRAMS_ONLY:
        seen = {f"{step}-seen": request.version}
        page = colleague.post(step_page(request, step), seen)
        assert "this step is no longer there" in page.content.decode(), step
    assert AppointmentRequest.objects.values().get() == before
    assert verbs(request) == done_before


@pytest.mark.parametrize("step", ["erase", "nonsense"])
def test_what_is_no_step_of_the_desk_has_no_address(colleague, maria, step):
    assert colleague.post(step_page(maria, step), {f"{step}-seen": 1}).status_code == 404


def test_whose_it_is_already_is_not_offered_to_take_it(colleague, maria):
    press(colleague, maria, "take")
    assert "take" not in offered(colleague.get(record_page(maria)))


def test_the_auditor_sees_no_step_and_a_press_is_refused(maria, office):
    client = browser(auditor([office]))
    assert offered(client.get(record_page(maria))) == set()
    for step in set(actions.STEPS) - PROGRAMS_ONLY:
        assert client.post(step_page(maria, step), {f"{step}-seen": 1}).status_code == 403
    assert verbs(maria) == ["received"]


# ---- each step ----


def test_taking_it(colleague, maria, person):
    request = after(press(colleague, maria, "take"), maria)
    assert request.assigned_to == person and verbs(request)[-1] == "taken"
    assert "With frontdesk" in text_of(colleague.get(record_page(request)))


def test_no_answer_proposes_the_next_open_day(colleague, maria, person):
    proposed = typed_in(colleague.get(record_page(maria)), "no_answer")
    assert proposed["try_again_on"] == "2026-07-14"
    done = press(colleague, maria, "no_answer", left_message="on")
    request = after(done, maria)
    assert (request.status, request.tries) == (Status.TRYING, 1)
    assert request.try_again_on == date(2026, 7, 14)
    assert "No answer: left a message" in text_of(done) and request.assigned_to == person


def test_booking_a_time(colleague, maria):
    request = after(press(colleague, maria, "book", **TUESDAY, minutes="45"), maria)
    assert (request.status, request.visit_minutes) == (Status.BOOKED, 45)
    assert request.visit_at == datetime(2026, 7, 14, 13, 30, tzinfo=UTC)
    assert Message.objects.get(kind="visit").to == "maria@example.com"
    page = text_of(colleague.get(record_page(request)))
    assert "Visit Tue, Jul 14, 9:30 am, 45 minutes" in page


def test_the_time_is_that_of_the_office_of_the_visit(colleague, maria):
    far = make_office("Harborview", time_zone="America/Los_Angeles")
    front_desk([far])
    request = after(press(colleague, maria, "book", **TUESDAY, office=far.pk), maria)
    assert request.visit_at == datetime(2026, 7, 14, 16, 30, tzinfo=UTC)
    assert (request.office, request.office_name) == (far, "Harborview")
    again = typed_in(colleague.get(record_page(request)), "book")
    assert (again["date"], again["time"], again["office"]) == ("2026-07-14", "09:30", str(far.pk))


def test_the_list_names_the_clock_of_the_day_of_the_visit(colleague):
    far = make_office("Harborview", time_zone="America/Los_Angeles")
    front_desk([far])
    request = receive(office=far)
    press(colleague, request, "book", date="2026-12-01", time="09:30")
    row = text_of(colleague.get(list_page(tab="booked")))
    assert "Tue, Dec 1, 9:30 am PST" in row


def test_the_visit_took_place(colleague, office):
    request = put(receive(office=office), Status.BOOKED)
    assert after(press(colleague, request, "finish"), request).status == Status.DONE


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason != Reason.DUPLICATE])
def test_closing_with_a_reason(colleague, maria, reason):
    done = press(colleague, maria, "close", reason=reason.value, duplicate_of="left over")
    request = after(done, maria)
    assert (request.status, request.reason, request.duplicate_of) == ("closed", reason, "")
    assert f"Closed: {reason.label}" in text_of(done)


def test_closing_a_duplicate_names_the_other_however_it_is_typed(colleague, maria, office):
    other = receive(office=office, name="Other Person")
    typed = f" {other.reference.lower().replace('-', ' ')} "
    done = press(colleague, maria, "close", reason="duplicate", duplicate_of=typed)
    assert after(done, maria).duplicate_of == other.reference


def test_reopening(colleague, office):
    request = put(receive(office=office), Status.CLOSED)
    request = after(press(colleague, request, "reopen"), request)
    assert (request.status, request.reason, request.assigned_to) == (Status.NEW, "", None)


def test_spam_and_not_spam(colleague, maria):
    assert after(press(colleague, maria, "mark_spam"), maria).status == Status.SPAM
    assert after(press(colleague, maria, "restore"), maria).status == Status.NEW


def test_an_internal_note_is_read_in_the_history(colleague, maria):
    done = press(colleague, maria, "note", text="Asked for\nground floor.")
    assert "Internal note Asked for ground floor." in text_of(done)
    assert after(done, maria).notes.get().by == "frontdesk"


def test_the_number_in_our_records(colleague, maria):
    done = press(colleague, maria, "number", number="MR-20417")
    assert after(done, maria).record_number == "MR-20417"
    assert typed_in(done, "number")["number"] == "MR-20417"


def test_a_step_says_what_became_of_the_mariawithout_a_name(colleague, maria):
    for step, answers in (("take", {}), ("no_answer", {}), ("book", TUESDAY), ("finish", {})):
        done = press(colleague, maria, step, **answers)
        [message] = [str(each) for each in done.context["messages"]]
        assert maria.reference in message and "Maria" not in message


def test_each_showing_of_the_record_is_a_look(colleague, maria):
    page = colleague.get(record_page(maria))
    send(colleague, page, "note", text="")
    send(colleague, page, "note", text="A note.")
    assert looks_at(maria) == [("record", "frontdesk")] * 3


def test_the_owner_works_on_what_lost_its_office(colleague, maria, office):
    other = make_office("Northgate")
    office.delete()
    client = browser(owner())
    done = press(client, maria, "book", **TUESDAY, office=other.pk)
    assert after(done, maria).office == other
    assert after(press(client, maria, "reopen"), maria).assigned_to != anybody()
