"""Two colleagues have the same request open: nobody overwrites the other, and no word is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from procedures.booking import actions
from procedures.booking.admin import record
from procedures.booking.models import AppointmentRequest, Status, Verb
from tests.booking.factories import colleague, put, receive
from tests.factories import make_office
from tests.people import browser, front_desk

from .at_the_desk import (
    LIST,
    offered,
    press,
    record_page,
    send,
    text_of,
    the_clock_says,
    typed_in,
    verbs,
)

pytestmark = pytest.mark.django_db
TUESDAY = {"date": "2026-07-14", "time": "09:30"}
STOP = "Not saved: somebody changed this request while you had it open."


@pytest.fixture
def office(monkeypatch):
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    return make_office()


@pytest.fixture
def ana(office):
    return browser(front_desk([office], name="ana"))


@pytest.fixture
def ben(office):
    return browser(front_desk([office], name="ben"))


@pytest.fixture
def maria(office):
    """A request."""
    return receive(office=office, name="Maria Gonzales")


def tomorrow():
    return timezone.now() + timedelta(days=1)


def stored():
    return AppointmentRequest.objects.values().get()


# ---- who else is here ----


def test_who_comes_second_sees_who_has_it_open(ana, ben, maria):
    assert "has this open" not in text_of(ana.get(record_page(maria)))
    page = text_of(ben.get(record_page(maria)))
    assert "ana has this open, too. Since Mon, Jul 13, 9 am." in page
    assert "ben has this open" in text_of(ana.get(record_page(maria)))


@pytest.mark.parametrize("elsewhere", ["a list", "another record"])
def test_whoever_has_moved_on_is_not_named(ana, ben, maria, office, elsewhere):
    other = receive(office=office, name="Other Person", phone="(202) 555-0199")
    ana.get(record_page(maria))
    ana.get(LIST if elsewhere == "a list" else record_page(other))
    assert "has this open" not in text_of(ben.get(record_page(maria)))


def test_whoever_was_here_long_ago_is_not_named(monkeypatch, ana, ben, maria):
    ana.get(record_page(maria))
    the_clock_says(monkeypatch, "2026-07-13 09:16")
    assert "has this open" not in text_of(ben.get(record_page(maria)))


# ---- the second save ----


def test_a_step_that_is_gone_is_refused_and_the_words_move_to_the_note(ana, ben, maria):
    page = ben.get(record_page(maria))
    press(ana, maria, "book", **TUESDAY)
    before = stored()
    told = send(ben, page, "no_answer", left_message="on", try_again_on="2026-07-15")
    assert STOP in text_of(told) and "ana: Booked, Riverside" in text_of(told)
    assert "It stands under “Booked” now" in text_of(told)
    kept = typed_in(told, "note")["text"]
    assert "I left a message: yes" in kept and "Try again on: 2026-07-15" in kept
    assert "no_answer" not in offered(told)
    assert stored() == before and "no-answer" not in verbs(maria)
    send(ben, told, "note")
    assert "2026-07-15" in maria.notes.get().text


def test_a_booking_that_is_gone_is_kept_in_the_words_of_the_form(ana, ben, maria, office):
    page = ben.get(record_page(maria))
    press(ana, maria, "mark_spam")
    told = send(ben, page, "book", **TUESDAY, minutes="60", note="Bring your card.")
    kept = typed_in(told, "note")["text"].replace("\r\n", "\n").split("\n")
    assert kept == [
        "Date: 2026-07-14",
        "Time: 09:30",
        "How long: 60 minutes",
        "Office: Riverside",
        "Note to the patient: Bring your card.",
    ]
    assert stored()["visit_at"] is None


def test_answers_that_were_wrong_are_kept_too_when_the_step_is_gone(ana, ben, maria):
    page = ben.get(record_page(maria))
    press(ana, maria, "close", reason="declined")
    told = send(ben, page, "book", date="2026-07-01", time="09:30", note="Bring your card.")
    assert "ana: Closed, Patient declined" in text_of(told)
    assert "Bring your card." in typed_in(told, "note")["text"]


def test_a_step_that_still_fits_waits_filled_in_and_a_second_press_takes_it(ana, ben, maria):
    page = ben.get(record_page(maria))
    press(ana, maria, "no_answer", try_again_on="2026-07-14")
    told = send(ben, page, "book", **TUESDAY, note="Bring your card.")
    assert STOP in text_of(told) and "ana: No answer, no message left" in text_of(told)
    kept = typed_in(told, "book")
    assert {name: kept[name] for name in TUESDAY} == TUESDAY
    assert kept["note"] == "Bring your card." and kept["seen"] == "2"
    assert stored()["status"] == "trying"
    done = send(ben, told, "book")
    assert stored()["status"] == "booked" and "is booked" in text_of(done)


def test_every_change_since_is_told_in_order(ana, ben, maria):
    page = ben.get(record_page(maria))
    press(ana, maria, "take")
    press(ana, maria, "note", text="Not a change of the request.")
    press(ana, maria, "number", number="MR-1")
    told = send(ben, page, "close", reason="declined").content.decode()
    lines = text_of(told.split(STOP)[1].split("<ul>")[1].split("</ul>")[0])
    assert lines == "ana: Taken ana: Number in our records noted"


def test_a_correction_by_the_patient_is_told_too(ben, maria):
    page = ben.get(record_page(maria))
    actions.record(maria, Verb.CHANGED, by=actions.PATIENT)
    AppointmentRequest.objects.update(version=2)
    assert "the patient: Changed by the patient" in text_of(send(ben, page, "take"))


@pytest.mark.parametrize("step", ["take", "close", "number", "mark_spam"])
def test_nothing_is_written_by_a_refused_step(ana, ben, maria, step):
    page = ben.get(record_page(maria))
    press(ana, maria, "no_answer")
    before, history = stored(), verbs(maria)
    send(ben, page, step, reason="declined", number="MR-2")
    assert stored() == before and verbs(maria) == history


@pytest.mark.parametrize("status", [Status.BOOKED, Status.CLOSED, Status.SPAM])
def test_an_internal_note_is_never_refused(ben, maria, status):
    page = ben.get(record_page(maria))
    put(maria, status)
    done = send(ben, page, "note", text="Call after six.")
    assert STOP not in text_of(done) and "Call after six." in text_of(done)
    assert maria.notes.get().by == "ben"


@pytest.mark.parametrize("step", ["note", "number", "close"])
def test_words_are_given_back_when_the_request_has_moved_to_another_office(ana, ben, maria, step):
    there = make_office("Northgate")
    front_desk([there], name="ana")
    page = ben.get(record_page(maria))
    press(ana, maria, "book", **TUESDAY, office=there.pk)
    before, history = stored(), verbs(maria)
    words = {"text": "Ring twice.", "number": "Ring twice.", "duplicate_of": "Ring twice."}
    told = send(ben, page, step, **words)
    assert told.status_code == 404 and "Ring twice." in told.content.decode()
    assert "Maria" not in told.content.decode() and "Northgate" not in told.content.decode()
    assert stored() == before and verbs(maria) == history


def test_nothing_is_shown_of_what_moves_away_in_the_very_moment(monkeypatch, ben, maria):
    there = make_office("Northgate")

    def overtaken(step, form):
        actions.book(request=maria, by=colleague(), office=there, visit_at=tomorrow(), minutes=30)
        raise actions.Overtaken

    page = ben.get(record_page(maria))
    monkeypatch.setattr(record, "take_step", overtaken)
    told = send(ben, page, "number", number="MR-1")
    assert told.status_code == 404 and "MR-1" in told.content.decode()
    assert "Maria" not in told.content.decode() and "Northgate" not in told.content.decode()


def test_what_was_erased_meanwhile_takes_no_words_and_promises_none(ben, maria):
    page = ben.get(record_page(maria))
    put(maria, Status.ERASED)
    told = send(ben, page, "note", text="Call after six.")
    assert "the site" not in text_of(told) and "Personal data erased" in text_of(told)
    assert "is kept in the note below" not in text_of(told)
    assert not maria.notes.exists() and "Call after six." not in told.content.decode()


def test_two_who_take_it_at_once(ana, ben, maria):
    pages = [(client, client.get(record_page(maria))) for client in (ana, ben)]
    answers = [text_of(send(client, page, "take")) for client, page in pages]
    assert STOP not in answers[0] and STOP in answers[1]
    assert stored()["assigned_to_id"] == User.objects.get(username="ana").pk


def test_one_press_that_was_refused_stays_one_press(ana, ben, maria):
    page = ben.get(record_page(maria))
    press(ana, maria, "take")
    told = send(ben, page, "mark_spam")
    assert stored()["status"] == "new"
    send(ben, told, "mark_spam")
    assert stored()["status"] == "spam"


# ---- one colleague, twice ----


def test_a_double_press_does_it_once_and_says_that_it_is_done(ana, maria):
    page = ana.get(record_page(maria))
    for _ in range(2):
        done = send(ana, page, "mark_spam")
    assert verbs(maria).count("marked-spam") == 1
    assert STOP not in text_of(done) and "is among suspected spam now" in text_of(done)


def test_an_older_page_of_ones_own_is_told_as_such(ana, maria):
    page = ana.get(record_page(maria))
    press(ana, maria, "book", **TUESDAY)
    again = text_of(send(ana, page, "book", **TUESDAY | {"time": "10:30"}))
    assert "you changed this request yourself since you opened this page" in again
    assert "ana: Booked, Riverside" in again and verbs(maria).count("booked") == 1
