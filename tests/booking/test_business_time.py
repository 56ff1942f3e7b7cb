"""How long somebody waited by the clock of the office, counted minute by minute to compare."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from procedures.booking.business_time import BusinessTime
from procedures.models import Office
from tests.factories import make_office

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/New_York")
MON, TUE, FRI, SAT, SUN, NEXT_MON = 0, 1, 4, 5, 6, 7
HOUR = 60
WORKING_DAY = 9 * HOUR  # 8 am to 5 pm


def at(day, hour, minute=0, zone=ZONE):
    """A moment of the week that begins on Monday, November 2, 2026."""
    return datetime(2026, 11, 2 + day, hour, minute, tzinfo=zone)


def waited(start, end, office=None):
    return BusinessTime(office or make_office()).minutes(start, end)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (at(MON, 9), at(MON, 9, 25), 25),
        (at(MON, 6), at(MON, 9), HOUR),
        (at(MON, 16), at(TUE, 9), 2 * HOUR),
        (at(MON, 18), at(MON, 23), 0),
        (at(FRI, 16), at(NEXT_MON, 9), 2 * HOUR),
        (at(SAT, 9), at(SUN, 15), 0),
        (at(MON, 0), at(NEXT_MON, 0), 5 * WORKING_DAY),
        (at(MON, 9), at(MON, 9), 0),
        (at(TUE, 9), at(MON, 9), 0),
    ],
)
def test_only_the_hours_of_the_office_count(start, end, minutes):
    assert waited(start, end) == minutes


@pytest.mark.parametrize(
    ("end", "minutes"), [(at(TUE, 12), HOUR), (at(TUE, 23), HOUR), (at(TUE + 1, 9), 2 * HOUR)]
)
def test_a_closed_day_does_not_count_on_that_day_or_later(end, minutes):
    office = make_office()
    office.closed_days.create(date=date(2026, 11, 3))
    assert waited(at(MON, 16), end, office) == minutes


def test_a_closed_day_that_is_closed_anyway_takes_nothing_away():
    office = make_office()
    office.closed_days.create(date=date(2026, 11, 7))
    assert waited(at(FRI, 16), at(NEXT_MON, 9), office) == 2 * HOUR


def with_lunch():
    office = make_office(weekdays=())
    for opens, closes in ((8, 12), (13, 17)):
        office.hours.create(weekday=MON, opens=time(opens), closes=time(closes))
    return office


@pytest.mark.parametrize(
    ("start", "end", "minutes"), [((11, 30), (13, 30), HOUR), ((12, 10), (12, 50), 0)]
)
def test_nobody_waits_over_lunch(start, end, minutes):
    assert waited(at(MON, *start), at(MON, *end), with_lunch()) == minutes


def test_an_office_without_hours_is_counted_by_the_calendar():
    office = make_office(weekdays=())
    assert waited(at(FRI, 16), at(NEXT_MON, 9), office) == 65 * HOUR
    office.closed_days.create(date=date(2026, 11, 7))
    assert waited(at(FRI, 16), at(NEXT_MON, 9), office) == 41 * HOUR


def test_a_request_that_lost_its_office_is_counted_by_the_calendar():
    assert BusinessTime(None).minutes(at(FRI, 16), at(SAT, 17)) == 25 * HOUR
    assert BusinessTime(None).day_minutes == 24 * HOUR


def test_the_clock_is_that_of_the_office():
    office = make_office(time_zone="America/Los_Angeles")
    assert waited(at(MON, 10), at(MON, 12), office) == HOUR  # 7 to 9 am in Los Angeles


def test_a_working_day_is_the_longest_of_the_week():
    office = make_office()
    office.hours.create(weekday=SAT, opens=time(9), closes=time(12))
    assert BusinessTime(office).day_minutes == WORKING_DAY
    assert BusinessTime(with_lunch_elsewhere()).day_minutes == 8 * HOUR


def with_lunch_elsewhere():
    Office.objects.all().delete()
    return with_lunch()


def test_hours_that_overlap_count_once():
    office = make_office()
    office.hours.create(weekday=MON, opens=time(16), closes=time(18))
    assert waited(at(MON, 15), at(MON, 20), office) == 3 * HOUR
    assert BusinessTime(office).day_minutes == 10 * HOUR


# ---- any office, any two moments ----

MINUTES = some.integers(0, 23 * 60 + 58)
SPANS = some.lists(some.tuples(some.integers(0, 6), MINUTES, MINUTES), max_size=6)
DAYS = some.lists(some.dates(date(2026, 10, 20), date(2026, 11, 10)), max_size=4)
MOMENTS = some.datetimes(
    datetime(2026, 10, 22), datetime(2026, 11, 9), timezones=some.just(ZoneInfo("UTC"))
).map(lambda moment: moment.replace(second=0, microsecond=0))
ZONES = some.sampled_from(["America/New_York", "America/Los_Angeles", "Pacific/Auckland"])


def clock_of(minute):
    return time(*divmod(minute, 60))


def make_any_office(zone, spans, closed):
    office = make_office(weekdays=(), time_zone=zone)
    for weekday, one, other in {span[:2]: span for span in spans}.values():
        opens, closes = sorted((one, other + 1))
        if opens < closes and not office.hours.filter(weekday=weekday, opens=clock_of(opens)):
            office.hours.create(weekday=weekday, opens=clock_of(opens), closes=clock_of(closes))
    for day in set(closed):
        office.closed_days.create(date=day)
    return office


def counted(office, start, end):
    """Minute by minute of the wall clock."""
    spans, closed = list(office.hours.all()), {day.date for day in office.closed_days.all()}
    now, end = (moment.astimezone(office.zone).replace(tzinfo=None) for moment in (start, end))
    total = 0
    while now < end:
        clock = now.time()
        is_open = not spans or any(
            span.weekday == now.weekday() and span.opens <= clock < span.closes for span in spans
        )
        total += is_open and now.date() not in closed
        now += timedelta(minutes=1)
    return total


class AnyOffice(TestCase):
    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(zone=ZONES, spans=SPANS, closed=DAYS, start=MOMENTS, end=MOMENTS)
    def test_the_sum_agrees_with_a_count_minute_by_minute(self, zone, spans, closed, start, end):
        office = make_any_office(zone, spans, closed)
        assert BusinessTime(office).minutes(start, end) == counted(office, start, end)


def test_many_years_are_counted_at_once():
    minutes = waited(datetime(1999, 1, 4, tzinfo=ZONE), datetime(2098, 12, 29, tzinfo=ZONE))
    weeks = (date(2098, 12, 29) - date(1999, 1, 4)).days // 7
    assert minutes == weeks * 5 * WORKING_DAY
