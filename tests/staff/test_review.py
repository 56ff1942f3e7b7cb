"""“I reviewed the whole page”: by a clinician, or by an editor in their name, and on record."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.drafts import draft_of, publish_draft, write_draft
from procedures.models import Procedure, Version, What
from procedures.models.content import content_of
from tests.factories import make_published
from tests.people import browser, clinician, editor, front_desk

from .forms import edit, edit_page, fields_of


@pytest.fixture
def page(db):
    return make_published("Nerve block")


def review_page(page):
    return reverse("admin:procedures_procedure_review", args=[page.pk])


def review(client, page, **answers):
    fields = fields_of(client.get(review_page(page)))
    fields |= {
        "reviewer_name": "A. Sample",
        "reviewer_role": "Physician",
        "read_it_all": "on",
    } | answers
    return client.post(review_page(page), fields, follow=True)


def test_a_clinician_notes_a_review_and_readers_see_it(page):
    client = browser(clinician())
    review(client, page, review_note="Dose corrected.")
    page.refresh_from_db()
    today = timezone.localdate()
    assert (page.reviewed_on, page.review_due_on) == (today, today + timedelta(days=365))
    public = client.get(page.get_absolute_url()).content.decode()
    assert "Reviewed by A. Sample, Physician, on " in public


def test_an_editor_in_their_name_is_on_record(page):
    review(browser(editor()), page)
    last = Version.objects.get()
    assert (last.what, last.by) == (What.REVIEWED, "editor")
    assert last.content["reviewer_name"] == "A. Sample"


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"reviewer_name": ""}, "Enter who reviewed the page."),
        ({"reviewer_role": " "}, "Enter the reviewer's role, such as “Physician”."),
        ({"reviewed_on": "2040-01-01"}, "Enter the day of the review; this day is to come."),
        ({"review_due_on": "2020-01-01"}, "Enter a day after the review, within three years."),
        ({"review_due_on": "2099-01-01"}, "Enter a day after the review, within three years."),
        ({"review_due_on": ""}, "Enter when the page is to be reviewed again."),
        ({"read_it_all": ""}, "Tick this only when it is so."),
    ],
)
def test_a_review_that_cannot_be_is_refused_and_nothing_typed_is_lost(page, answers, error):
    answers = {"review_note": "Typed words."} | answers
    if answers.get("read_it_all") == "":
        answers["read_it_all"] = []
    refused = review(browser(editor()), page, **answers)
    said = unescape(refused.content.decode())
    assert error in said and "Typed words." in said
    page.refresh_from_db()
    assert page.reviewed_on is None and not Version.objects.exists()


def test_the_form_of_the_page_shows_the_review_and_does_not_move_it(desk, page):
    edit(desk, page, reviewed_on="2026-01-31", reviewer_name="Someone", reviewer_role="Else")
    page.refresh_from_db()
    assert page.reviewed_on is None and page.reviewer_name == ""
    assert review_page(page) in desk.get(edit_page(page)).content.decode()


def test_a_review_of_a_draft_becomes_public_with_it(page):
    draft = write_draft(page, content_of(page) | {"summary": "New."}, editor())
    review(browser(clinician()), draft)
    page.refresh_from_db()
    assert page.reviewed_on is None
    publish_draft(draft_of(page), editor())
    page.refresh_from_db()
    assert (page.reviewed_on, page.summary) == (timezone.localdate(), "New.")


def test_a_clinician_reads_and_changes_nothing_else(page):
    client = browser(clinician())
    before = Procedure.objects.values().get()
    assert client.get(edit_page(page)).status_code == 200
    assert client.post(edit_page(page), {"name": "Other"}).status_code == 403
    assert client.get("/admin/booking/appointmentrequest/").status_code == 403
    assert Procedure.objects.values().get() == before


def test_nobody_else_reviews(page):
    client = browser(front_desk())
    assert client.get(review_page(page)).status_code == 403
    assert client.post(review_page(page), {"read_it_all": "on"}).status_code == 403
    assert browser(editor()).get(review_page(page).replace(str(page.pk), "999")).status_code == 404


def test_an_overdue_page_stays_up(page):
    review(browser(editor()), page)
    Procedure.objects.update(
        reviewed_on="2020-01-01", review_due_on=timezone.localdate() - timedelta(days=400)
    )
    assert browser(editor()).get(page.get_absolute_url()).status_code == 200
