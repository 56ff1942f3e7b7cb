"""Importing again, and importing over what staff or the sample content made."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from procedures.models import Condition, Origin, Procedure, Status
from tests.factories import make_condition, make_procedure, make_published

TEXT = """Sample Block Q&A

A sample block numbs a nerve.

What is a sample block?

A shot.

What conditions does it treat?

• Neck pain
• Headaches

What happens during a sample block?

It takes about 20 minutes.
"""


@pytest.fixture
def run(tmp_path, capsys, db):
    def run(text=TEXT, **options):
        file = tmp_path / "sample.txt"
        file.write_text(text)
        call_command("import_procedure", str(file), **options)
        return capsys.readouterr().out

    return run


def block():
    return Procedure.objects.with_rows().get(slug="sample-block")


def refused(run, **options):
    before = block().content()
    with pytest.raises(CommandError) as error:
        run(**options)
    assert block().content() == before
    return str(error.value)


def test_the_report_says_what_was_made_and_what_to_check(run):
    said = run()
    assert "Made the draft “Sample block”." in said
    assert "1. What is a sample block? [What it is]" in said
    assert "Conditions, new: Neck pain, Headaches" in said
    assert "Time: About 20 minutes" in said
    assert "it needs an answer of the kind “Recovery”" in said
    assert said.count("Call 911") == 1
    assert "https://clinic.example/admin/" in said


def test_the_first_sentence_is_the_summary_and_the_draft_is_untouched(run):
    run()
    assert block().summary == "A sample block numbs a nerve."
    assert block().is_untouched(Origin.IMPORT)
    assert block().status == Status.DRAFT


def test_the_same_document_again_changes_nothing(run):
    run()
    before = block().changed_at
    assert "Nothing changed" in run()
    assert block().changed_at == before
    assert Procedure.objects.count() == 1 and Condition.objects.count() == 2


def test_a_changed_document_updates_the_same_draft(run):
    run()
    pk = block().pk
    assert "Updated the draft “Sample block”." in run(TEXT.replace("A shot.", "A small shot."))
    assert block().pk == pk
    assert block().questions.all()[0].answer == "<p>A small shot.</p>"
    assert block().is_untouched(Origin.IMPORT)


def test_a_review_of_the_old_words_is_removed(run):
    run()
    Procedure.objects.update(
        reviewed_on=date(2026, 1, 1), reviewer_name="Sample", reviewer_role="Nurse"
    )
    assert "not reviewed yet" in run(TEXT.replace("A shot.", "A small shot."))
    assert (block().reviewed_on, block().reviewer_name) == (None, "")


def test_what_staff_edited_is_kept(run):
    run()
    block().questions.filter(kind="what").update(answer="Staff wrote this.")
    assert "staff have edited it since it was imported" in refused(run)


def test_pages_of_every_other_origin_or_status_are_kept(run):
    procedure = make_procedure("Sample block")
    assert "staff made it" in refused(run)
    procedure.stamp(Origin.SAMPLE)
    assert "it is sample content" in refused(run)
    Procedure.objects.update(status=Status.WITHDRAWN)
    assert "it was withdrawn" in refused(run)


def test_a_published_page_is_kept_though_nobody_edited_it(run):
    run()
    Procedure.objects.update(status=Status.PUBLISHED, publish_at=timezone.now())
    assert "it is published. Use --replace" in refused(run)
    Procedure.objects.update(publish_at=timezone.now() + timedelta(days=1))
    assert "it is scheduled to be published" in refused(run)
    assert block().status == Status.PUBLISHED


def test_another_address_makes_a_separate_draft(run):
    make_published("Sample block")
    run(slug="sample-block-2", name="Sample block, new")
    assert Procedure.objects.get(slug="sample-block-2").name == "Sample block, new"
    assert block().status == Status.PUBLISHED


def test_replace_makes_the_page_a_draft_of_the_documents_words_alone(run):
    page = make_published("Sample block", stay="One night", safety_notice="An old notice.")
    page.steps.create(title="An old step")
    page.conditions.add(make_condition("Knee pain"))
    said = run(replace=True)
    assert "NOT PUBLIC" in said
    assert (block().pk, block().status) == (page.pk, Status.DRAFT)
    assert (block().stay, block().safety_notice, block().steps.count()) == ("", "", 0)
    assert block().warning_signs.count() == 0
    assert {condition.name for condition in block().conditions.all()} == {"Neck pain", "Headaches"}
    assert block().is_untouched(Origin.IMPORT)


def test_replace_keeps_a_summary_that_the_document_does_not_have(run):
    make_published("Sample block", summary="Staff wrote this summary.")
    said = run(TEXT.replace("A sample block numbs a nerve.\n\n", ""), replace=True)
    assert block().summary == "Staff wrote this summary."
    assert "The summary was kept" in said


@pytest.mark.parametrize(
    "existing",
    [
        {"name": "Headache"},
        {"name": "HEADACHES"},
        {"name": "Migraine", "other_names": "tension pain\r\nheadaches"},
        {"name": "Pain of the head", "slug": "headaches"},
    ],
)
def test_a_condition_that_is_there_is_linked_and_not_changed(run, existing):
    condition = make_condition(**existing)
    said = run()
    assert "Conditions, linked: " + condition.name in said
    assert condition in block().conditions.all()
    assert Condition.objects.count() == 2
    assert Condition.objects.get(pk=condition.pk).content() == condition.content()


def test_new_conditions_are_known_as_imported(run):
    run()
    assert all(condition.is_untouched(Origin.IMPORT) for condition in Condition.objects.all())


def test_importing_costs_no_more_for_the_conditions_there_are(run, django_assert_max_num_queries):
    for number in range(30):
        make_condition(f"Sample pain {number}")
    with django_assert_max_num_queries(40):
        run()
