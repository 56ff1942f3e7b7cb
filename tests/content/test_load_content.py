"""The sample clinic comes, is corrected, and goes; what staff have made their own stays."""

import shutil
from datetime import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procedures.models import (
    Clinic,
    ClosedDay,
    Condition,
    Milestone,
    Office,
    OfficeHours,
    Origin,
    Procedure,
    Question,
    SideEffect,
    Status,
    Step,
    WarningSign,
)
from procedures.sample.loading import HERE, load, read_content, remove
from procedures.sample.pages import ContentError
from tests.factories import make_clinic, make_condition, make_office, make_procedure

pytestmark = pytest.mark.django_db

EVERYTHING = (
    Clinic, ClosedDay, Condition, Milestone, Office, OfficeHours, Procedure, Question, SideEffect,
    Step, WarningSign, Procedure.conditions.through, Procedure.related.through,
)  # fmt: skip


def load_content(*options):
    said = StringIO()
    call_command("load_content", *options, stdout=said)
    return said.getvalue()


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in EVERYTHING}


def trigger_point():
    return Procedure.objects.get(slug="trigger-point-injection")


@pytest.fixture
def files(tmp_path):
    """A copy of the content files, to change."""
    folder = tmp_path / "sample"
    shutil.copytree(HERE, folder)
    return folder


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_makes_a_whole_clinic():
    said = load_content()
    assert Clinic.objects.get().name == "Minimally Invasive Medical Group"
    assert Procedure.objects.published().count() == 9
    assert Office.objects.published().count() == 3
    made = 1 + 9 + 3 + Condition.objects.count()
    assert said == (
        f"Sample content: {made} made, 0 updated, 0 unchanged, 0 kept as staff have them.\n"
    )


def test_everything_it_makes_says_that_it_is_sample_content():
    load_content()
    for model in (Procedure, Office, Condition):
        for record in model.objects.all():
            assert record.is_untouched(Origin.SAMPLE), record


def test_everything_it_makes_would_pass_the_forms_of_staff():
    load_content()
    records = [record for model in EVERYTHING[:11] for record in model.objects.all()]
    assert len(records) > 100
    for record in records:
        record.full_clean()  # raises what a form would say


def test_a_second_run_changes_nothing():
    load_content()
    before = everything()
    said = load_content()
    assert everything() == before
    assert "0 made, 0 updated" in said
    assert "0 kept" in said


def test_an_edit_by_staff_survives():
    load_content()
    step = trigger_point().steps.first()
    step.text = "You sit down, or you lie on your side."
    step.save()
    said = load_content()
    step.refresh_from_db()
    assert step.text == "You sit down, or you lie on your side."
    assert "1 kept as staff have them" in said
    assert "Kept as staff have it: procedure “Trigger point injection”." in said


def test_an_office_whose_hours_staff_changed_is_kept():
    load_content()
    Office.objects.get(slug="riverside").hours.filter(weekday=4).update(closes=time(15))
    load_content()
    friday = Office.objects.get(slug="riverside").hours.get(weekday=4)
    assert friday.closes == time(15)


def test_a_corrected_file_corrects_an_untouched_page(files):
    load(read_content(files))
    before = trigger_point()
    path = files / "procedures" / "trigger-point-injection.md"
    change(path, "On average, a visit takes 15 to 30 minutes.", "Most visits take a while.")
    change(path, "stay: Home the same day\n", "")
    report = load(read_content(files))
    after = trigger_point()
    assert report.updated == ["procedure “Trigger point injection”"]
    assert after.questions.get(kind="happens").answer == "<p>Most visits take a while.</p>"
    assert after.stay == ""
    assert after.changed_at > before.changed_at
    assert after.is_untouched(Origin.SAMPLE)


def test_a_corrected_office_and_condition_are_corrected_too(files):
    load(read_content(files))
    change(files / "offices.toml", "08:00-19:00", "08:00-18:00")
    change(files / "conditions.md", "Hip pain is felt in or around the hip.", "The hip hurts.")
    report = load(read_content(files))
    assert report.updated == ["office “Riverside”", "condition “Hip pain”"]
    assert Office.objects.get(slug="riverside").hours.get(weekday=3).closes == time(18)


def test_a_correction_leaves_address_place_and_publishing_alone(files):
    load(read_content(files))
    Procedure.objects.filter(slug="kyphoplasty").update(status=Status.WITHDRAWN, position=70)
    change(files / "procedures" / "kyphoplasty.md", "stay: Usually home", "stay: Often home")
    load(read_content(files))
    kyphoplasty = Procedure.objects.get(slug="kyphoplasty")
    assert kyphoplasty.stay == "Often home the same day"
    assert (kyphoplasty.status, kyphoplasty.position) == (Status.WITHDRAWN, 70)


def test_a_page_at_another_address_is_found_by_its_name():
    load_content()
    Procedure.objects.filter(slug="kyphoplasty").update(slug="balloon")
    load_content()
    assert Procedure.objects.get(name="Kyphoplasty").slug == "balloon"


def test_a_reviewed_page_belongs_to_the_clinic(files):
    load(read_content(files))
    Procedure.objects.filter(slug="kyphoplasty").update(
        reviewer_name="A reviewer", reviewer_role="Clinician", reviewed_on="2026-01-05"
    )
    change(files / "procedures" / "kyphoplasty.md", "stay: Usually home", "stay: Often home")
    assert load(read_content(files)).kept == ["procedure “Kyphoplasty”"]
    remove()
    assert Procedure.objects.get().stay == "Usually home the same day"


