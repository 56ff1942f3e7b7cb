"""How fast each office answers, counted by the worker and kept as ``Measure`` rows.

Counted are the last 30 days and the last twelve weeks, each from Monday in the office's own time
zone. A week is counted anew until it is over for seven days, then it stays as it was. Every count
reads one stretch of an index, so what was stored over the years costs nothing.

- received: what came in, suspected spam left out.
- answered: whose first response fell into this time, however long ago they asked. Its minutes are
  open minutes of the office.
- booked: of those answered, who has a visit agreed or had it.
- closed: what was closed in this time and still is, by reason.
"""

from datetime import datetime, time, timedelta
from math import ceil

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.models import Office
from procedures.models.hours import week

from .business_time import in_words
from .models import OPEN, AppointmentRequest, Measure, Status

RENEW_SECONDS = 600
LAST_30, WEEKS = "last-30", 12
SETTLED = timedelta(days=7)
ENOUGH_ANSWERS, FRESH = 20, timedelta(days=2)
COUNTS = ["received", "answered", "median_minutes", "nine_in_ten_minutes", "booked", "closed"]


def renew(at=None, offices=None):
    """Count what may have changed. Two workers at once count the same, and disturb nobody."""
    at = at or timezone.now()
    offices = list(Office.objects.order_by("pk") if offices is None else offices)
    kept = Measure.objects.filter(office__in=offices)
    known = {(each.office_id, each.period): each.measured_at for each in kept}
    measures = [
        Measure(office=office, period=period, measured_at=at, **_count(office, start, end))
        for office in offices
        for period, (start, end) in periods(office, at).items()
        if _may_have_changed(end, known.get((office.pk, period)))
    ]
    Measure.objects.bulk_create(
        measures,
        update_conflicts=True,
        unique_fields=["office", "period"],
        update_fields=[*COUNTS, "measured_at"],
    )


def periods(office, at):
    """(start, end) of each period of this office, the latest week first."""
    spans = {LAST_30: (at - timedelta(days=30), at)}
    local = at.astimezone(office.zone).date()
    monday = local - timedelta(days=local.weekday())
    for _week in range(WEEKS):
        following = monday + timedelta(days=7)
        # midnight by the wall clock: the week of a time change has an hour more or less
        spans[monday.isoformat()] = tuple(
            datetime.combine(day, time(), office.zone) for day in (monday, following)
        )
        monday -= timedelta(days=7)
    return spans


def _may_have_changed(end, measured_at):
    return measured_at is None or measured_at < end + SETTLED


def _count(office, start, end):
    requests = AppointmentRequest.objects.filter(office=office)
    received = requests.filter(received_at__gte=start, received_at__lt=end)
    answers = _answers(requests.filter(responded_at__gte=start, responded_at__lt=end))
    closed = requests.filter(status=Status.CLOSED, moved_at__gte=start, moved_at__lt=end)
    by_reason = closed.order_by().values_list("reason").annotate(Count("pk"))
    return {
        "received": received.exclude(status=Status.SPAM).count(),
        "answered": sum(count for _minutes, count, _booked in answers),
        "median_minutes": within(answers, 5),
        "nine_in_ten_minutes": within(answers, 9),
        "booked": sum(booked for _minutes, _count, booked in answers),
        "closed": dict(by_reason),
    }


def _answers(requests):
    """(minutes, how many answers took so long, how many of them are booked), quickest first."""
    booked = Q(status__in=[Status.BOOKED, Status.DONE])
    timed = requests.filter(response_minutes__isnull=False).order_by("response_minutes")
    by_minutes = timed.values_list("response_minutes")
    return list(by_minutes.annotate(n=Count("pk"), booked=Count("pk", filter=booked)))


def within(answers, tenths):
    """The minutes within which so many tenths of the answers came; None without answers."""
    total, so_far = sum(count for _minutes, count, _booked in answers), 0
    for minutes, count, _booked in answers:
        so_far += count
        if so_far * 10 >= total * tenths:
            return minutes
    return None


def waiting_now(offices, at):
    """By office: how many are to be called, how many of these are overdue, how many are tried."""
    counts = {office.pk: {"new": 0, "overdue": 0, "trying": 0} for office in offices}
    waiting = AppointmentRequest.objects.filter(status__in=OPEN, office__in=offices)
    by_status = waiting.order_by().values_list("office", "status")
    late = Count("pk", filter=Q(due_at__lt=at))
    for office, status, count, overdue in by_status.annotate(n=Count("pk"), late=late):
        counts[office][status] = count
        if status == Status.NEW:
            counts[office]["overdue"] = overdue
    return counts


def in_open_time(minutes, day_minutes):
    """25 min, 2 h 10 min, 1 day 3 h; a day is a working day of the office."""
    hours, rest = divmod(minutes, 60)
    if hours and rest and minutes < day_minutes:
        return _("%(n)d h %(m)d min") % {"n": hours, "m": rest}
    return in_words(minutes, day_minutes)


# ---- what patients are told ----


def measured_promise(office, at=None):
    """How fast the office answers nine in ten, in a sentence; empty unless it is sure and wanted.

    An office without hours has no working hours to count in.
    """
    day_minutes = _longest_day(office)
    if not (office.shows_measured_promise and day_minutes):
        return ""
    fresh = Measure.objects.filter(
        office=office,
        period=LAST_30,
        answered__gte=ENOUGH_ANSWERS,
        measured_at__gte=(at or timezone.now()) - FRESH,
    )
    minutes = fresh.values_list("nine_in_ten_minutes", flat=True).first()
    return "" if minutes is None else _usually(office, minutes, day_minutes)


def _usually(office, minutes, day_minutes):
    hours = max(ceil(minutes / 60), 1)
    if hours * 60 <= day_minutes:
        words = ngettext(
            "%(office)s usually answers within %(n)d working hour (last 30 days).",
            "%(office)s usually answers within %(n)d working hours (last 30 days).",
            hours,
        )
        return words % {"office": office.name, "n": hours}
    days = ceil(minutes / day_minutes)
    words = ngettext(
        "%(office)s usually answers within %(n)d working day (last 30 days).",
        "%(office)s usually answers within %(n)d working days (last 30 days).",
        days,
    )
    return words % {"office": office.name, "n": days}


def _longest_day(office):
    """As ``BusinessTime.day_minutes``, without a question about closed days."""
    days = (
        sum((closes.hour - opens.hour) * 60 + closes.minute - opens.minute for opens, closes in day)
        for _weekday, day in week(office.hours.all())
    )
    return max(days)
