"""In which order the list stands: who has waited longest by the clock of their own office."""

from datetime import date, time, timedelta

import pytest

from procedures.booking import actions
from procedures.booking.models import AppointmentRequest, Status
from tests.booking.factories import colleague as anybody
from tests.booking.factories import put, receive
from tests.factories import make_office
from tests.people import browser, front_desk, owner

from .at_the_desk import LIST, in_list, list_page, text_of, the_clock_says

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = "2026-07-10 16:00", "2026-07-13 09:00"


@pytest.fixture
def weekdays():
    """Open from Monday to Friday, 8 to 5."""
    return make_office("Riverside")


@pytest.fixture
def every_day():
    return make_office("Northgate", weekdays=range(7))


def waiting(client, **choices):
    """(patient, how long in words) as the list says it."""
    records = client.get(list_page(**choices)).context["records"]
    return [(record.patient, record.waiting) for record in records]


def try_again(request, day, by=None):
    by = by or anybody()
    return actions.no_answer(request=request, by=by, left_message=False, try_again_on=day)


# ---- who waits ----


def test_the_longest_wait_in_business_time_stands_on_top(monkeypatch, weekdays, every_day):
    the_clock_says(monkeypatch, FRIDAY)
    receive(office=weekdays, name="Came first")
    the_clock_says(monkeypatch, "2026-07-11 08:00")
    receive(office=every_day, name="Came second")
    the_clock_says(monkeypatch, MONDAY)
    client = browser(front_desk([weekdays, every_day]))
    assert waiting(client) == [("Came second", "2 days 1 h"), ("Came first", "2 h")]


def test_those_who_waited_as_long_stand_in_the_order_of_arrival(monkeypatch, weekdays):
    for moment, name in (("2026-07-11 10:00", "Saturday"), ("2026-07-12 10:00", "Sunday")):
        the_clock_says(monkeypatch, moment)
        receive(office=weekdays, name=name)
    the_clock_says(monkeypatch, MONDAY)
    client = browser(front_desk([weekdays]))
    assert waiting(client) == [("Saturday", "1 h"), ("Sunday", "1 h")]


def test_new_hours_change_the_order_at_once(monkeypatch, weekdays, every_day):
    the_clock_says(monkeypatch, FRIDAY)
    receive(office=weekdays, name="Came first")
    the_clock_says(monkeypatch, "2026-07-11 08:00")
    receive(office=every_day, name="Came second")
    the_clock_says(monkeypatch, MONDAY)
    client = browser(front_desk([weekdays, every_day]))
    assert in_list(client) == ["Came second", "Came first"]
    every_day.hours.filter(weekday__in=[5, 6]).delete()
    assert waiting(client) == [("Came first", "2 h"), ("Came second", "1 h")]


def test_a_closed_day_is_no_waiting(monkeypatch, weekdays):
    the_clock_says(monkeypatch, FRIDAY)
    receive(office=weekdays, name="Ana")
    weekdays.closed_days.create(date=date(2026, 7, 13), reason="Holiday")
    the_clock_says(monkeypatch, "2026-07-14 09:00")
    assert waiting(browser(front_desk([weekdays]))) == [("Ana", "2 h")]


def test_who_was_reopened_waits_anew(monkeypatch, weekdays):
    the_clock_says(monkeypatch, FRIDAY)
    again = receive(office=weekdays, name="Again")
    the_clock_says(monkeypatch, MONDAY)
    receive(office=weekdays, name="Later")
    the_clock_says(monkeypatch, "2026-07-13 10:00")
    actions.reopen(request=put(again, Status.CLOSED), by=anybody())
    assert waiting(browser(front_desk([weekdays]))) == [("Later", "1 h"), ("Again", "0 min")]


def test_it_is_due_soon_in_the_last_two_open_hours_and_then_overdue(monkeypatch, weekdays):
    the_clock_says(monkeypatch, FRIDAY)
    receive(office=weekdays)
    client = browser(front_desk([weekdays]))
    words = {
        "2026-07-13 13:59": set(),
        "2026-07-13 14:00": {"Due soon"},
        "2026-07-13 16:00": {"Due soon"},
        "2026-07-13 16:01": {"Overdue"},
    }
    for moment, expected in words.items():
        the_clock_says(monkeypatch, moment)
        said = text_of(client.get(LIST))
        assert {word for word in ("Due soon", "Overdue") if word in said} == expected, moment


