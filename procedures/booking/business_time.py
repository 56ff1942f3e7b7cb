"""How long a patient has waited by the clock of an office that is open only some of the time."""

from bisect import bisect_left
from datetime import date, timedelta
from itertools import accumulate

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        day, closes = week[span.weekday], _minute(span.closes)
        opens = max(_minute(span.opens), day[-1][1] if day else 0)  # overlapping hours count once
        if opens < closes:
            day.append((opens, closes))
    return week if any(week) else None


def _minute(clock):
    return clock.hour * 60 + clock.minute


def is_open(office, date, time):
    """By the clock of the office. One without hours is taken as open: we know nothing better."""
    if date in {day.date for day in office.closed_days.all()}:
        return False
    hours = list(office.hours.all())
    spans = [span for span in hours if span.weekday == date.weekday()]
    return not hours or any(span.opens <= time < span.closes for span in spans)


def next_open_day(office, at):
    """The first day after this one on which the office has hours; tomorrow if it never has."""
    zone = office.zone if office else timezone.get_default_timezone()
    today = at.astimezone(zone).date()
    weekdays = {span.weekday for span in office.hours.all()} if office else set()
    closed = {day.date for day in office.closed_days.all()} if office else set()
    coming = (today + timedelta(days=ahead) for ahead in range(1, 31))
    open_days = (day for day in coming if day.weekday() in weekdays and day not in closed)
    return next(open_days, today + timedelta(days=1))


def in_words(minutes, day_minutes):
    """25 min, 3 h, 1 day 3 h; a day is a working day of the office. Larger is rounded more."""
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    hours = minutes // 60
    if minutes < day_minutes:
        return _("%(n)d h") % {"n": hours}
    days, rest = divmod(minutes, day_minutes)
    words = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if rest < 60 or days > 9:
        return words
    return _("%(days)s %(n)d h") % {"days": words, "n": rest // 60}
