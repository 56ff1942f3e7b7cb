from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.models import Condition, Office, Origin, Procedure, Status
from tests.factories import make_condition, make_office, make_procedure, make_published

from .forms import edit_page, list_page


def queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def make_sample(model, number):
    make = {
        Procedure: lambda: make_procedure(f"Number {number}", conditions=Condition.objects.all()),
        Condition: lambda: make_condition(f"Number {number}"),
        Office: lambda: make_office(f"Number {number}"),
    }
    make[model]().stamp(Origin.SAMPLE)


@pytest.mark.parametrize("model", [Procedure, Condition, Office])
def test_a_long_list_asks_the_database_as_often_as_a_short_one(desk, model):
    desk.get(list_page(model))
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            make_sample(model, number)
        counts.append(queries(desk, list_page(model)))
    assert counts[0] == counts[1]


def test_a_long_page_asks_the_database_as_often_as_a_short_one(desk):
    procedure = make_procedure()
    desk.get(edit_page(procedure))
    short = queries(desk, edit_page(procedure))
    for number in range(20):
        procedure.questions.create(question=f"Question {number}?", answer="Yes.")
        procedure.steps.create(title=f"Step {number}")
    assert queries(desk, edit_page(procedure)) == short


def test_the_list_says_in_words_where_each_page_stands(desk):
    make_procedure()
    make_published()
    make_published(status=Status.WITHDRAWN)
    make_published(publish_at=timezone.now() + timedelta(days=9))
    page = desk.get(list_page(Procedure))
    column = page.context["cl"].model_admin.status_in_words
    words = sorted(str(column(procedure)) for procedure in page.context["cl"].result_list)
    assert words[:2] == ["Draft", "Published"]
    assert words[2].startswith("Scheduled for ")
    assert words[3] == "Withdrawn"


def test_the_list_says_in_words_where_each_page_comes_from(desk):
    make_procedure("Staff's own")
    make_procedure("Imported").stamp(Origin.IMPORT)
    make_procedure("Sample").stamp(Origin.SAMPLE)
    edited = make_procedure("Edited")
    edited.stamp(Origin.SAMPLE)
    edited.questions.first().delete()
    page = desk.get(list_page(Procedure))
    found = {row.name: str(row.origin_in_words()) for row in page.context["cl"].result_list}
    assert found == {
        "Staff's own": "Staff",
        "Imported": "Imported document",
        "Sample": "Sample content",
        "Edited": "Sample content, edited by staff",
    }
    assert "Sample content, edited by staff" in page.content.decode()


@pytest.mark.parametrize(
    ("choice", "names"),
    [("never", {"Never"}), ("due", {"Due"}), ("done", {"Due", "Fresh"}), (None, None)],
)
def test_pages_are_found_by_their_review(desk, choice, names):
    today = timezone.localdate()
    review = {"reviewer_name": "A", "reviewer_role": "B", "reviewed_on": today}
    make_published("Never")
    make_published("Due", review_due_on=today, **review)
    make_published("Fresh", review_due_on=today + timedelta(days=1), **review)
    page = desk.get(list_page(Procedure), {"review": choice} if choice else {})
    found = {procedure.name for procedure in page.context["cl"].result_list}
    assert found == (names or {"Never", "Due", "Fresh"})


def test_pages_are_found_by_any_of_their_names(desk):
    make_procedure("Nerve block", other_names="cortisone shot")
    make_procedure("Other")
    page = desk.get(list_page(Procedure), {"q": "cortisone"})
    assert [procedure.name for procedure in page.context["cl"].result_list] == ["Nerve block"]


def test_a_colleague_who_may_only_look_can_look(looking):
    assert looking.get(edit_page(make_procedure())).status_code == 200
