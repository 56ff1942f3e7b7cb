"""A document becomes a draft in the admin: first a look, then a yes, and readers see nothing."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procedures.models import Condition, Origin, Procedure, Status, Version, What
from tests.factories import make_condition, make_published
from tests.importing.wordfiles import word_file

from .forms import list_page, messages_of
from .import_pages import IMPORT, TEXT, accept, block, make_reviewed_block, paste, said, upload
from .test_every_page import INLINE

pytestmark = pytest.mark.django_db
DOCUMENT = Path(__file__).parents[1] / "importing" / "documents" / "trigger-point-injection.txt"


@pytest.fixture
def page():
    return make_reviewed_block()


def everything():
    rows = [Procedure.with_drafts, Condition.objects, Version.objects]
    return [list(manager.order_by("pk").values()) for manager in rows]


def test_the_list_leads_to_the_import(desk):
    assert f'href="{IMPORT}"' in said(desk.get(list_page(Procedure)))
    assert reverse("admin:procedures_procedure_import") == IMPORT


def test_a_look_stores_nothing(desk, page):
    before = everything()
    look = paste(desk)
    assert "A sample block numbs a nerve." in said(look) and "The old sentence." in said(look)
    assert "Conditions that are new: Neck pain, Headaches" in said(look)
    assert everything() == before


def test_a_new_page_is_what_the_command_makes(desk, tmp_path):
    done = accept(desk, paste(desk))
    assert messages_of(done) == ["Made the draft “Sample block”. Readers do not see it yet."]
    made, status = block().content(), block().status
    assert block().is_untouched(Origin.IMPORT)
    Procedure.objects.all().delete()
    (tmp_path / "sample.txt").write_text(TEXT)
    call_command("import_procedure", str(tmp_path / "sample.txt"))
    assert (made, status) == (block().content(), Status.DRAFT)


def test_the_import_is_in_the_history_with_who_did_it(desk):
    accept(desk, paste(desk))
    kept = Version.objects.get()
    assert (kept.what, kept.by, kept.record) == (What.IMPORTED, "editor", block().pk)


@pytest.mark.parametrize("name", ["sample.docx", "sample.txt"])
def test_a_word_file_is_read_whatever_it_is_called(desk, name):
    data = word_file(("What is a sample block?", "Heading 1"), ("A small shot.", "Normal"))
    accept(desk, upload(desk, data, name))
    assert block().questions.get().answer == "<p>A small shot.</p>"


def test_the_clinics_own_document_comes_in(desk):
    accept(desk, upload(desk, DOCUMENT.read_bytes(), DOCUMENT.name))
    made = Procedure.objects.get()
    assert made.slug == "trigger-point-injection" and made.questions.count() == 4
    assert made.conditions.count() == 6 and made.time == "15 to 30 minutes"


def test_conditions_that_are_there_are_linked(desk):
    make_condition("Headache")
    look = paste(desk)
    assert "Conditions that are there already: Headache" in said(look)
    accept(desk, look)
    assert Condition.objects.count() == 2


def test_the_pages_of_the_import_hold_no_inline_script_or_style(desk, page):
    pages = [said(each) for each in (desk.get(IMPORT), desk.post(IMPORT), paste(desk))]
    assert [
        words for words, mark in INLINE.items() for each in pages if re.search(mark, each)
    ] == []


def test_the_look_takes_as_many_queries_however_much_there_is(desk, page):
    paste(desk)
    with CaptureQueriesContext(connection) as few:
        paste(desk)
    for n in range(20):
        make_published(f"Other {n}", conditions=[make_condition(f"Condition {n}")])
    with CaptureQueriesContext(connection) as many:
        paste(desk)
    assert len(few) == len(many)
