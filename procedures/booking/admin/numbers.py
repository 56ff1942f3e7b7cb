"""How fast the offices answer: the numbers of ``numbers.py`` as tables and small charts.

No patient appears here, so nobody's look is recorded.
"""

from datetime import date, timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from procedures.models.hours import clock

from .. import numbers
from ..business_time import BusinessTime
from ..models import Measure, Reason
from ..offices_served import offices_served

NONE = "–"
OLD = timedelta(hours=1)


@admin.register(Measure)
class MeasureAdmin(admin.ModelAdmin):
    def get_urls(self):
        """Only this: the worker alone writes measures, and one by itself says nothing."""
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="booking_measure_changelist")]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes one here; but whoever may delete an office deletes its numbers with it."""
        return obj is not None

    @method_decorator(require_safe)
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        at = timezone.now()
        offices = list(offices_served(request.user).prefetch_related("hours", "closed_days"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext_lazy("How fast we answer"),
            "opts": self.opts,
            "now": _when(at, at),
            **_counted(offices, at),
        }
        return TemplateResponse(request, "admin/booking/measure/change_list.html", context)


def _counted(offices, at):
    measures = _measures(offices)
    # a new office, or a site whose worker has not come round yet
    if missing := [office for office in offices if (office.pk, numbers.LAST_30) not in measures]:
        numbers.renew(at, missing)
        measures = _measures(offices)
    waiting = numbers.waiting_now(offices, at)
    shown = [OfficeNumbers(office, waiting[office.pk], measures, at) for office in offices]
    oldest = min((each.last_30.measured_at for each in shown), default=at)
    return {"offices": shown, "counted": _when(oldest, at), "is_old": at - oldest > OLD}


def _measures(offices):
    found = Measure.objects.filter(office__in=offices)
    return {(measure.office_id, measure.period): measure for measure in found}


def _when(moment, at):
    """10:05 am, with the day when it is not today."""
    local, today = timezone.localtime(moment), timezone.localdate(at)
    day = "" if local.date() == today else f"{date_format(local, 'D, M j')}, "
    return f"{day}{clock(local)}"


class OfficeNumbers:
    def __init__(self, office, waiting, measures, at):
        self.office, self.waiting = office, waiting
        self.day_minutes = BusinessTime(office).day_minutes
        self.last_30 = InWords(measures[office.pk, numbers.LAST_30], self.day_minutes)
        mondays = sorted(set(numbers.periods(office, at)) - {numbers.LAST_30})
        found = [measures.get((office.pk, monday)) for monday in mondays]
        self.weeks = [InWords(measure, self.day_minutes) for measure in found if measure]

    @property
    def unreached(self):
        return self.last_30.closed.get(Reason.UNREACHED, 0)

    @property
    def closed(self):
        """(reason, how many) of the last 30 days, also those that nobody was closed with."""
        return [(reason.label, self.last_30.closed.get(reason, 0)) for reason in Reason]

    @property
    def charts(self):
        received = [week.measure.received for week in self.weeks]
        answer = [week.measure.nine_in_ten_minutes or 0 for week in self.weeks]
        longest = numbers.in_open_time(max(answer, default=0), self.day_minutes)
        yield Chart(_("Requests received"), received, str(max(received, default=0)))
        yield Chart(_("9 in 10 answered within"), answer, longest)


class InWords:
    """One period of one office."""

    def __init__(self, measure, day_minutes):
        self.measure, self.day_minutes = measure, day_minutes
        self.closed, self.measured_at = measure.closed, measure.measured_at

    @property
    def week(self):
        return date_format(date.fromisoformat(self.measure.period), "M j")

    @property
    def half(self):
        return self._in_words(self.measure.median_minutes)

    @property
    def nine_in_ten(self):
        return self._in_words(self.measure.nine_in_ten_minutes)

    @property
    def closed_count(self):
        return sum(self.closed.values())

    def _in_words(self, minutes):
        return NONE if minutes is None else numbers.in_open_time(minutes, self.day_minutes)


class Chart:
    """A bar a week. Whole numbers only, so that no language writes a comma into the drawing."""

    STEP, BAR, HEIGHT = 20, 14, 60

    def __init__(self, title, values, most):
        self.title, self.values, self.most = title, values, most
        self.width = self.STEP * max(len(values), 1)

    @property
    def bars(self):
        """(x, y, height) of each week that has something to show."""
        top = max(self.values, default=0)
        for place, value in enumerate(self.values):
            if value:
                height = max(round(value * self.HEIGHT / top), 1)
                yield place * self.STEP + (self.STEP - self.BAR) // 2, self.HEIGHT - height, height
