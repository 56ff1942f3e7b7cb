"""``published`` decides what the public may see, everywhere."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from procedures.models import Condition, Kind, NotReady, Procedure, Status
from tests.factories import make_clinic, make_condition, make_procedure, make_published

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TOMORROW, YESTERDAY = NOW + timedelta(days=1), NOW - timedelta(days=1)


def make_one_of_each():
    make_procedure("Draft")
    make_procedure("Draft with a date", publish_at=YESTERDAY)
    make_published("Public")
    make_published("Scheduled", publish_at=TOMORROW)
    make_procedure("Withdrawn", status=Status.WITHDRAWN, publish_at=YESTERDAY)


def test_only_the_public_page_is_published():
    make_one_of_each()
    assert [procedure.name for procedure in Procedure.objects.published()] == ["Public"]


@pytest.mark.parametrize("at", [None, YESTERDAY - timedelta(days=1), NOW, TOMORROW])
def test_the_list_and_the_single_page_agree_at_any_time(at):
    make_one_of_each()
    listed = set(Procedure.objects.published(at))
    assert listed == {each for each in Procedure.objects.all() if each.is_published(at)}


def test_a_scheduled_page_becomes_public_when_its_time_comes():
    make_published("Scheduled", publish_at=TOMORROW)
    assert not Procedure.objects.published().exists()
    assert Procedure.objects.published(TOMORROW).exists()


@pytest.mark.parametrize(
    "path", ["/", "/procedures/", "/conditions/", "/sitemap.xml", "/conditions/neck-pain/"]
)
@pytest.mark.parametrize("hidden", ["Draft", "Scheduled", "Withdrawn"])
def test_a_hidden_page_is_in_no_list(client, path, hidden):
    make_clinic()
    neck, hip = make_condition("Neck pain"), make_condition("Hip pain")
    make_published("Public", conditions=[neck])
    status = {"Draft": Status.DRAFT, "Withdrawn": Status.WITHDRAWN}
    make_procedure(
        f"{hidden} injection",
        conditions=[neck, hip],
        status=status.get(hidden, Status.PUBLISHED),
        publish_at=TOMORROW if hidden == "Scheduled" else YESTERDAY,
    )
    text = client.get(path).content.decode()
    shown = "neck" if path == "/conditions/" else "public"
    assert shown in text.lower()  # the test would say nothing if the public page were missing too
    assert hidden.lower() not in text.lower()
    assert "hip-pain" not in text


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_hidden_page_answers_404(client, status):
    make_procedure("Secret", status=status, publish_at=YESTERDAY)
    assert client.get("/procedures/secret/").status_code == 404


def test_a_page_scheduled_for_tomorrow_answers_404(client):
    make_published("Secret", publish_at=TOMORROW)
    response = client.get("/procedures/secret/")
    assert response.status_code == 404
    assert "eases pain" not in response.content.decode()


def test_a_hidden_page_is_no_related_page(client):
    public, draft = make_published("Public"), make_procedure("Hidden injection")
    public.related.set([draft])
    assert "Hidden injection" not in client.get(public.get_absolute_url()).content.decode()


def test_a_condition_is_public_only_while_a_public_procedure_treats_it(client):
    condition = make_condition("Neck pain")
    procedure = make_published(conditions=[condition])
    assert condition.is_published() and condition in Condition.objects.published()
    Procedure.objects.filter(pk=procedure.pk).update(status=Status.WITHDRAWN)
    assert not condition.is_published() and not Condition.objects.published().exists()
    assert client.get("/conditions/neck-pain/").status_code == 404


def test_publishing_asks_for_summary_four_kinds_and_both_lists():
    procedure = make_procedure(questions=[Kind.WHAT], summary="")
    procedure.warning_signs.all().delete()
    with pytest.raises(NotReady) as refusal:
        procedure.publish()
    words = [str(item) for item in refusal.value.missing]
    assert words == [
        "a summary",
        "an answer of the kind “Conditions treated”",
        "an answer of the kind “What happens”",
        "an answer of the kind “Recovery”",
        "the list “Call us if”",
        "the list “Call 911 now if”",
    ]
    assert Procedure.objects.get(pk=procedure.pk).status == Status.DRAFT


def test_a_question_without_an_answer_does_not_count():
    procedure = make_procedure()
    procedure.questions.filter(kind=Kind.RECOVERY).update(answer="  ")
    with pytest.raises(NotReady, match="Recovery"):
        procedure.publish()


def test_a_ready_page_is_published_from_now_on():
    procedure = make_procedure()
    procedure.publish()
    assert Procedure.objects.published().get() == procedure


def test_a_clinic_may_refuse_pages_that_no_clinician_has_reviewed():
    make_clinic(require_review=True)
    procedure = make_procedure()
    with pytest.raises(NotReady, match="a review by a clinician"):
        procedure.publish()


def test_a_saved_published_page_always_has_its_time():
    assert make_procedure(status=Status.PUBLISHED).is_published()
    draft = make_procedure()
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED)


def test_pages_due_for_review_are_found_by_date():
    today = timezone.localdate()
    due = make_published(review_due_on=today)
    make_published(review_due_on=today + timedelta(days=1))
    assert list(Procedure.objects.due_for_review()) == [due]
