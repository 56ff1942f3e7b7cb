"""What search reads is as new as the pages, whatever changed them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from procedures import drafts
from procedures.models import SearchEntry, Status
from procedures.models.content import content_of
from procedures.search import index
from procedures.search.finding import find
from tests.factories import make_condition, make_office, make_procedure, make_published

pytestmark = pytest.mark.django_db


def found(typed):
    return [each.page for each in find(typed).results]


def test_a_new_name_is_found_and_the_old_one_is_not():
    page = make_published("Wrist block")
    page.name = page.summary = "Ankle treatment"
    page.save()
    page.questions.all().delete()
    assert found("ankle") == [page]
    assert found("wrist") == []


def test_an_answer_is_found_as_it_is_now():
    page = make_published()
    answer = page.questions.first()
    answer.answer = "<p>A feather touches you.</p>"
    answer.save()
    assert found("feather") == [page]
    answer.delete()
    assert found("feather") == []


def test_rows_and_warnings_are_part_of_the_answer():
    page = make_published()
    page.milestones.create(when="Day 3", text="You may juggle.")
    page.warning_signs.create(urgency="call-us", text="purple toes")
    assert find("juggle").results[0].address.endswith("#recovery")
    assert found("purple toes") == [page]


def test_other_names_of_a_condition_find_what_treats_it():
    condition = make_condition("Neck pain")
    page = make_published("Wrist block", conditions=[condition])
    condition.other_names = "wryneck"
    condition.save()
    assert found("wryneck") == [condition, page]
    page.conditions.clear()
    assert found("wryneck") == []  # nothing public treats it any more


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_is_not_public_is_not_found(status):
    page = make_published("Wrist block")
    page.status = status
    page.save()
    assert found("wrist block") == []


def test_a_page_is_found_from_its_time_on():
    page = make_published("Wrist block", publish_at=timezone.now() + timedelta(days=1))
    assert found("wrist block") == []
    type(page).objects.update(publish_at=timezone.now())
    assert found("wrist block") == [page]


def test_the_words_of_a_draft_are_found_once_it_is_public():
    page = make_published("Wrist block")
    draft = drafts.write_draft(page, content_of(page) | {"summary": "Like a feather."}, "editor")
    assert found("feather") == []
    drafts.publish_draft(draft, "editor")
    assert found("feather") == [page]


def test_a_change_that_is_taken_back_is_taken_back_here_too():
    page = make_published("Wrist block")
    with pytest.raises(ZeroDivisionError), transaction.atomic(), index.held():
        page.name = "Ankle block"
        page.save()
        raise ZeroDivisionError
    assert found("wrist") == [page]
    assert found("ankle") == []


def test_many_changes_held_back_are_written_once(django_assert_max_num_queries):
    page = make_published("Wrist block")
    with django_assert_max_num_queries(40), transaction.atomic(), index.held():
        for number in range(10):
            page.steps.create(title=f"Feather {number}", position=number)
    assert found("feather") == [page]


def test_an_office_is_found_by_place_and_by_when_it_is_open():
    office = make_office("Riverside", weekdays=[3], city="Sampleton")
    assert found("sampleton") == found("open thursday") == found("20001") == [office]
    office.is_public = False
    office.save()
    assert found("sampleton") == []


def test_a_page_that_is_deleted_leaves_nothing():
    make_office().delete()
    make_published("Wrist block").delete()
    assert not SearchEntry.objects.exists()


def test_all_of_it_can_be_written_anew():
    page = make_published("Wrist block", conditions=[make_condition()])
    make_procedure("Draft of a block")
    before = SearchEntry.objects.count()
    SearchEntry.objects.all().delete()
    call_command("index_search", verbosity=0)
    assert SearchEntry.objects.count() == before
    assert found("wrist block")[0] == page
