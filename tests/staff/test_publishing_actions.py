from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.utils import timezone

from procedures.models import Procedure, Status, Version, What
from tests.factories import make_clinic, make_procedure, make_published

from .forms import act, edit, messages_of, withdraw


def test_several_ready_pages_are_published_at_once(desk):
    response = act(desk, "publish", make_procedure(), make_procedure())
    assert messages_of(response) == ["2 procedures published."]
    assert Procedure.objects.published().count() == 2
    assert LogEntry.objects.filter(change_message="Published.").count() == 2


def test_a_page_that_is_not_ready_stays_a_draft_and_the_reason_is_given(desk):
    ready, unready = make_procedure(), make_procedure("Nerve block", summary="")
    unready.warning_signs.filter(urgency="call-911").delete()
    response = act(desk, "publish", ready, unready)
    assert set(messages_of(response)) == {
        "“Nerve block” was not published: it needs a summary; the list “Call 911 now if”.",
        "1 procedure published.",
    }
    assert Procedure.objects.published().get() == ready


def test_the_actions_heed_the_rule_about_reviews(desk):
    make_clinic(require_review=True)
    [message] = messages_of(act(desk, "publish", make_procedure()))
    assert "it needs a review by a clinician" in message


def test_a_public_page_keeps_its_first_day(desk):
    procedure = make_published("Nerve block")
    response = act(desk, "publish", procedure)
    assert messages_of(response) == ["“Nerve block” is published already."]
    assert Procedure.objects.get().publish_at == procedure.publish_at


def test_a_scheduled_page_is_published_at_once(desk):
    act(desk, "publish", make_published(publish_at=timezone.now() + timedelta(days=9)))
    assert Procedure.objects.published().exists()


def test_a_page_is_withdrawn_and_brought_back_as_a_draft(desk):
    procedure = make_published()
    assert messages_of(withdraw(desk, procedure)) == ["1 procedure withdrawn."]
    procedure.refresh_from_db()
    assert procedure.status == Status.WITHDRAWN
    assert desk.get(procedure.get_absolute_url()).status_code == 404
    assert messages_of(act(desk, "back_to_draft", procedure)) == ["1 procedure is a draft."]
    procedure.refresh_from_db()
    assert procedure.status == Status.DRAFT


def test_history_says_that_a_page_went_back_to_draft(desk):
    act(desk, "back_to_draft", make_published("By the list"))
    by_form = make_published("By its form")
    edit(desk, by_form, status="draft")
    edit(desk, by_form, summary="Another sentence.")
    kept = Version.objects.exclude(what=What.PUBLISHED).order_by("pk")
    assert [(version.name, version.what) for version in kept if version.by] == [
        ("By the list", What.TAKEN_BACK),
        ("By its form", What.TAKEN_BACK),
        ("By its form", What.SAVED),
    ]


def test_a_colleague_who_may_only_look_has_no_actions(looking):
    act(looking, "publish", make_procedure())
    assert not Procedure.objects.published().exists()
