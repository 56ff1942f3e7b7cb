from django.contrib.admin import AdminSite
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from procedures.booking.models import OPEN, AppointmentRequest
from procedures.booking.offices_served import requests_seen_by
from procedures.models import Clinic, Condition, Office, Origin, Procedure

ORDER = [
    "AppointmentRequest",
    "Procedure",
    "Condition",
    "Office",
    "Clinic",
    "OldAddress",
    "User",
    "Group",
]


class DeskSite(AdminSite):
    index_title = _("What would you like to do?")
    site_url = "/"

    def each_context(self, request):
        context = super().each_context(request)
        name = Clinic.current().name
        context["site_header"] = context["site_title"] = name
        if self.has_permission(request):
            context["sample_counts"] = sample_counts()
        return context

    def index(self, request, extra_context=None):
        apps = self.get_app_list(request)
        for model in (model for app in apps for model in app["models"]):
            if model["model"] is AppointmentRequest:
                model["name"] = with_open_count(model["name"], request.user)
        return super().index(request, {"app_list": apps, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """What is edited every day first, accounts last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return sorted(apps, key=lambda app: _place(app["models"][0]["object_name"]))


def _place(name):
    return ORDER.index(name) if name in ORDER else len(ORDER)


def with_open_count(name, user):
    count = requests_seen_by(user).filter(status__in=OPEN).count()
    words = ngettext("%(name)s: %(n)d open", "%(name)s: %(n)d open", count)
    return words % {"name": capfirst(name), "n": count}


def sample_counts():
    """How many records of each kind are sample content; empty when there are none."""
    counts = {}
    for model in (Procedure, Condition, Office):
        if count := model.objects.filter(origin=Origin.SAMPLE).count():
            meta = model._meta
            counts[meta.verbose_name if count == 1 else meta.verbose_name_plural] = count
    return counts
