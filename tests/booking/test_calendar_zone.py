"""The rules of a time zone that go with the calendar file."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from procedures.booking.calendar_file import time_zone

ZONES = ["America/New_York", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu",
         "America/Puerto_Rico", "Australia/Lord_Howe", "UTC"]  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_the_rules_in_the_file_hold_at_every_hour_of_the_year(name):
    zone = ZoneInfo(name)
    rules = [(rule["DTSTART"].dt - rule["TZOFFSETFROM"].td, rule["TZOFFSETTO"].td)
             for rule in time_zone(zone, 2026).subcomponents]  # fmt: skip
    assert rules == sorted(rules)
    hour = datetime(2026, 1, 1, tzinfo=zone).astimezone(UTC)
    while hour.astimezone(zone).date() < date(2027, 1, 1):
        begun = [offset for start, offset in rules if start <= hour.replace(tzinfo=None)]
        assert begun[-1] == hour.astimezone(zone).utcoffset()
        hour += timedelta(hours=1)


def test_summer_time_begins_and_ends_at_two_by_the_clock_of_before():
    starts = [
        rule["DTSTART"].dt for rule in time_zone(ZoneInfo("America/New_York"), 2026).subcomponents
    ]
    assert starts == [datetime(2026, 1, 1), datetime(2026, 3, 8, 2), datetime(2026, 11, 1, 2)]