# ---- trying to reach ----


def test_who_is_tried_on_a_later_day_stands_behind_those_of_today(monkeypatch, weekdays):
    days = {"On Tuesday": date(2026, 7, 14), "Today": date(2026, 7, 13), "Late": date(2026, 7, 10)}
    for moment, (name, day) in zip((FRIDAY, "2026-07-13 08:00", MONDAY), days.items(), strict=True):
        the_clock_says(monkeypatch, moment)
        try_again(receive(office=weekdays, name=name), day)
    client = browser(front_desk([weekdays]))
    assert in_list(client, tab="trying") == ["Today", "Late", "On Tuesday"]
    rows = text_of(client.get(list_page(tab="trying")).content.decode().split("<tbody>")[1])
    places = [rows.index(words) for words in ("Try today", "Overdue", "try again Tue, Jul 14")]
    assert places == sorted(places) and rows.count("Try today") == rows.count("Overdue") == 1


def test_later_days_stand_in_their_order(monkeypatch, weekdays):
    the_clock_says(monkeypatch, MONDAY)
    for day in (16, 14, 15):
        try_again(receive(office=weekdays, name=f"On {day}"), date(2026, 7, day))
    client = browser(front_desk([weekdays]))
    assert in_list(client, tab="trying") == ["On 14", "On 15", "On 16"]


def test_the_day_comes_by_the_calendar_of_the_office(monkeypatch):
    far = make_office("Harborview", time_zone="Pacific/Honolulu")
    the_clock_says(monkeypatch, "2026-07-14 03:00")  # there it is still Monday
    try_again(receive(office=far, name="On Tuesday"), date(2026, 7, 14))
    the_clock_says(monkeypatch, "2026-07-14 03:30")
    try_again(receive(office=far, name="On Monday"), date(2026, 7, 13))
    assert in_list(browser(front_desk([far])), tab="trying") == ["On Monday", "On Tuesday"]


# ---- what is settled ----


@pytest.mark.parametrize(
    ("tab", "status"),
    [("booked", Status.BOOKED), ("closed", Status.CLOSED), ("spam", Status.SPAM)],
)
def test_what_is_settled_stands_newest_first(monkeypatch, weekdays, tab, status):
    the_clock_says(monkeypatch, FRIDAY)
    requests = [receive(office=weekdays, name=name) for name in ("Ana", "Ben", "Cleo")]
    for hour, place in enumerate((1, 2, 0)):
        the_clock_says(monkeypatch, f"2026-07-13 1{hour}:00")
        put(requests[place], status)
    assert in_list(browser(front_desk([weekdays])), tab=tab) == ["Ana", "Cleo", "Ben"]


def test_done_and_closed_stand_together(monkeypatch, weekdays):
    for hour, status in enumerate((Status.DONE, Status.CLOSED, Status.DONE)):
        the_clock_says(monkeypatch, f"2026-07-13 1{hour}:00")
        put(receive(office=weekdays, name=f"{status.value} {hour}"), status)
    client = browser(front_desk([weekdays]))
    assert in_list(client, tab="closed") == ["done 2", "closed 1", "done 0"]


def test_what_lost_its_office_waits_by_the_calendar(monkeypatch, weekdays, every_day):
    the_clock_says(monkeypatch, FRIDAY)
    receive(office=every_day, name="Lost")
    receive(office=weekdays, name="Ana")
    every_day.delete()
    the_clock_says(monkeypatch, MONDAY)
    assert [name for name, _wait in waiting(browser(owner()))] == ["Lost", "Ana"]


def test_moving_the_clock_back_leaves_nobody_waiting_less_than_nothing(monkeypatch, weekdays):
    at = the_clock_says(monkeypatch, MONDAY)
    receive(office=weekdays, name="Ana")
    AppointmentRequest.objects.update(waiting_since=at + timedelta(hours=3))
    weekdays.hours.update(opens=time(7))
    assert waiting(browser(front_desk([weekdays]))) == [("Ana", "0 min")]
