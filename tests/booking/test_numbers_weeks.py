"""By week, on the clock of the office; and when the worker counts."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from procedures.booking import delivery, numbers
from procedures.booking.models import Measure
from tests.booking.test_numbers import NOON, answered, measure, received
from tests.factories import make_office

pytestmark = pytest.mark.django_db
THIS_WEEK, LAST_WEEK = "2026-11-16", "2026-11-09"


@pytest.fixture
def office():
    return make_office()


def test_a_week_begins_on_monday_in_the_time_zone_of_the_office(office):
    west = make_office("Hillside", time_zone="America/Los_Angeles")
    sunday_there = datetime(2026, 11, 16, 6, tzinfo=UTC)  # 1 am on Monday in New York
    received(office, sunday_there)
    received(west, sunday_there)
    assert measure(office, THIS_WEEK).received == 1 and measure(office, LAST_WEEK).received == 0
    assert measure(west, THIS_WEEK).received == 0 and measure(west, LAST_WEEK).received == 1


def test_it_is_still_last_week_in_the_west_when_monday_begins_in_the_east(office):
    west = make_office("Hillside", time_zone="America/Los_Angeles")
    sunday_there = datetime(2026, 11, 16, 6, tzinfo=UTC)
    assert max(numbers.periods(office, sunday_there).keys() - {"last-30"}) == THIS_WEEK
    assert max(numbers.periods(west, sunday_there).keys() - {"last-30"}) == LAST_WEEK


def test_a_moment_at_midnight_counts_in_one_week_only(office):
    received(office, datetime(2026, 11, 16, 5, tzinfo=UTC))
    found = {period: measure(office, period).received for period in (THIS_WEEK, LAST_WEEK)}
    assert found == {THIS_WEEK: 1, LAST_WEEK: 0}


def test_twelve_weeks_are_measured(office):
    numbers.renew(NOON)
    mondays = Measure.objects.exclude(period=numbers.LAST_30).order_by("period")
    assert len(mondays) == 12
    assert (mondays.first().period, mondays.last().period) == ("2026-08-31", THIS_WEEK)


def test_a_week_is_counted_anew_until_it_is_over_for_seven_days(office):
    old, recent = "2026-11-02", LAST_WEEK
    numbers.renew(NOON)
    for monday in (old, recent):
        received(office, datetime.fromisoformat(f"{monday}T17:00:00+00:00"))
    assert measure(office, recent).received == 1
    assert measure(office, old).received == 0


def test_a_week_that_was_last_counted_half_way_is_counted_to_its_end(office):
    numbers.renew(NOON)
    received(office, NOON + timedelta(days=1))
    assert measure(office, THIS_WEEK, NOON + timedelta(days=40)).received == 1


# ---- when the worker counts ----


def test_counting_twice_gives_the_same_rows(office):
    answered(office, 10)
    rows = [measure(office) and list(Measure.objects.order_by("pk").values()) for _ in range(2)]
    assert rows[0] == rows[1] and len(rows[0]) == 13


@pytest.fixture
def worker(monkeypatch):
    """It shares the connection of the test, which must stay open."""
    monkeypatch.setattr(delivery, "close_old_connections", lambda: None)
    return delivery.work


def test_the_worker_counts_at_its_start(office, worker):
    answered(office, 10, timezone.now() - timedelta(hours=1))
    worker(stop_after=lambda seconds: seconds > 0)
    assert Measure.objects.get(period=numbers.LAST_30).answered == 1


def test_the_worker_counts_again_after_ten_minutes(office, worker, monkeypatch):
    clock, counted = [0], []
    monkeypatch.setattr(delivery, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(numbers, "renew", lambda: counted.append(clock[0]))

    def stop_after(seconds):
        clock[0] += seconds
        return clock[0] > 1500

    worker(stop_after)
    assert counted == [0, 602, 1204]
