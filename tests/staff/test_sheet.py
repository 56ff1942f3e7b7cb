"""The sheet to print, and the text to copy: what the clinic's own records system asks for."""

import pytest

from procedures.booking import actions
from procedures.booking.models import Status
from tests.booking.factories import colleague as anybody
from tests.booking.factories import put, receive
from tests.factories import make_office, make_procedure
from tests.people import auditor, browser, editor, front_desk

from .at_the_desk import looks_at, offered, record_page, sheet_page, text_of, the_clock_says

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    return browser(front_desk([office]))


@pytest.fixture
def maria(office):
    """A request."""
    return receive(
        office=office,
        name="Maria Gonzales",
        carer_name="Ann Helper",
        for_whom="other",
        procedure=make_procedure("Nerve block"),
        email="maria@example.com",
        note="Ring twice.",
        half_days=["mon-am", "wed-pm"],
        language="es",
    )


FACTS = ("Maria Gonzales", "Ann Helper, for someone they care for", "(202) 555-0100",
         "maria@example.com", "Phone call", "Any time", "Spanish", "New patient", "Nerve block",
         "Riverside", "Mon morning, Wed afternoon", "Ring twice.")  # fmt: skip


def test_the_sheet_shows_what_the_record_system_needs(colleague, maria):
    said = text_of(colleague.get(sheet_page(maria)))
    assert [fact for fact in (*FACTS, maria.reference) if fact not in said] == []
    assert "Typed in by, on" in said


def test_the_text_to_copy_says_the_same(colleague, maria):
    html = colleague.get(record_page(maria)).content.decode()
    copied = html.split('<textarea class="desk-copy"')[1].split("</textarea>")[0]
    assert [fact for fact in (*FACTS, maria.reference) if fact not in copied] == []
    assert "Patient: Maria Gonzales\nAsked by: Ann Helper" in copied


def test_the_visit_is_on_the_sheet_while_it_holds(monkeypatch, office, maria):
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    client = browser(front_desk([office]))
    put(maria, Status.BOOKED)
    assert "Visit Tue, Jul 14, 9 am" in text_of(client.get(sheet_page(maria)))
    actions.reopen(request=maria, by=anybody())
    assert "Visit" not in text_of(client.get(sheet_page(maria)))


def test_the_number_in_our_records_is_on_the_sheet_once_there_is_one(colleague, maria):
    assert "Number in our records" not in text_of(colleague.get(sheet_page(maria)))
    actions.note_number(request=maria, by=anybody(), number="MR-20417")
    assert "Number in our records MR-20417" in text_of(colleague.get(sheet_page(maria)))


def test_no_step_and_no_internal_note_is_on_the_sheet(colleague, maria):
    actions.add_note(request=maria, by=anybody(), text="Sounded worried.")
    page = colleague.get(sheet_page(maria))
    assert offered(page) == set() and "Sounded worried" not in page.content.decode()


def test_opening_the_sheet_is_on_record_as_a_print(colleague, maria):
    colleague.get(sheet_page(maria))
    assert looks_at(maria) == [("print", "frontdesk")]


def test_the_title_of_the_sheet_is_the_reference(colleague, maria):
    html = colleague.get(sheet_page(maria)).content.decode()
    title = text_of(html.split("<title>")[1].split("</title>")[0])
    assert title.startswith(maria.reference) and "Maria" not in title


def test_the_record_leads_to_the_sheet(colleague, maria):
    assert f'href="{sheet_page(maria)}"' in colleague.get(record_page(maria)).content.decode()


def test_who_only_reads_prints_too_and_others_do_not(office, maria):
    there = front_desk([make_office("Northgate")], name="there")
    assert browser(auditor([office])).get(sheet_page(maria)).status_code == 200
    assert browser(editor()).get(sheet_page(maria)).status_code == 403
    assert browser(there).get(sheet_page(maria)).status_code == 302
    assert browser(there).post(sheet_page(maria)).status_code == 405
    assert looks_at(maria) == [("print", "auditor")]
