"""A request as the desk reads it: in words, and in the time of its office."""

from itertools import groupby
from urllib.parse import quote

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.models.hours import clock
from procedures.models.phone import phone_link

from .. import finding
from ..business_time import BusinessTime, in_words
from ..half_days import DAYS as DAY_CODES
from ..half_days import WEEK, day_in_words, in_order
from ..models import OPEN, BestTime, For, Language, Returning, Status

DAYS = {
    "mon": gettext_lazy("Mon"),
    "tue": gettext_lazy("Tue"),
    "wed": gettext_lazy("Wed"),
    "thu": gettext_lazy("Thu"),
    "fri": gettext_lazy("Fri"),
    "sat": gettext_lazy("Sat"),
    "sun": gettext_lazy("Sun"),
}
HALVES = {"am": gettext_lazy("morning"), "pm": gettext_lazy("afternoon")}


def half_days_in_words(codes):
    """["mon-am", "wed-am", "wed-pm"] is "Mon morning, Wed all day"."""
    phrases = []
    for day, group in groupby(in_order(codes), key=lambda code: code.split("-")[0]):
        halves = [HALVES[code.split("-")[1]] for code in group]
        words = _("all day") if len(halves) == len(HALVES) else halves[0]
        phrases.append(f"{DAYS[day]} {words}")
    return ", ".join(phrases + [str(code) for code in codes if code not in WEEK])


SOON = 2 * 60  # open minutes


class InWords:
    def __init__(self, request, at):
        self.request, self.at = request, at
        self.zone = request.office.zone if request.office else get_default_timezone()

    def moment(self, at):
        """Mon, Nov 23, 9:12 am, with the year when it is not this one."""
        local = at.astimezone(self.zone)
        this_year = local.year == self.at.astimezone(self.zone).year
        return f"{date_format(local, 'D, M j' if this_year else 'D, M j, Y')}, {clock(local)}"

    @property
    def zone_name(self):
        return self._zone_name(self.request.due_at)

    @property
    def visit_zone_name(self):
        return self._zone_name(self.request.visit_at)

    def _zone_name(self, at):
        """Said only where the office's clock may not be the reader's."""
        own = str(self.zone) != settings.TIME_ZONE
        return at.astimezone(self.zone).strftime("%Z") if own else ""

    @property
    def received(self):
        return self.moment(self.request.received_at)

    @property
    def promised(self):
        return self.moment(self.request.due_at)

    def day(self, date):
        """Tue, Nov 24"""
        return date_format(date, "D, M j" if date.year == self.today.year else "D, M j, Y")

    @property
    def today(self):
        return self.at.astimezone(self.zone).date()

    # ---- how long they wait ----

    @cached_property
    def clock(self):
        return BusinessTime(self.request.office)

    @property
    def is_open(self):
        return self.request.status in OPEN

    @property
    def is_spam(self):
        return self.request.status == Status.SPAM

    @property
    def is_new(self):
        return self.request.status == Status.NEW

    @property
    def waiting(self):
        minutes = self.clock.minutes(self.request.waiting_since, self.at)
        return in_words(minutes, self.clock.day_minutes)

    @property
    def is_overdue(self):
        """Nobody got in touch in time, or the day to try again is over."""
        if self.is_new:
            return self.request.due_at < self.at
        return self.tries_again and self.request.try_again_on < self.today

    @property
    def is_soon(self):
        if self.is_new and not self.is_overdue:
            return self.clock.minutes(self.at, self.request.due_at) <= SOON
        return self.tries_again and self.request.try_again_on == self.today

    @property
    def is_later(self):
        return self.tries_again and self.request.try_again_on > self.today

    @property
    def tries_again(self):
        return self.request.status == Status.TRYING and self.request.try_again_on is not None

    @property
    def tries(self):
        """Calls that nobody answered."""
        count = self.request.tries
        words = ngettext("%(n)d call, no answer", "%(n)d calls, no answer", count)
        return words % {"n": count} if count else ""

    @property
    def try_again(self):
        return self.day(self.request.try_again_on) if self.tries_again else ""

    @property
    def moved(self):
        return self.moment(self.request.moved_at)

    # ---- what became of it ----

    @property
    def has_visit(self):
        return self.request.status in (Status.BOOKED, Status.DONE)

    @property
    def visit(self):
        """The agreed time; kept also after the visit was called off."""
        return self.moment(self.request.visit_at) if self.request.visit_at else ""

    @property
    def reason(self):
        words = self.request.get_reason_display()
        return f"{words} {self.request.duplicate_of}".strip()

    @property
    def assigned(self):
        return self.request.assigned_to.get_username() if self.request.assigned_to else ""

    # ---- the patient ----

    @property
    def patient(self):
        return self.request.name or _("Erased")

    @property
    def asked_by(self):
        if self.request.for_whom == For.OTHER:
            return _("%(name)s, for someone they care for") % {"name": self.request.carer_name}
        return _("The patient")

    @property
    def wants(self):
        return self.request.procedure_name or _("Not sure yet")

    @property
    def suits(self):
        return half_days_in_words(self.request.half_days)

    @property
    def suits_week(self):
        """(day, is the morning fine, is the afternoon fine) for the days that are asked for."""
        chosen = set(self.request.half_days)
        last = 7 if chosen & set(WEEK[10:]) else 5
        for day in DAY_CODES[:last]:
            yield day_in_words(f"{day}-am"), f"{day}-am" in chosen, f"{day}-pm" in chosen

    @property
    def prefers(self):
        """Phone call, morning; any time is not said."""
        way = self.request.get_way_display()
        if self.request.best_time in ("", BestTime.ANY):
            return way
        return f"{way}, {self.request.get_best_time_display().lower()}"

    @property
    def before(self):
        new = self.request.returning == Returning.NEW
        return _("New patient") if new else _("Has been here before")

    @property
    def speaks(self):
        other = self.request.language == Language.OTHER and self.request.other_language
        if other:
            return _("%(language)s, with an interpreter") % {"language": other}
        return self.request.get_language_display()

    @property
    def speaks_english(self):
        return self.request.language == Language.ENGLISH

    @property
    def phone_link(self):
        digits = finding.phone_digits(self.request.phone)
        return phone_link(digits) if digits else ""

    @property
    def email_link(self):
        """Quoted, so that nothing typed into the address adds a copy or a subject."""
        return f"mailto:{quote(self.request.email, safe='@+')}"
