"""How long a patient has waited by the clock of an office that is open only some of the time."""

from bisect import bisect_left
from datetime import date
from itertools import accumulate

from django.utils import timezone

EPOCH = date(2020, 1, 6)  # a Monday; any would do
DAY = 24 * 60
ALWAYS = [[(0, DAY)]] * 7


class BusinessTime:
    """Counts the open minutes of one office, by the hours and closed days it has now.

    Minutes are those of the wall clock: a change to summer time falls outside office hours. An
    office without hours, and a request that has lost its office, are counted by the calendar.
    """

    def __init__(self, office):
        self.zone = office.zone if office else timezone.get_default_timezone()
        self.week = (office and _week_of(office)) or ALWAYS
        self.closed = sorted(day.date for day in office.closed_days.all()) if office else []
        self._per_day = [sum(end - start for start, end in day) for day in self.week]
        self._before = [0, *accumulate(self._per_day)]
        lost = (self._per_day[day.weekday()] for day in self.closed)
        self._lost = [0, *accumulate(lost)]

    @property
    def day_minutes(self):
        """Of an ordinary working day: the longest of the week."""
        return max(self._per_day)

    def minutes(self, start, end):
        """Open minutes between two moments; 0 if the end comes first."""
        return max(self._until(end) - self._until(start), 0)

    def _until(self, moment):
        """Open minutes since the epoch, in constant time however long that is."""
        local = moment.astimezone(self.zone)
        today = local.date()
        weeks, weekday = divmod((today - EPOCH).days, 7)
        closed = bisect_left(self.closed, today)
        total = weeks * self._before[7] + self._before[weekday] - self._lost[closed]
        if closed < len(self.closed) and self.closed[closed] == today:
            return total
        now = local.hour * 60 + local.minute
        return total + sum(
            min(max(now - start, 0), end - start) for start, end in self.week[weekday]
        )


def _week_of(office):
    """Per weekday the spans in minutes of the day, or None for an office without hours."""
    week = [[] for _day in range(7)]
    for span in office.hours.all():
        week[span.weekday].append((_minute(span.opens), _minute(span.closes)))
    return week if any(week) else None


def _minute(clock):
    return clock.hour * 60 + clock.minute
