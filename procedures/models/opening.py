"""Is the office open now, by its own clock; and if not, when it opens."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .hours import clock

AHEAD = 60  # days in which the next opening is looked for


def opening_in_words(office, at=None):
    """As in "Open now, until 5 pm"; empty for an office without hours."""
    return Opening(office, at).in_words()


class Opening:
    """What an office's clock says at a moment."""

    def __init__(self, office, at=None):
        self.now = (at or timezone.now()).astimezone(office.zone)
        self.hours = list(office.hours.all())
        self.closed = {day.date: day.reason for day in office.closed_days.all()}

    @property
    def closes(self):
        """When it closes, if it is open now."""
        for opens, closes in self.spans(self.now.date()):
            if opens <= self.now.time() < closes:
                return closes
        return None

    def spans(self, date):
        """The hours of a day as (opens, closes), with those that touch or overlap joined."""
        if date in self.closed:
            return []
        joined = []
        for span in sorted(self.hours, key=lambda span: span.opens):
            if span.weekday != date.weekday():
                continue
            if joined and span.opens <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], span.closes)
            else:
                joined.append((span.opens, span.closes))
        return joined

    @property
    def next(self):
        """The next (date, time) at which it opens, or None."""
        today = self.now.date()
        for ahead in range(AHEAD):
            date = today + timedelta(days=ahead)
            for opens, _closes in self.spans(date):
                if date > today or opens > self.now.time():
                    return date, opens
        return None

    def in_words(self):
        if not self.hours:
            return ""
        if closes := self.closes:
            return _("Open now, until %(time)s") % {"time": clock(closes)}
        opens = self.next and _(" Opens %(when)s.") % {"when": self.when(*self.next)}
        return self.why_closed() + (opens or "")

    def why_closed(self):
        reason = self.closed.get(self.now.date())
        if reason is None:
            return _("Closed now.")
        return (
            _("Closed today (%(reason)s).") % {"reason": reason} if reason else _("Closed today.")
        )

    def when(self, date, opens):
        ahead = (date - self.now.date()).days
        time = clock(opens)
        if ahead == 0:
            return _("at %(time)s") % {"time": time}
        if ahead == 1:
            return _("tomorrow at %(time)s") % {"time": time}
        day = date_format(datetime.combine(date, opens), "l" if ahead < 7 else "l, F j")
        return _("on %(day)s at %(time)s") % {"day": day, "time": time}
