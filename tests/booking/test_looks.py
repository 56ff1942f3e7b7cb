"""Who looked at whom, and who has the same record open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.booking.looks import record_look, who_else_has_it_open
from procedures.booking.models import How, Look, LookedAt

pytestmark = pytest.mark.django_db
OURS, OTHER = "AAAA-2222", "BBBB-3333"
NOW = timezone.now()


def looked(by, how=How.RECORD, reference=OURS, minutes_ago=5):
    look = Look.objects.create(
        at=NOW - timedelta(minutes=minutes_ago), by=by, how=how, count=1 if reference else 0
    )
    if reference:
        LookedAt.objects.create(look=look, reference=reference)


def others(by="me"):
    return [name for name, _since in who_else_has_it_open(OURS, by, NOW)]


# ---- on record ----


def test_a_look_says_who_when_how_and_which_requests():
    look = record_look(by="ana", how=How.LIST, references=[OURS, OTHER, OURS], detail="To call")
    assert (look.by, look.how, look.count, look.detail) == ("ana", "list", 2, "To call")
    assert abs(look.at - timezone.now()) < timedelta(minutes=1)
    assert sorted(look.looked_at.values_list("reference", flat=True)) == [OURS, OTHER]


def test_a_search_that_found_nobody_is_on_record():
    record_look(by="ana", how=How.SEARCH)
    look = Look.objects.get()
    assert (look.how, look.count, look.looked_at.count()) == ("search", 0, 0)


def test_a_look_holds_no_more_words_than_its_column():
    assert len(record_look(by="ana", how=How.LIST, detail="x" * 500).detail) == 200


# ---- who else has it open ----


def test_whoever_opened_it_and_did_nothing_since_is_named_with_the_time():
    looked("ben", minutes_ago=5)
    assert who_else_has_it_open(OURS, "me", NOW) == [("ben", NOW - timedelta(minutes=5))]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"reference": OTHER},
        {"how": How.LIST},
        {"how": How.SEARCH, "reference": None},
        {"how": How.EXPORT},
    ],
)
def test_whoever_looked_elsewhere_since_has_left_it(elsewhere):
    looked("ben", minutes_ago=5)
    looked("ben", minutes_ago=4, **elsewhere)
    assert others() == []


@pytest.mark.parametrize("how", [How.BESIDE, How.PRINT])
def test_what_stands_beside_it_and_its_sheet_are_no_way_out(how):
    looked("ben", minutes_ago=5)
    looked("ben", how=how, reference=OTHER, minutes_ago=4)
    assert others() == ["ben"]


def test_whoever_came_back_has_it_open_since_then():
    looked("ben", minutes_ago=9)
    looked("ben", reference=OTHER, minutes_ago=6)
    looked("ben", minutes_ago=3)
    assert who_else_has_it_open(OURS, "me", NOW) == [("ben", NOW - timedelta(minutes=3))]


@pytest.mark.parametrize(("minutes_ago", "names"), [(14, ["ben"]), (15, []), (16, [])])
def test_after_a_quarter_of_an_hour_nobody_is_taken_to_be_there(minutes_ago, names):
    looked("ben", minutes_ago=minutes_ago)
    assert others() == names


def test_nobody_is_told_of_themselves():
    looked("me")
    looked("ben")
    assert others() == ["ben"]


@pytest.mark.parametrize("how", [How.LIST, How.SEARCH, How.BESIDE, How.PRINT, How.EXPORT])
def test_who_only_saw_it_pass_by_does_not_have_it_open(how):
    looked("ben", how=how)
    assert others() == []


def test_another_record_is_another_record():
    looked("ben", reference=OTHER)
    assert others() == []


def test_two_questions_are_enough(django_assert_max_num_queries):
    for number in range(20):
        looked(f"colleague {number}")
    with django_assert_max_num_queries(2):
        assert len(others()) == 20
