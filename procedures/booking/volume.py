"""How many requests each colleague was shown on each day, and which days stand out.

A request counts each time that it was shown. A day is unusual when a colleague was shown
``LEAST`` requests or more, and more than ``TIMES`` as many as usual: the median of the
colleague's own days, or of everybody's days while the colleague has fewer than ``KNOWN_DAYS``.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Sum, Value
from django.utils import timezone

from .models import Look

DAYS = 30
LEAST, TIMES = 50, 3
KNOWN_DAYS = 5


@dataclass
class Day:
    date: date
    by: str
    shown: int
    usual: float = 0

    @property
    def is_unusual(self):
        return self.shown >= LEAST and self.shown > TIMES * self.usual


@dataclass
class Colleague:
    name: str
    days: list = field(default_factory=list)

    @property
    def unusual_days(self):
        return [day for day in self.days if day.is_unusual]


def volumes(at):
    """Who looked in the last days, by name, each with these days, newest first."""
    found = _days(at)
    everybody = _usual(found)
    colleagues = {}
    for day in found:
        colleagues.setdefault(day.by, Colleague(day.by)).days.append(day)
    for colleague in colleagues.values():
        is_known = len(colleague.days) >= KNOWN_DAYS
        usual = _usual(colleague.days) if is_known else everybody
        for day in colleague.days:
            day.usual = usual
    return sorted(colleagues.values(), key=lambda colleague: colleague.name.casefold())


def _usual(days):
    return median(day.shown for day in days) if days else 0


def _days(at):
    """One question to the database; each day reads only its own stretch of the index by time."""
    today = timezone.localdate(at)
    dates = [today - timedelta(days=ago) for ago in range(DAYS)]
    first, *rest = (
        Look.objects.filter(at__gte=midnight(day), at__lt=midnight(day + timedelta(days=1)))
        .order_by()
        .values("by")
        .annotate(ago=Value(ago), shown=Sum("count"))
        .filter(shown__gt=0)
        .values_list("ago", "by", "shown")
        for ago, day in enumerate(dates)
    )
    rows = sorted(first.union(*rest, all=True))
    return [Day(dates[ago], by, shown) for ago, by, shown in rows]


def midnight(day):
    """With which a day of the staff's calendar begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
