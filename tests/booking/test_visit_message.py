"""What a patient is told about a visit: that it is booked, has changed, or is called off."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from procedures.booking import actions, delivery
from procedures.booking.models import Message, MessageKind, Reason, Status
from procedures.models import Clinic
from tests.booking.factories import book, colleague, put, receive
from tests.factories import make_clinic, make_office

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))
VISIT = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("America/New_York"))
LATER = VISIT + timedelta(days=1, minutes=30)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def request_():
    make_clinic(name="Sample Clinic", phone="(202) 555-0199")
    return receive(email="sample@example.com", office=make_office(suite="Suite 4"))


def sent():
    """What goes out now about a visit."""
    mail.outbox.clear()
    delivery.send_due()
    return [letter for letter in mail.outbox if letter.attachments]


def close(request):
    return actions.close(request=request, by=colleague(), reason=Reason.PHONED)


def reopen(request):
    return actions.reopen(request=request, by=colleague())


def kinds():
    visits = Message.objects.filter(kind__in=["visit", "cancel"]).order_by("sequence")
    return list(visits.values_list("kind", "sequence"))


# ---- what it says ----


def test_a_booked_visit_is_told_with_all_that_is_needed_to_come(request_):
    book(request_, visit_at=VISIT, note="Please bring a friend who can drive.")
    (letter,) = sent()
    assert letter.to == ["sample@example.com"]
    assert letter.subject == "Your appointment is booked"
    assert letter.body == (
        "Your appointment is booked.\n\n"
        "Tuesday, December 1, 10 am (EST)\n\n"
        "Riverside\n210 Harbor Street\nSuite 4\nSampleton, DC 20001\n(202) 555-0134\n\n"
        "A note from us:\nPlease bring a friend who can drive.\n\n"
        "If you need another time, or cannot come, please call us at (202) 555-0134. "
        "Open the attached file to put the visit in your calendar.\n\n"
        f"Your reference is {request_.reference}.\n\n"
        "Please do not reply to this message: nobody reads the answers.\n\n"
        "In an emergency call 911.\n\n"
    )


def test_without_a_note_to_the_patient_none_is_announced(request_):
    book(request_, visit_at=VISIT)
    assert "A note from us" not in sent()[0].body


def test_a_visit_called_off_says_not_to_come(request_):
    booked = book(request_, visit_at=VISIT, note="Please bring a friend.")
    sent()
    close(booked)
    (letter,) = sent()
    assert letter.subject == "Your appointment is called off"
    assert letter.body == (
        "Your appointment is called off. Please do not come at this time:\n\n"
        "Tuesday, December 1, 10 am (EST)\n\n"
        "Riverside\n210 Harbor Street\nSuite 4\nSampleton, DC 20001\n(202) 555-0134\n\n"
        "If you did not expect this, or want a new time, please call us at (202) 555-0134. "
        "Please take the visit out of your calendar, or open the attached file to do that.\n\n"
        f"Your reference is {request_.reference}.\n\n"
        "Please do not reply to this message: nobody reads the answers.\n\n"
        "In an emergency call 911.\n\n"
    )


def test_the_time_is_said_by_the_clock_of_the_office_winter_and_summer(request_):
    west = make_office("Bayside", time_zone="America/Los_Angeles")
    pacific = ZoneInfo("America/Los_Angeles")
    for month, words in ((12, "December 1, 10 am (PST)"), (7, "July 1, 10 am (PDT)")):
        visit_at = datetime(2026 if month == 12 else 2027, month, 1, 10, tzinfo=pacific)
        book(request_, visit_at=visit_at, office=west)
        assert words in sent()[0].body


def test_a_message_that_comes_after_the_visit_promises_nothing(request_, clock):
    book(request_, visit_at=VISIT)
    clock.move_to(LATER)
    body = sent()[0].body
    assert "This message is late. Your appointment was booked for this time:" in body
    assert "If you could not come, please call us at" in body and "Open the" not in body


# ---- which of the three ----


def test_a_second_time_is_a_change_and_after_calling_off_a_new_visit(request_):
    booked = book(request_, visit_at=VISIT)
    subjects = [sent()[0].subject]
    booked = book(booked, visit_at=LATER)
    subjects.append(sent()[0].subject)
    reopened = reopen(booked)
    subjects.append(sent()[0].subject)
    book(reopened, visit_at=LATER)
    subjects.append(sent()[0].subject)
    assert [subject.removeprefix("Your appointment is ") for subject in subjects] == [
        "booked",
        "changed",
        "called off",
        "booked",
    ]
    assert kinds() == [("visit", 1), ("visit", 2), ("cancel", 3), ("visit", 4)]


def test_a_time_that_nobody_was_told_is_not_told_and_the_next_is_no_change(request_):
    booked = book(request_, visit_at=VISIT)
    book(booked, visit_at=LATER)
    (letter,) = sent()
    assert letter.subject == "Your appointment is booked" and "10:30 am" in letter.body


def test_after_a_message_that_never_arrived_the_next_is_no_change(request_):
    booked = book(request_, visit_at=VISIT)
    Message.objects.filter(kind=MessageKind.VISIT).update(delivery="given-up")
    book(booked, visit_at=LATER)
    assert sent()[0].subject == "Your appointment is booked"


def test_a_visit_called_off_before_it_was_told_says_nothing(request_):
    close(book(request_, visit_at=VISIT))
    assert sent() == [] and kinds() == []


def test_without_an_email_there_is_no_message():
    request = receive(office=make_office())
    close(book(request, visit_at=VISIT))
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", [Status.CLOSED, Status.NEW])
def test_a_worker_that_died_does_not_invite_to_a_visit_called_off_since(request_, clock, status):
    booked = book(request_, visit_at=VISIT)
    Message.objects.filter(kind="receipt").delete()
    assert delivery.claim().kind == MessageKind.VISIT  # and dies
    close(booked) if status == Status.CLOSED else reopen(booked)
    clock.shift(timedelta(minutes=3))
    assert {letter.subject for letter in sent()} == {"Your appointment is called off"}


# ---- with what is left, and for how much ----


def test_an_office_that_was_deleted_leaves_its_name_and_the_number_of_the_clinic(request_):
    book(request_, visit_at=VISIT)
    request_.office.delete()
    body = sent()[0].body
    assert "December 1, 10 am (EST)\n\nRiverside\n(202) 555-0199\n\n" in body
    assert "please call us at (202) 555-0199." in body and "Harbor" not in body


def test_without_any_number_it_still_says_to_call(request_):
    Clinic.objects.update(phone="")
    book(request_, visit_at=VISIT)
    request_.office.delete()
    assert "or cannot come, please call us. Open" in sent()[0].body


def test_writing_it_takes_few_queries_and_reads_of_the_encrypted_only_the_note(
    request_, django_assert_num_queries
):
    put(request_, Status.BOOKED)
    Message.objects.filter(kind="receipt").delete()
    message = delivery.claim()
    with django_assert_num_queries(4):  # its address, the clinic, the note, what went before
        delivery.letter(message)
    unread = message.request.get_deferred_fields()
    assert {"name", "carer_name", "phone", "email", "note", "record_number"} <= unread
