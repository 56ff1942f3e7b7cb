"""In which order requests stand at the desk, a tab at a time.

Who waits is ordered by the business time of the office: the longest wait first. What is booked,
closed or put aside stands newest first. A tab lists ``LISTED_MOST`` requests of each office at
most, so that its cost does not grow with what was stored over the years; older ones are found
by search.
"""

from datetime import UTC, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .business_time import BusinessTime
from .models import Status

LISTED_MOST = 500


class Tab(TextChoices):
    CALL = "call", _("To call")
    TRYING = "trying", _("Trying to reach")
    BOOKED = "booked", _("Booked")
    CLOSED = "closed", _("Closed")
    SPAM = "spam", _("Suspected spam")


STATUSES = {
    Tab.CALL: [Status.NEW],
    Tab.TRYING: [Status.TRYING],
    Tab.BOOKED: [Status.BOOKED],
    Tab.CLOSED: [Status.CLOSED, Status.DONE],
    Tab.SPAM: [Status.SPAM],
}
WAITING = (Tab.CALL, Tab.TRYING)
TAB_OF = {status: tab for tab, statuses in STATUSES.items() for status in statuses}


def in_order(requests, tab, offices, at):
    """The keys of those of the requests that stand in this tab, in its order.

    ``offices`` are those that the colleague serves, with their hours and closed days; None among
    them stands for requests that have lost their office.
    """
    if tab in WAITING:
        return _longest_waiting_first(requests, STATUSES[tab][0], offices, at)
    return _newest_first(requests, STATUSES[tab], offices)


def _longest_waiting_first(requests, status, offices, at):
    clocks = {office and office.pk: BusinessTime(office) for office in offices}
    fields = ("pk", "office", "waiting_since", "try_again_on")
    rows = _rows(
        requests.filter(status=status, office=office)
        .order_by("waiting_since", "pk")
        .values_list(*fields)[:LISTED_MOST]
        for office in clocks
    )

    def place(row):
        pk, office, since, try_again_on = row
        since, clock = _moment(since), clocks[office]
        later = str(try_again_on) if _is_later(try_again_on, clock, at) else ""
        return later, -clock.minutes(since, at), since, pk

    return [row[0] for row in sorted(rows, key=place)[:LISTED_MOST]]


def _is_later(try_again_on, clock, at):
    """Until the day has come on which they wanted to try again, it stands behind the others."""
    return bool(try_again_on) and str(try_again_on) > str(at.astimezone(clock.zone).date())


def _newest_first(requests, statuses, offices):
    everything = requests.model.objects.order_by("-moved_at", "-pk").values_list("pk", "moved_at")
    rows = _rows(
        everything.filter(status=status, office=office)[:LISTED_MOST]
        for status in statuses
        for office in offices
    )
    rows.sort(key=lambda row: (_moment(row[1]), row[0]), reverse=True)
    newest = [pk for pk, _moved_at in rows[:LISTED_MOST]]
    allowed = set(requests.filter(pk__in=newest).values_list("pk", flat=True))
    return [pk for pk in newest if pk in allowed]


def counts(requests):
    """How many of the requests stand in each tab; nothing counts further than the list goes."""
    statuses = [status for statuses in STATUSES.values() for status in statuses]
    requests = requests.order_by().values("status")
    capped = (requests.filter(status=status)[:LISTED_MOST] for status in statuses)
    found = dict(_rows(capped, "SELECT status, COUNT(*) FROM ({}) AS one GROUP BY status"))
    sums = {tab: sum(found.get(status, 0) for status in STATUSES[tab]) for tab in Tab}
    return {tab: min(count, LISTED_MOST) for tab, count in sums.items()}


def overdue(requests, at):
    """Nobody got in touch by the time promised, or on the day on which they wanted to try again.

    That day is the one of the site's time zone; the list goes by the one of each office.
    """
    late = requests.filter(status=Status.NEW, due_at__lt=at)
    day = timezone.localdate(at)
    return late | requests.filter(status=Status.TRYING, try_again_on__lt=day)


def _rows(querysets, form="SELECT * FROM ({}) AS one"):
    """What all of the querysets hold, in one question; SQLite lets no ``union()`` take slices."""
    parts, params = [], []
    for queryset in querysets:
        try:
            sql, own = queryset.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(form.format(sql))
        params += own
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return cursor.fetchall()


def _moment(stored):
    """SQLite gives back text."""
    return (
        stored
        if isinstance(stored, datetime)
        else datetime.fromisoformat(stored).replace(tzinfo=UTC)
    )
