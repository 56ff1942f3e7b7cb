"""A request as the desk reads it: in words, and in the time of its office."""

from itertools import groupby
from urllib.parse import quote

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.models.hours import clock
from procedures.models.phone import phone_link

from .. import finding
from ..half_days import WEEK, in_order
from ..models import OPEN, For, Language, Returning, Status

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
        """Said only where the office's clock may not be the reader's."""
        own = str(self.zone) != settings.TIME_ZONE
        return self.request.due_at.astimezone(self.zone).strftime("%Z") if own else ""

    @property
    def received(self):
        return self.moment(self.request.received_at)

    @property
    def promised(self):
        return self.moment(self.request.due_at)

    @property
    def is_open(self):
        return self.request.status in OPEN

    @property
    def is_spam(self):
        return self.request.status == Status.SPAM

    @property
    def is_overdue(self):
        return self.is_open and self.request.due_at < self.at

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
