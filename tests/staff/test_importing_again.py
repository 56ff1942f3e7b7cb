"""A document for a page that is there already: what readers see and what staff wrote is kept."""

from datetime import date

import pytest

from procedures.drafts import draft_of
from procedures.models import Procedure, Status, Version, What
from tests.factories import make_procedure, make_published

from .forms import edit, messages_of
from .import_pages import TEXT, accept, block, make_reviewed_block, paste, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_reviewed_block()


def test_a_public_page_does_not_change_and_a_draft_is_ahead(desk, page):
    before = page.content(), page.changed_at, page.status
    done = accept(desk, paste(desk))
    assert "Readers go on seeing the public page" in messages_of(done)[0]
    assert (block().content(), block().changed_at, block().status) == before
    assert "The old sentence." in said(desk.get(page.get_absolute_url()))
    draft = draft_of(page)
    assert draft.summary == "A sample block numbs a nerve."
    assert [each.name for each in draft.conditions.all()] == ["Headaches", "Neck pain"]
    assert page.versions.first().what == What.IMPORTED


def test_the_draft_keeps_what_no_document_says(desk, page):
    accept(desk, paste(desk))
    draft = draft_of(page)
    assert (draft.reviewer_name, draft.reviewed_on) == ("Dr. Sample", date(2026, 1, 2))
    assert (draft.position, draft.related.get().name) == (7, "Other")


def test_what_the_draft_would_lack_is_said(desk, page):
    look = said(paste(desk))
    assert "not in the document" in look and "a sign of call-911" in look
    assert "it needs an answer of the kind “Recovery”" in look


def test_a_draft_as_imported_takes_the_words_again_without_asking(desk, page):
    accept(desk, paste(desk))
    draft = draft_of(page)
    again = accept(desk, paste(desk))
    assert not again.redirect_chain[0][0].endswith("accept/") and draft_of(page).pk == draft.pk
    assert Version.objects.count() == 1


def test_a_draft_that_staff_wrote_is_kept_unless_the_box_is_ticked(desk, page):
    accept(desk, paste(desk))
    edit(desk, draft_of(page), summary="Staff wrote this.")
    look = paste(desk)
    refused = accept(desk, look)
    assert "tick the box" in said(refused) and draft_of(page).summary == "Staff wrote this."
    accept(desk, refused, replace="on")
    assert draft_of(page).summary == "A sample block numbs a nerve."


def test_what_staff_edited_is_kept_unless_the_box_is_ticked(desk):
    make_procedure("Sample block", summary="Staff wrote this.")
    look = paste(desk)
    assert "because staff made it" in said(look)
    assert "tick the box" in said(accept(desk, look)) and not Version.objects.exists()
    assert block().summary == "Staff wrote this."
    accept(desk, look, replace="on")
    assert block().summary == "A sample block numbs a nerve."
    assert [each.content["summary"] for each in Version.objects.all()] == [
        "A sample block numbs a nerve.",
        "Staff wrote this.",
    ]


def test_an_untouched_draft_takes_the_new_words(desk):
    accept(desk, paste(desk))
    look = paste(desk, TEXT.replace("A small shot.", "A tiny shot."))
    assert "Replace what is there now" not in said(look)
    accept(desk, look)
    assert block().questions.all()[0].answer == "<p>A tiny shot.</p>"


def test_a_page_published_since_the_look_gets_a_draft_ahead(desk):
    accept(desk, paste(desk))
    look = paste(desk, TEXT.replace("A small shot.", "A tiny shot."))
    Procedure.objects.update(status=Status.PUBLISHED, publish_at="2026-01-01T00:00Z")
    accept(desk, look)
    assert block().questions.all()[0].answer == "<p>A small shot.</p>"
    assert draft_of(block()).questions.all()[0].answer == "<p>A tiny shot.</p>"


def test_the_page_that_was_chosen_gets_the_words_and_keeps_its_name(desk):
    chosen = make_published("Numbing a nerve")
    accept(desk, paste(desk, page=chosen.pk))
    draft = draft_of(chosen)
    assert (draft.name, draft.slug) == ("Numbing a nerve", "numbing-a-nerve")
    assert Procedure.objects.count() == 1 and draft.questions.count() == 3


def test_a_chosen_page_that_is_gone_meanwhile_is_not_made_anew(desk):
    chosen = make_procedure("Numbing a nerve")
    look = paste(desk, page=chosen.pk)
    chosen.delete()
    assert messages_of(accept(desk, look)) == ["Nothing was imported: the page you chose is gone."]
    assert not Procedure.objects.exists()
