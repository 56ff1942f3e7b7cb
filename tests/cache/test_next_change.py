"""Nobody reads an old page because a clock moved on."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from procedures.models import OfficeHours, Status
from procedures.next_change import next_change
from tests.factories import make_office, make_published

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/New_York")


def at(hour, minute=0, day=24):
    return datetime(2026, 11, day, hour, minute, tzinfo=HERE)


@pytest.fixture
def office():
    office = make_office(time_zone="America/New_York")
    office.hours.all().delete()
    today = date(2026, 11, 24).weekday()
    OfficeHours.objects.create(office=office, weekday=today, opens=time(9), closes=time(17))
    return office


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(6), at(9)),
        (at(9), at(17)),
        (at(16, 59), at(17)),
        (at(17), at(0, day=25)),
    ],
)
def test_an_office_opens_closes_and_its_day_ends(office, now, then):
    assert next_change(now) == then


def test_a_page_that_waits_for_its_time(office):
    page = make_published("Shot")
    type(page).objects.update(publish_at=at(10))
    assert next_change(at(9, 30)) == at(10)


def test_a_draft_that_waits_for_its_time(office):
    page = make_published("Shot")
    type(page).objects.create(
        name="Shot", slug="shot", draft_of=page, status=Status.PUBLISHED, publish_at=at(11)
    )
    assert next_change(at(9, 30)) == at(11)


def test_without_offices_it_is_looked_at_once_a_day():
    assert next_change(at(9)) == at(9) + timedelta(days=1)
