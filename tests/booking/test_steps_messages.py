"""What each step writes to the patient, and what it takes back before it is sent."""

import pytest
from django.utils import timezone

from procedures.booking.models import Delivery, Message
from tests.factories import make_office

from .factories import colleague, receive
from .steps import book, close, mark_spam, reopen, restore

pytestmark = pytest.mark.django_db


def waiting():
    """(kind, sequence) of what waits to be sent to the patient or the office."""
    found = Message.objects.filter(delivery=Delivery.WAITING)
    return sorted(found.values_list("kind", "sequence"))


def sent():
    Message.objects.update(delivery=Delivery.SENT)


@pytest.fixture
def request_with_email():
    request = receive(email="sample@example.com", office=make_office(email="office@example.com"))
    sent()
    return request


def test_a_visit_is_told_to_the_patient(request_with_email):
    book(request_with_email, colleague())
    [message] = Message.objects.filter(delivery=Delivery.WAITING)
    assert (message.kind, message.sequence, message.to) == ("visit", 1, "sample@example.com")


def test_nobody_without_an_email_is_written_to():
    reopen(book(receive(), colleague()), colleague())
    assert not Message.objects.exists()


def test_a_visit_moved_before_it_was_told_is_told_once(request_with_email):
    request = book(request_with_email, colleague())
    assert book(request, colleague()).visit_sequence == 2
    assert waiting() == [("visit", 2)]


def test_a_visit_moved_after_it_was_told_is_told_again(request_with_email):
    request = book(request_with_email, colleague())
    sent()
    book(request, colleague())
    assert waiting() == [("visit", 2)]


@pytest.mark.parametrize("step", [close, reopen])
def test_a_visit_that_was_told_is_called_off_with_the_next_number(request_with_email, step):
    request = book(request_with_email, colleague())
    sent()
    assert step(request, colleague()).visit_sequence == 2
    assert waiting() == [("cancel", 2)]


@pytest.mark.parametrize("step", [close, reopen])
def test_a_visit_that_nobody_was_told_of_is_withdrawn_in_silence(request_with_email, step):
    step(book(request_with_email, colleague()), colleague())
    assert waiting() == []


@pytest.mark.parametrize("step", [close, reopen])
def test_a_message_under_way_is_called_off_as_if_it_had_been_sent(request_with_email, step):
    request = book(request_with_email, colleague())
    Message.objects.filter(kind="visit").update(leased_until=timezone.now())
    step(request, colleague())
    assert waiting() == [("cancel", 2), ("visit", 1)]


def test_after_a_visit_called_off_a_new_one_is_told(request_with_email):
    request = book(request_with_email, colleague())
    sent()
    book(reopen(request, colleague()), colleague())
    assert waiting() == [("visit", 3)]


def test_spam_is_not_written_to_until_it_is_restored():
    request = receive(email="sample@example.com", office=make_office(email="office@example.com"))
    told = waiting()
    request = mark_spam(request, colleague())
    assert waiting() == [] and len(told) == 2
    restore(request, colleague())
    assert waiting() == told


def test_what_was_sent_before_it_was_put_aside_is_not_sent_again(request_with_email):
    restore(mark_spam(request_with_email, colleague()), colleague())
    assert waiting() == []
