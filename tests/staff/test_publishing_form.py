from datetime import timedelta

import pytest

from procedures.models import Farewell, Kind, Procedure, Status, Urgency
from procedures.models.question import REQUIRED_KINDS
from tests.factories import make_clinic, make_condition, make_procedure, make_published

from .forms import add_page, add_row, edit, edit_page, errors_of, fields_of

REVIEW = {"reviewer_name": "A. Person", "reviewer_role": "Physician", "reviewed_on": "2026-01-31"}


def refused(needs):
    return (
        f"This page cannot be published yet: it needs {needs}. "
        "Add it below, or set the status to “Draft”."
    )


def test_a_ready_page_is_published_from_now_on(desk):
    procedure = make_procedure("Nerve block")
    assert errors_of(edit(desk, procedure, status="published")) == []
    procedure.refresh_from_db()
    assert procedure.is_published()


def test_a_page_is_scheduled_for_later(desk):
    procedure = make_procedure()
    later = {"publish_at_0": "2040-01-31", "publish_at_1": "09:00"}
    assert errors_of(edit(desk, procedure, status="published", **later)) == []
    procedure.refresh_from_db()
    assert procedure.status == Status.PUBLISHED
    assert not procedure.is_published()
    assert procedure.is_published(at=procedure.publish_at + timedelta(minutes=1))


def test_a_page_keeps_the_day_it_became_public(desk):
    procedure = make_published()
    before = procedure.publish_at.replace(microsecond=0)
    edit(desk, procedure, summary="A better sentence.")
    procedure.refresh_from_db()
    assert procedure.publish_at == before


@pytest.mark.parametrize("kind", REQUIRED_KINDS)
def test_a_missing_question_is_named(desk, kind):
    procedure = make_procedure(questions=[other for other in REQUIRED_KINDS if other != kind])
    response = edit(desk, procedure, status="published")
    assert errors_of(response) == [refused(f"an answer of the kind “{kind.label}”")]
    assert not Procedure.objects.published().exists()


def test_a_question_without_an_answer_does_not_count(desk):
    response = edit(desk, make_procedure(), status="published", **{"questions-0-answer": " "})
    assert errors_of(response) == [refused("an answer of the kind “What it is”")]


def test_a_question_about_to_be_deleted_does_not_count(desk):
    procedure = make_published()
    response = edit(desk, procedure, **{"questions-3-DELETE": "on"})
    assert errors_of(response) == [refused("an answer of the kind “Recovery”")]
    assert procedure.questions.count() == 4


@pytest.mark.parametrize("urgency", Urgency)
def test_a_missing_warning_list_is_named(desk, urgency):
    procedure = make_procedure()
    procedure.warning_signs.filter(urgency=urgency).delete()
    response = edit(desk, procedure, status="published")
    assert errors_of(response) == [refused(f"the list “{urgency.label}”")]


def test_a_missing_summary_is_named(desk):
    response = edit(desk, make_procedure(), status="published", summary="  ")
    assert errors_of(response) == [
        "This page cannot be published yet: it needs a summary. "
        "Write one sentence here, or set the status to “Draft”."
    ]


def test_everything_that_is_missing_is_said_at_once(desk):
    fields = fields_of(desk.get(add_page(Procedure)))
    response = desk.post(add_page(Procedure), fields | {"name": "New", "status": "published"})
    kinds = "; ".join(f"an answer of the kind “{kind.label}”" for kind in REQUIRED_KINDS)
    lists = "; ".join(f"the list “{urgency.label}”" for urgency in Urgency)
    errors = errors_of(response)
    assert refused(kinds) in errors
    assert refused(lists) in errors
    assert any("it needs a summary" in error for error in errors)


def test_a_refused_page_keeps_every_typed_word(desk):
    procedure = make_procedure(questions=[])
    fields = fields_of(desk.get(edit_page(procedure)))
    fields |= {
        "status": "published",
        "summary": "A typed summary.",
        "warning_signs-0-text": "typed",
    }
    add_row(fields, "questions", kind="what", question="Typed question?", answer="<p>Typed.</p>")
    add_row(fields, "milestones", when="Typed time", text="Typed rest.")
    response = desk.post(edit_page(procedure), fields)
    again = fields_of(response)
    assert errors_of(response)
    assert {name: again[name] for name in fields if name != "csrfmiddlewaretoken"} == {
        name: fields[name] for name in fields if name != "csrfmiddlewaretoken"
    }
    procedure.refresh_from_db()
    assert procedure.summary != "A typed summary."


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_an_unfinished_page_that_is_not_public_is_never_held_up(desk, status):
    procedure = make_procedure(questions=[])
    procedure.warning_signs.all().delete()
    assert errors_of(edit(desk, procedure, status=status, summary="")) == []
    procedure.refresh_from_db()
    assert (procedure.status, procedure.summary) == (status, "")


def test_the_clinic_may_ask_for_a_review_first(desk):
    make_clinic(require_review=True)
    procedure = make_procedure()
    [error] = errors_of(edit(desk, procedure, status="published"))
    assert "it needs a review by a clinician" in error
    Procedure.objects.update(**REVIEW)
    assert errors_of(edit(desk, procedure, status="published")) == []


def test_an_unreadable_time_is_refused_and_the_page_still_shows(desk):
    response = edit(
        desk, make_procedure(), status="published", publish_at_0="soon", publish_at_1="late"
    )
    assert "Enter a valid date." in errors_of(response)
    assert response.status_code == 200


def test_a_refused_rename_does_not_link_to_an_address_that_is_not_there(desk):
    procedure = make_published("Nerve block")
    response = edit(desk, procedure, slug="new", summary="")
    assert f'href="{procedure.get_absolute_url()}"' in response.content.decode()


def test_a_withdrawn_page_that_leads_on_needs_a_page_to_lead_to(desk):
    procedure, successor = make_published(), make_published("Nerve block")
    change = {"status": "withdrawn", "farewell": Farewell.REDIRECT}
    [error] = errors_of(edit(desk, procedure, **change))
    assert error == "Choose the page that replaces this one, or another answer above."
    assert errors_of(edit(desk, procedure, replaced_by=successor.pk, **change)) == []
    response = desk.get(procedure.get_absolute_url())
    assert (response.status_code, response.url) == (301, successor.get_absolute_url())


def test_a_page_cannot_be_replaced_by_itself(desk):
    procedure = make_procedure()
    response = edit(desk, procedure, replaced_by=procedure.pk, related=[procedure.pk])
    assert [error.split(".")[0] for error in errors_of(response)] == ["Select a valid choice"] * 2


def test_conditions_and_related_pages_are_ticked(desk):
    condition, related, procedure = make_condition(), make_procedure(), make_procedure()
    edit(desk, procedure, conditions=[condition.pk], related=[related.pk])
    assert procedure.conditions.get() == condition
    assert procedure.related.get() == related
    edit(desk, procedure)
    assert procedure.conditions.get() == condition


def test_every_kind_can_be_chosen(desk):
    html = desk.get(add_page(Procedure)).content.decode()
    assert [kind for kind in Kind if f'<option value="{kind}"' not in html] == []
