"""When the clinic promises to call back, in the office's own hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from procedures.booking.promise import call_back_by
from tests.factories import make_office

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("America/New_York")


def at(day, hour, minute=0):
    """A moment of the week that begins on Monday, November 2, 2026."""
    return datetime(2026, 11, 2 + day, hour, minute, tzinfo=ZONE)


MON, TUE, WED, FRI, SAT, NEXT_MON, NEXT_TUE = 0, 1, 2, 4, 5, 7, 8


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        (at(MON, 10), at(TUE, 10)),
        (at(MON, 10, 20), at(TUE, 11)),
        (at(MON, 16, 30), at(TUE, 17)),
        (at(MON, 22), at(WED, 8)),
        (at(MON, 5), at(TUE, 8)),
        (at(FRI, 10), at(NEXT_MON, 10)),
        (at(SAT, 10), at(NEXT_TUE, 8)),
    ],
)
def test_within_one_working_day(asked, promised):
    assert call_back_by(make_office(), asked) == promised


def test_a_closed_day_does_not_count():
    office = make_office()
    office.closed_days.create(date=date(2026, 11, 3))
    assert call_back_by(office, at(MON, 10)) == at(WED, 10)


def test_the_time_is_that_of_the_office():
    office = make_office(time_zone="America/Los_Angeles")
    promised = call_back_by(office, at(MON, 13))  # 10 am in Los Angeles
    assert promised.isoformat() == "2026-11-03T10:00:00-08:00"


def test_an_office_without_hours_promises_a_day():
    assert call_back_by(make_office(weekdays=()), at(MON, 10)) == at(TUE, 10)
