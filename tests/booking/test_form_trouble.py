"""Trouble, kindly: nothing is sent twice, nothing typed is lost, and a phone is always there."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client
from django.utils import timezone

from procedures import context
from procedures.booking import actions, offer, spam
from procedures.booking.models import AppointmentRequest
from procedures.booking.ticket import new_ticket, read_ticket
from tests.booking.patient import BOOK, filled, hidden, html, offered_times, send, title
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_office()
    make_published("Sample injection")
    return make_clinic()


def away(*args, **kwargs):
    raise OperationalError("database is locked")


@pytest.fixture
def database_away(monkeypatch):
    """Called with nothing, it takes away everything that the form reads and writes."""

    def take_away():
        monkeypatch.setattr(actions, "receive", away)
        monkeypatch.setattr(offer.Procedure.objects, "published", away)
        monkeypatch.setattr(offer, "offices_to_book", away)
        monkeypatch.setattr(context, "public_offices", away)
        monkeypatch.setattr(context.Clinic, "current", away)

    return take_away


def says_it_was_not_sent_and_keeps_it(response, fields):
    text = html(response)
    assert "Your request was not sent" in text and title(response).startswith("Not sent: ")
    assert "(202) 555-0134" in text and "In an emergency call 911." in text
    assert 'value="Sample Person"' in text and 'value="+44 20 7946 0000"' in text
    assert "Ring twice</textarea>" in text and "aria-invalid" not in text
    assert hidden(response, "ticket") == [fields["ticket"]]


@pytest.mark.parametrize("trouble", [OperationalError, DatabaseError, InterfaceError])
def test_while_nothing_can_be_stored_the_form_says_so_and_keeps_all(client, monkeypatch, trouble):
    def fail(**_words):
        raise trouble("attempt to write a readonly database")

    fields = filled(phone="+44 20 7946 0000", note="Ring twice")
    with monkeypatch.context() as patch:
        patch.setattr(actions, "receive", fail)
        response = client.post(BOOK, fields)
    assert response.status_code == 503 and response["Retry-After"] == "60"
    says_it_was_not_sent_and_keeps_it(response, fields)
    assert client.post(BOOK, fields).status_code == 303  # as soon as it can be
    assert AppointmentRequest.objects.count() == 1


def test_while_the_database_is_down_the_last_known_choices_are_offered(client, database_away):
    client.get(BOOK)
    database_away()
    fields = filled(phone="+44 20 7946 0000", note="Ring twice", procedure="sample-injection")
    response = client.post(BOOK, fields)
    assert response.status_code == 503
    says_it_was_not_sent_and_keeps_it(response, fields)
    assert '<option value="sample-injection" selected>Sample injection' in html(response)
    assert len(offered_times(response)) == 10


def test_a_process_that_never_saw_the_choices_keeps_what_was_chosen(
    client, database_away, monkeypatch
):
    monkeypatch.setattr(context, "_last_known", {})
    database_away()
    response = client.post(BOOK, filled(procedure="sample-injection"))
    text = html(response)
    assert response.status_code == 503 and "Your request was not sent" in text
    assert '<option value="sample-injection" selected>The procedure you chose' in text
    assert "The office you chose" in text and 'value="Sample Person"' in text
    assert text.count(" checked") == 8  # office, two times, four answers, agreement


def test_opening_the_form_while_the_database_is_down_gives_the_phones(client, database_away):
    client.get(BOOK)
    database_away()
    response = client.get(BOOK)
    assert response.status_code == 503 and response["Retry-After"] == "60"
    assert "We cannot take requests online right now" in html(response)
    assert "(202) 555-0134" in html(response)


def test_what_went_wrong_is_logged_without_a_word_of_the_patient(client, monkeypatch, caplog):
    monkeypatch.setattr(actions, "receive", away)
    send(client, name="Marker Fullname")
    assert "OperationalError" in caplog.text and "Marker" not in caplog.text


def test_the_same_form_sent_twice_is_one_request(client):
    fields = filled()
    references = {client.post(BOOK, fields).cookies["booking_received"].value[:9] for _ in "12"}
    assert AppointmentRequest.objects.count() == 1 and len(references) == 1


def test_each_rendered_form_has_a_ticket_of_its_own(client):
    tickets = {hidden(client.get(BOOK), "ticket")[0] for _ in "12"}
    assert len(tickets) == 2


@pytest.mark.parametrize("ticket", ["", None, "forged", "a:b:c", "x" * 5000, "é:é:é"])
def test_a_forged_ticket_gives_the_form_again_with_everything_kept(client, ticket):
    response = send(client, ticket=ticket)
    assert response.status_code == 200 and not AppointmentRequest.objects.exists()
    assert "This page was open for too long" in html(response)
    assert 'value="Sample Person"' in html(response) and "aria-invalid" not in html(response)
    assert read_ticket(hidden(response, "ticket")[0])


def test_a_ticket_older_than_a_day_gives_a_new_one(client):
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        old = new_ticket()
    response = send(client, ticket=old)
    assert "This page was open for too long" in html(response)
    assert send(client, ticket=hidden(response, "ticket")[0]).status_code == 303


def test_a_page_that_lost_its_token_keeps_everything_and_tries_again():
    browser, fields = Client(enforce_csrf_checks=True), filled()
    response = browser.post(BOOK, fields)
    assert response.status_code == 403 and "Your request was not sent" in html(response)
    assert 'value="Sample Person"' in html(response)
    token = hidden(response, "csrfmiddlewaretoken")[0]
    assert browser.post(BOOK, fields | {"csrfmiddlewaretoken": token}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "null"}, 303),  # what browsers send from a page without referrer
        ({"origin": "https://testserver"}, 303),
        ({"origin": "https://elsewhere.example"}, 403),
        ({}, 303),
        ({"referer": "https://elsewhere.example/"}, 403),
    ],
)
def test_the_token_works_without_a_referrer_and_not_from_elsewhere(headers, status):
    browser = Client(enforce_csrf_checks=True)
    token = hidden(browser.get(BOOK, secure=True), "csrfmiddlewaretoken")[0]
    fields = filled() | {"csrfmiddlewaretoken": token}
    assert browser.post(BOOK, fields, headers=headers, secure=True).status_code == status


def test_a_flood_is_turned_away_with_the_phones_and_everything_kept(client, monkeypatch):
    monkeypatch.setattr(spam, "FLOOD", 2)
    for name in ("Ana Sample", "Ben Sample"):
        assert send(client, name=name).status_code == 303
    fields = filled(phone="+44 20 7946 0000", note="Ring twice")
    response = client.post(BOOK, fields)
    assert response.status_code == 429 and response["Retry-After"] == "600"
    says_it_was_not_sent_and_keeps_it(response, fields)
    assert AppointmentRequest.objects.count() == 2


def test_only_errors_of_the_database_are_called_an_outage(client, monkeypatch):
    def fail(**_words):
        raise ValueError("our own mistake")

    monkeypatch.setattr(actions, "receive", fail)
    client.raise_request_exception = False
    assert send(client).status_code == 500
