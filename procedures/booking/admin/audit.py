"""Who looked at whom, for the owner. No page here says a patient's name, so none is a look."""

import re
from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import connection
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from procedures.models.hours import clock

from .. import volume
from ..models import Event, Look, LookedAt
from .history import NOT_COLLEAGUES

PER_PAGE = 50
USUAL_PERIOD = timedelta(days=6)  # with today a week
# with its hyphen: a name has none in this place, so a browser sends no name to an address
REFERENCE = r"\s*[0-9A-Za-z]{4}-[0-9A-Za-z]{4}\s*"
# one step of the index for each name, however many looks there are
NAMES = """
WITH RECURSIVE names(name) AS (
    SELECT MIN("by") FROM booking_look
    UNION ALL
    SELECT (SELECT MIN("by") FROM booking_look WHERE "by" > name) FROM names WHERE name IS NOT NULL
)
SELECT name FROM names WHERE name IS NOT NULL
"""


class RequestForm(forms.Form):
    reference = forms.CharField(
        label=gettext_lazy("Reference of the request"),
        help_text=gettext_lazy("Like 7K3Q-9M2X, with the hyphen. Also of an erased request."),
        widget=forms.TextInput(
            {"pattern": REFERENCE, "maxlength": 20, "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_reference(self):
        reference = self.cleaned_data["reference"]
        if not re.fullmatch(REFERENCE, reference, re.ASCII):
            raise forms.ValidationError(_("Enter a reference such as 7K3Q-9M2X."))
        return reference.strip().upper()


class ColleagueForm(forms.Form):
    who = forms.ChoiceField(label=gettext_lazy("Account"))
    since = forms.DateField(label=gettext_lazy("From"))
    until = forms.DateField(label=gettext_lazy("Until"))

    def __init__(self, given=None):
        """What is not given is the last week."""
        today = timezone.localdate()
        last_week = {"since": str(today - USUAL_PERIOD), "until": str(today)}
        data = last_week | {name: value for name, value in (given or {}).items() if value}
        super().__init__(data if given else None, initial=last_week, label_suffix="")
        self.fields["who"].choices = [(name, name) for name in account_names()]
        for name in last_week:
            self.fields[name].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("Enter a day that is not before the first one."))


def account_names():
    """Of all who may look, and of all who ever did: names outlive accounts."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        looked = {name for (name,) in cursor.fetchall()}
    staff = get_user_model().objects.filter(is_staff=True)
    return sorted({*staff.values_list("username", flat=True), *looked}, key=str.casefold)


def moment(at):
    """In the time zone of the staff, which each page names."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'D, M j, Y')}, {clock(local)}"


@admin.register(Look)
class LookAdmin(admin.ModelAdmin):
    def get_urls(self):
        pages = [
            ("", self.changelist_view, "changelist"),
            ("request/", self.request_view, "request"),
            ("colleague/", self.colleague_view, "colleague"),
            ("<int:pk>/", self.shown_view, "shown"),
        ]
        return [
            path(route, self._for_owners(view), name=f"booking_look_{name}")
            for route, view, name in pages
        ]

    def _for_owners(self, view):
        @require_safe
        def guarded(request, **kwargs):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return self.admin_site.admin_view(guarded)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request):
        """What stands out, then the two questions."""
        colleagues = volume.volumes(timezone.now())
        unusual = [day for colleague in colleagues for day in colleague.unusual_days]
        return self._show(
            request,
            "change_list",
            _("Who looked at whom"),
            colleagues=colleagues,
            unusual=sorted(unusual, key=lambda day: day.date, reverse=True),
            rule={"days": volume.DAYS, "least": volume.LEAST, "times": volume.TIMES,
                  "known": volume.KNOWN_DAYS},
            request_form=RequestForm(label_suffix=""),
            colleague_form=ColleagueForm(),
        )  # fmt: skip

    def request_view(self, request):
        form = RequestForm(request.GET or None, label_suffix="")
        context = {"request_form": form}
        title = _("Who looked at this patient?")
        if form.is_valid():
            reference = context["reference"] = form.cleaned_data["reference"]
            title = _("Who looked at %(reference)s?") % {"reference": reference}
            # the newest look has the highest key, and the index holds them in this order
            seen = LookedAt.objects.filter(reference=reference).order_by("-look_id")
            page = context["page"] = _page(request, seen.select_related("look"))
            for shown in page:
                shown.look.when, shown.others = moment(shown.look.at), shown.look.count - 1
            context["events"] = _events(reference)
        return self._show(request, "request", title, **context)

    def colleague_view(self, request):
        form = ColleagueForm(request.GET.dict())
        context = {"colleague_form": form}
        title = _("What did this colleague look at?")
        if form.is_valid():
            who, since, until = (form.cleaned_data[name] for name in ("who", "since", "until"))
            title = _("What did %(who)s look at?") % {"who": who}
            end = volume.midnight(until + timedelta(days=1))
            own = Look.objects.filter(by=who, at__gte=volume.midnight(since), at__lt=end)
            page = context["page"] = _page(request, own)
            for look in page:
                look.when = moment(look.at)
        return self._show(request, "colleague", title, **context)

    def shown_view(self, request, pk):
        look = get_object_or_404(Look, pk=pk)
        look.when = moment(look.at)
        page = _page(request, look.looked_at.order_by("pk"))
        return self._show(request, "shown", _("What one look showed"), look=look, page=page)

    def _show(self, request, template, title, **context):
        context |= self.admin_site.each_context(request)
        context |= {"title": title, "opts": self.opts}
        context["zone"] = timezone.get_current_timezone_name().replace("_", " ")
        return TemplateResponse(request, f"admin/booking/look/{template}.html", context)


def _page(request, rows):
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _events(reference):
    events = list(Event.objects.filter(reference=reference).order_by("-at", "-pk"))
    for event in events:
        event.when = moment(event.at)
        event.who = NOT_COLLEAGUES.get(event.by, event.by)
    return events
