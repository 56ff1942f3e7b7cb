"""Which days stand out: who was shown many more requests than usual."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.booking.models import How, Look
from procedures.booking.volume import volumes
from tests.people import browser, owner

from .test_audit import look_at

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)  # in New York


def was_shown(*counts, by="ana", at=NOON):
    """So many requests on each day, the last of them on this one."""
    for ago, count in enumerate(reversed(counts)):
        Look.objects.create(at=at - timedelta(days=ago), by=by, how=How.LIST, count=count)


def unusual(at=NOON):
    days = [day for colleague in volumes(at) for day in colleague.unusual_days]
    return [(day.by, str(day.date), day.shown) for day in days]


def test_a_day_of_more_than_three_times_the_usual_stands_out():
    was_shown(40, 40, 40, 40, 121)
    assert unusual() == [("ana", "2026-11-23", 121)]


@pytest.mark.parametrize(
    "days", [(40, 40, 40, 40, 120), (2, 2, 2, 2, 49), (80, 90, 100, 110, 120), (500,) * 30]
)
def test_three_times_the_usual_or_fewer_than_fifty_does_not(days):
    was_shown(*days)
    assert unusual() == []


def test_days_without_a_look_do_not_lower_what_is_usual():
    was_shown(60, 0, 0, 60, 60, 0, 60, 0, 170)
    Look.objects.create(at=NOON, by="ana", how=How.SEARCH, count=0)
    [ana] = volumes(NOON)
    assert [day.shown for day in ana.days] == [170, 60, 60, 60, 60]
    assert unusual() == []


def test_a_new_colleague_is_measured_by_everybody():
    was_shown(40, 40, 40, 40, 40)
    was_shown(130, by="new")
    was_shown(110, by="also new")
    assert unusual() == [("new", "2026-11-23", 130)]


def test_the_looks_of_one_day_are_added_up():
    was_shown(20, 20, 20, 20, 20)
    for _number in range(10):
        was_shown(5)
    assert unusual() == [("ana", "2026-11-23", 70)]


def test_a_day_is_one_of_the_staffs_calendar():
    was_shown(30, at=datetime(2026, 11, 23, 4, 59, tzinfo=UTC))  # 11:59 pm in New York
    was_shown(30, at=datetime(2026, 11, 23, 5, tzinfo=UTC))
    [ana] = volumes(NOON)
    assert [str(day.date) for day in ana.days] == ["2026-11-23", "2026-11-22"]


def test_what_is_older_than_thirty_days_is_no_longer_told():
    was_shown(900, at=NOON - timedelta(days=30))
    assert volumes(NOON) == []
    was_shown(900, at=NOON - timedelta(days=29))
    assert len(volumes(NOON)) == 1


def test_the_page_says_the_rule_and_marks_the_day_in_words_and_with_a_sign():
    now = timezone.now()
    was_shown(40, 40, 40, 40, 121, at=now)
    html = browser(owner()).get(reverse("admin:booking_look_changelist")).content.decode()
    assert "at least 50 requests, and more than 3 times as many as usual" in html
    assert '<span aria-hidden="true">▲</span> Unusual</strong>' in html
    day = f"{timezone.localdate(now):%Y-%m-%d}"
    assert f"who=ana&amp;since={day}&amp;until={day}" in html
    assert html.index("Unusual days") < html.index("Who looked at this patient?")


def test_a_quiet_month_is_told_as_well():
    page = reverse("admin:booking_look_changelist")
    html = browser(owner()).get(page).content.decode()
    assert "Nobody has looked at a request in these days." in html
    look_at("AAAA-2222")
    html = browser(owner()).get(page).content.decode()
    assert "No day stands out." in html and "Unusual</strong>" not in html
