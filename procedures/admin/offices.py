from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from procedures.models import ClosedDay, Office, OfficeHours

from .pages import PageAdmin
from .rows import RowInline
from .together import WithNotice
from .trying import WithTrial, office_page
from .versions import WithVersions


class HoursInline(RowInline):
    model = OfficeHours


class ClosedDayInline(RowInline):
    model = ClosedDay


@admin.register(Office)
class OfficeAdmin(WithTrial, WithNotice, WithVersions, PageAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "phone", "email", "is_public", "position"],
                "description": _("Patients see the phone number large on every page."),
            },
        ),
        (
            _("Where it is"),
            {
                "fields": [
                    "street",
                    "suite",
                    ("city", "state", "zip_code"),
                    ("latitude", "longitude"),
                    "time_zone",
                ],
                "description": _("Latitude and longitude help patients find the nearest office."),
            },
        ),
        (
            _("How to get there and in"),
            {
                "fields": ["parking", "access"],
                "description": _("An empty field is not shown."),
            },
        ),
        (
            _("When it answers"),
            {
                "fields": ["booking_promise", "shows_measured_promise"],
                "description": _(
                    "The booking form says this once a patient has chosen the office. "
                    "Leave both empty to give the clinic’s promise."
                ),
            },
        ),
        (
            _("About this record"),
            {
                "fields": ["origin_in_words", "changed"],
                "description": _(
                    "To close an office, untick “shown on the site”. "
                    "Only then can it be deleted. Opening hours and closed days are below."
                ),
            },
        ),
    ]
    inlines = [HoursInline, ClosedDayInline]
    list_display = ["name", "city", "phone", "is_public", "origin_in_words", "changed"]
    list_filter = ["is_public", "origin"]
    search_fields = ["name", "street", "city", "zip_code"]

    def with_content(self, queryset):
        return queryset.prefetch_related("hours", "closed_days")

    def pages_showing(self, record):
        yield office_page(record)
