"""The migration that made HTML of the answers: pages, kept versions and fingerprints."""

from importlib import import_module

import pytest
from django.db.migrations.loader import MigrationLoader

from procedures.importing import import_document
from procedures.models import Origin, Procedure, Version, What
from procedures.models.content import content_of

migration = import_module("procedures.migrations.0006_rich_answers")
pytestmark = pytest.mark.django_db
# the models as migrations know them: their answers are plain text fields
THEN = MigrationLoader(None).project_state().apps

TEXT = """\
# Sample block

## What is a sample block?

A small shot & <care>.

- one
- two

## What does it treat?

Pain.
"""


@pytest.fixture
def page():
    """An imported page and a kept version of it, as they were stored before."""
    import_document("a.md", TEXT.encode())
    page = Procedure.objects.get()
    Version.keep(page, "Ana", What.IMPORTED)
    migration.to_plain(THEN, None)
    assert Procedure.objects.get().is_untouched(Origin.IMPORT)
    return page


def test_pages_and_versions_become_html(page):
    before = [question.answer for question in page.questions.all()]
    assert before == ["A small shot & <care>.\n\n- one\n- two", "Pain."]
    migration.to_html(THEN, None)
    first = page.questions.first().answer
    assert first.startswith("<p>A small shot &amp; &lt;care&gt;.</p>") and first.endswith(
        "<li>two</li>\n</ul>"
    )
    assert Version.objects.get().content == content_of(Procedure.objects.get())
    migration.to_plain(THEN, None)
    assert [question.answer for question in page.questions.all()] == before


def test_an_import_that_nobody_touched_still_counts_as_untouched(page):
    migration.to_html(THEN, None)
    assert Procedure.objects.get().is_untouched(Origin.IMPORT)
    _document, result = import_document("a.md", TEXT.encode())
    assert result.action == "unchanged"


def test_an_import_that_staff_edited_still_counts_as_edited(page):
    page.questions.filter(kind="what").update(question="Staff wrote this?")
    migration.to_html(THEN, None)
    assert not Procedure.objects.get().is_untouched(Origin.IMPORT)
