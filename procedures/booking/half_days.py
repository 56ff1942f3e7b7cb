"""Mornings and afternoons at which an office is open: "mon-am" to "sun-pm"."""

from datetime import time

from django.utils.translation import gettext as _

from procedures.models.office import Weekday

NOON = time(12)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = [f"{day}-{half}" for day in DAYS for half in ("am", "pm")]
WORKING_WEEK = WEEK[:10]


def open_half_days(office):
    """In the order of the week. Of an office without hours we know nothing better than weekdays."""
    hours = list(office.hours.all())
    found = {f"{DAYS[span.weekday]}-am" for span in hours if span.opens < NOON}
    found |= {f"{DAYS[span.weekday]}-pm" for span in hours if span.closes > NOON}
    return in_order(found) or WORKING_WEEK


def in_order(half_days):
    return [half_day for half_day in WEEK if half_day in half_days]


def day_in_words(half_day):
    return Weekday(DAYS.index(half_day[:3])).label


def in_words(half_day):
    """Monday morning."""
    words = _("%(day)s morning") if half_day.endswith("am") else _("%(day)s afternoon")
    return words % {"day": day_in_words(half_day)}