def test_a_page_that_staff_wrote_is_not_touched():
    own = make_procedure("Kyphoplasty", summary="Our own words.")
    said = load_content()
    own.refresh_from_db()
    assert (own.summary, own.status) == ("Our own words.", Status.DRAFT)
    assert Procedure.objects.count() == 9
    assert "procedure “Kyphoplasty”" in said


def test_a_condition_that_is_there_by_name_is_linked():
    imported = make_condition("hip PAIN", slug="from-the-document")
    load_content()
    assert imported in trigger_point().conditions.all()
    assert Condition.objects.filter(name__iexact="hip pain").count() == 1


def test_the_clinics_own_name_stays():
    make_clinic(name="Our own clinic")
    assert "Left the clinic's name and words as they are." in load_content()
    assert Clinic.objects.get().name == "Our own clinic"


def test_a_clinic_that_publishes_only_reviewed_pages_gets_drafts():
    make_clinic(require_review=True)
    said = load_content()
    assert not Procedure.objects.published().exists()
    assert "procedure “Kyphoplasty” stays a draft. It still needs: a review" in said


def test_remove_takes_away_everything_untouched():
    load_content()
    said = load_content("--remove")
    assert not any(model.objects.exists() for model in EVERYTHING if model is not Clinic)
    assert "24 removed, 0 kept" in said
    assert "Kept the clinic's name and words" in said


def test_remove_keeps_what_staff_edited_and_what_that_needs():
    load_content()
    page = trigger_point()
    page.summary = "Our own words."
    page.save()
    said = load_content("--remove")
    assert Procedure.objects.get() == page
    assert set(Condition.objects.all()) == set(page.conditions.all())
    assert Condition.objects.count() == 7
    assert "Kept as staff have it: procedure “Trigger point injection”." in said
    assert "Kept condition “Hip pain”: a page uses it." in said


def test_remove_leaves_what_staff_made():
    make_procedure("Our own page", conditions=[make_condition("Elbow pain")])
    make_office("Downtown")
    load_content()
    load_content("--remove")
    assert [record.name for record in Procedure.objects.all()] == ["Our own page"]
    assert [record.name for record in Office.objects.all()] == ["Downtown"]
    assert [record.name for record in Condition.objects.all()] == ["Elbow pain"]


def test_it_can_be_loaded_again_after_it_was_removed():
    load_content()
    load_content("--remove")
    load_content()
    assert Procedure.objects.published().count() == 9


def test_if_empty_loads_into_an_empty_site():
    load_content("--if-empty")
    assert Procedure.objects.count() == 9


@pytest.mark.parametrize("make", [make_clinic, make_office, make_procedure])
def test_if_empty_leaves_any_other_site_alone(make):
    make()
    before = everything()
    assert load_content("--if-empty").count("\n") == 1
    assert everything() == before


PAGE = "procedures/kyphoplasty.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "problem"),
    [
        (PAGE, "stay:", "length:", "length:", "expected one of name"),
        (PAGE, "stay:", "time:", "time: Usually", "“time” is given twice"),
        (PAGE, "order: 9", "order: last", "order:", "is a number"),
        (PAGE, "name: Kyphoplasty\n", "", "also:", "lacks its “name:”"),
        (PAGE, "\n\n## What is", "\n\nHello\n\n## What is", "Hello", "did not expect “Hello”"),
        (PAGE, "kind: what", "kind: why", "kind: why", "“why” is not one of what, treats"),
        (PAGE, "kind: what\n", "", "## What is", "lacks its “kind:”"),
        (PAGE, "kind: what\n", "kind: what\ngeneral: no\n", "general:", "write “general: yes”"),
        (PAGE, "### Steps", "### Stages", "### Stages", "is not Steps"),
        (PAGE, "1. **You lie", "1. You lie", "1. You lie", "expected a line like “1. **You"),
        (PAGE, "- **About", "- About", "- About", "expected a line like “- **Today:**"),
        (PAGE, "- you have chest", "you have chest", "you have chest", "expected a line like “- "),
        (PAGE, "## What is", "# What is", "# What is", "not a heading we use"),
        (PAGE, "conditions: ", "conditions: gout, ", "conditions:", "nothing is called “gout”"),
        (PAGE, "related: ", "related: surgery, ", "related:", "nothing is called “surgery”"),
        ("conditions.md", "place: hip", "place: ear", "place: ear", "“ear” is not a place"),
        ("offices.toml", "monday =", "someday =", "someday", "“someday” is not a day"),
        ("offices.toml", "08:00-19:00", "8 to 7", "8 to 7", "expected hours like"),
        ("offices.toml", "2026-12-25", "2026-25-12", "2026-25-12", "expected a day like"),
        ("offices.toml", "street =", "road =", "road =", "there is no “road” here"),
        ("clinic.toml", "name = ", "name ", "name", "Expected '='"),
    ],
)
def test_a_broken_file_is_named_with_its_line(files, file, old, new, at, problem):
    change(files / file, old, new)
    lines = (files / file).read_text(encoding="utf-8").splitlines()
    line = next(number for number, words in enumerate(lines, 1) if at in words)
    with pytest.raises(ContentError) as raised:
        read_content(files)
    assert str(raised.value).startswith(f"{files / file}, line {line}: ")
    assert problem in str(raised.value)


def test_the_command_says_what_is_broken_and_writes_nothing(files, monkeypatch):
    change(files / "procedures" / "kyphoplasty.md", "kind: what", "kind: why")
    monkeypatch.setattr(
        "procedures.management.commands.load_content.read_content", lambda: read_content(files)
    )
    with pytest.raises(CommandError, match=r"kyphoplasty\.md, line"):
        load_content()
    assert not Clinic.objects.exists()
