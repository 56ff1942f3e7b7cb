"""Whether an office is open is said by its own clock, hours and closed days."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from procedures.models.opening import Opening
from tests.factories import make_clinic, make_office

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


def at(day, hour, minute=0, zone=NEW_YORK):
    """A moment in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(23, 7, 59), "Closed now. Opens at 8 am."),
        (at(23, 8), "Open now, until 5 pm"),
        (at(23, 16, 59), "Open now, until 5 pm"),
        (at(23, 17), "Closed now. Opens tomorrow at 8 am."),
        (at(27, 18), "Closed now. Opens on Monday at 8 am."),
        (at(29, 12), "Closed now. Opens tomorrow at 8 am."),
        (at(24, 0), "Closed now. Opens at 8 am."),
    ],
)
def test_a_week_of_office_hours(moment, words):
    assert make_office().now_in_words(moment) == words


def test_a_closed_day_says_why_and_when_it_is_over():
    office = make_office()
    office.closed_days.create(date=date(2026, 11, 26), reason="Thanksgiving")
    office.closed_days.create(date=date(2026, 11, 27))
    office = type(office).objects.get()
    assert office.now_in_words(at(26, 10)) == (
        "Closed today (Thanksgiving). Opens on Monday at 8 am."
    )
    assert office.now_in_words(at(27, 10)) == "Closed today. Opens on Monday at 8 am."
    assert office.now_in_words(at(25, 18)) == "Closed now. Opens on Monday at 8 am."


def test_a_lunch_break_and_hours_that_touch():
    office = make_office(weekdays=[])
    for opens, closes in ((9, 12), (13, 15), (15, 18)):
        office.hours.create(weekday=0, opens=time(opens), closes=time(closes))
    assert office.now_in_words(at(23, 10)) == "Open now, until 12 pm"
    assert office.now_in_words(at(23, 12)) == "Closed now. Opens at 1 pm."
    assert office.now_in_words(at(23, 14)) == "Open now, until 6 pm"
    assert office.now_in_words(at(24, 9)) == "Closed now. Opens on Monday at 9 am."


def test_the_clock_is_that_of_the_office_not_of_the_server():
    office = make_office(time_zone="Pacific/Honolulu")
    assert office.now_in_words(datetime(2026, 11, 24, 2, 59, tzinfo=UTC)) == "Open now, until 5 pm"
    assert office.now_in_words(datetime(2026, 11, 24, 3, tzinfo=UTC)).startswith("Closed now.")


def test_the_hour_that_summer_time_takes_away_changes_nothing():
    office = make_office(weekdays=range(7))
    before = datetime(2026, 3, 8, 6, 59, tzinfo=UTC)  # 1:59 am; a minute later it is 3 am
    assert office.now_in_words(before) == "Closed now. Opens at 8 am."
    assert office.now_in_words(datetime(2026, 3, 8, 12, tzinfo=UTC)) == "Open now, until 5 pm"


def test_after_a_long_holiday_the_date_is_said_and_a_closed_office_promises_nothing():
    office = make_office(weekdays=[0])
    office.closed_days.create(date=date(2026, 11, 30))
    assert office.now_in_words(at(24, 10)) == "Closed now. Opens on Monday, December 7 at 8 am."
    for day in range(60):
        office.closed_days.get_or_create(
            date=date.fromordinal(date(2026, 11, 24).toordinal() + day)
        )
    assert type(office).objects.get().now_in_words(at(24, 10)) == "Closed today."


def test_an_office_without_hours_says_nothing(client):
    make_clinic()
    office = make_office(weekdays=[])
    assert office.now_in_words() == ""
    assert "office__now" not in client.get("/offices/").content.decode()
    assert Opening(office).next is None


def test_the_pages_say_it(client, time_machine):
    make_clinic()
    office = make_office()
    time_machine.move_to(at(23, 10))
    for path in ("/offices/", office.get_absolute_url()):
        assert "Open now, until 5 pm" in client.get(path).content.decode(), path
