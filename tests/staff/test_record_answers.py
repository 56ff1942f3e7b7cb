"""Wrong answers in the form of a step: named kindly, and nothing that was typed is lost."""

import re
from datetime import UTC, datetime

import pytest

from procedures.booking.models import Message, Status
from tests.booking.factories import receive
from tests.factories import make_condition, make_office, make_procedure
from tests.people import browser, front_desk

from .at_the_desk import (
    after,
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


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(monkeypatch, office):
    """At the desk on a Monday morning."""
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    return browser(front_desk([office]))


@pytest.fixture
def maria(colleague, office):
    return receive(office=office, name="Maria Gonzales", email="maria@example.com")


def complaints(page):
    return [text_of(each) for each in re.findall(r'_error">(.*?)</p>', page.content.decode())]


@pytest.mark.parametrize(
    ("step", "answers", "complaint"),
    [
        ("no_answer", {"try_again_on": ""}, "Enter the day on which you will try again."),
        ("no_answer", {"try_again_on": "2026-07-12"}, "Enter a day from today on"),
        ("no_answer", {"try_again_on": "2027-07-12"}, "within three months"),
        ("no_answer", {"try_again_on": "soon"}, "Enter a day, such as"),
        ("book", {"date": "", "time": "09:30"}, "Enter the day of the visit."),
        ("book", {"date": "2026-07-14", "time": ""}, "Enter the time of the visit."),
        ("book", {"date": "2026-07-14", "time": "noonish"}, "Enter a time, such as 9:30 am."),
        ("book", {"date": "2026-07-13", "time": "08:55"}, "Enter a time to come"),
        ("book", {"date": "2028-07-13", "time": "09:30"}, "within a year"),
        ("book", TUESDAY | {"note": "x" * 301}, "at most 300 characters"),
        ("close", {}, "Choose the reason."),
        ("close", {"reason": "duplicate"}, "Enter the reference of another request"),
        ("close", {"reason": "duplicate", "duplicate_of": "ABCD-2345"}, "of your offices"),
        ("note", {"text": " "}, "Write the note."),
        ("number", {"number": "7" * 61}, "at most 60 characters"),
    ],
)
def test_a_wrong_answer_is_named_and_what_was_typed_stays(
    colleague, maria, step, answers, complaint
):
    page = press(colleague, maria, step, **answers)
    assert page.status_code == 200 and not page.redirect_chain
    assert complaint in " ".join(complaints(page))
    assert "Nothing was saved yet." in page.content.decode()
    kept = typed_in(page, step)
    assert {name: kept[name] for name in answers} == answers
    assert verbs(maria) == ["received"]


@pytest.mark.parametrize(
    ("step", "answers"), [("book", TUESDAY | {"minutes": "7"}), ("close", {"reason": "bored"})]
)
def test_what_was_not_offered_is_no_answer(colleague, maria, step, answers):
    page = press(colleague, maria, step, **answers)
    assert "Select a valid choice" in complaints(page)[0] and verbs(maria) == ["received"]


def test_what_was_typed_beside_the_mistake_stays(colleague, maria):
    typed = TUESDAY | {"note": "Bring your insurance card.", "minutes": "60"}
    page = press(colleague, maria, "book", **typed | {"date": "2026-07-01"})
    assert {name: typed_in(page, "book")[name] for name in typed} == typed | {"date": "2026-07-01"}
    assert after(send(colleague, page, "book", **TUESDAY), maria).visit_minutes == 60


def test_it_is_no_duplicate_of_itself_or_of_another_offices(colleague, maria):
    theirs = receive(office=make_office("Northgate"), name="Theirs Sample")
    for reference in (maria.reference, theirs.reference):
        page = press(colleague, maria, "close", reason="duplicate", duplicate_of=reference)
        assert complaints(page) == ["Enter the reference of another request of your offices."]
        assert "Theirs" not in page.content.decode()


def test_a_visit_is_booked_at_no_office_of_others(colleague, maria):
    there = make_office("Northgate")
    page = press(colleague, maria, "book", **TUESDAY, office=there.pk)
    assert "Select a valid choice" in complaints(page)[0]
    assert "Northgate" not in page.content.decode() and verbs(maria) == ["received"]


def test_a_closed_office_asks_once_and_books_when_ticked(colleague, maria):
    sunday = {"date": "2026-07-19", "time": "09:30"}
    assert "Book it although" not in text_of(colleague.get(record_page(maria)))
    page = press(colleague, maria, "book", **sunday)
    assert "Riverside is closed then." in complaints(page)[0]
    assert "Book it although the office is closed then" in text_of(page)
    done = send(colleague, page, "book", closed_is_fine="on")
    assert after(done, maria).visit_at == datetime(2026, 7, 19, 13, 30, tzinfo=UTC)


def test_the_tick_stays_while_something_else_is_corrected(colleague, maria):
    make_condition("Neck pain")
    sunday = {"date": "2026-07-19", "time": "09:30", "note": "About your neck pain."}
    page = press(colleague, maria, "book", **sunday)
    page = send(colleague, page, "book", closed_is_fine="on")
    assert len(complaints(page)) == 1 and "Leave out" in complaints(page)[0]
    assert after(send(colleague, page, "book", note=""), maria).status == Status.BOOKED


@pytest.mark.parametrize(
    "note",
    ["Your NERVE  block takes an hour.", "About the epidural shots.", "for your neck-pain",
     "Come early, sore neck or not", "The ESI, as agreed."],
)  # fmt: skip
def test_a_health_word_in_the_note_to_the_patient_is_refused(colleague, maria, note):
    make_procedure("Nerve block", other_names="epidural shot\nESI")
    make_condition("Neck pain", other_names="sore neck")
    page = press(colleague, maria, "book", **TUESDAY, note=note)
    assert "email is not private" in complaints(page)[0]
    assert typed_in(page, "book")["note"] == note and not Message.objects.filter(kind="visit")


def test_an_ordinary_note_reaches_the_patient(colleague, maria):
    make_procedure("Nerve block", other_names="ESI")
    make_condition("Neck pain", other_names="")
    note = "Easier parking is behind the block. Bring your card."
    request = after(press(colleague, maria, "book", **TUESDAY, note=note), maria)
    assert request.visit_note == note
