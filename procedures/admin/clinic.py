from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from procedures import pages
from procedures.context import clinic_of
from procedures.models import Clinic

from .text import text_fields
from .together import WithNotice
from .trying import WithTrial, home_page
from .versions import WithVersions


@admin.register(Clinic)
class ClinicAdmin(WithTrial, WithNotice, WithVersions, admin.ModelAdmin):
    """There is one clinic, so its list leads straight to the form."""

    fieldsets = [
        (
            _("Name and home page"),
            {
                "fields": ["name", "headline", "promise"],
                "description": _("The name is at the top of every page."),
            },
        ),
        (
            _("More words of the home page"),
            {
                "fields": [
                    "body_map_title",
                    "procedures_title",
                    "booking_title",
                    "first_step",
                    "last_step",
                ],
                "description": _("Headings, and what is said about booking, in your own words."),
            },
        ),
        (
            _("Contact"),
            {
                "fields": ["phone", "booking_promise", "emergency_line", "footer_note"],
                "description": _("Each office has its own phone number, on its own page."),
            },
        ),
        (
            _("Legal notices"),
            {
                "fields": [
                    "privacy_practices",
                    "nondiscrimination",
                    "language_assistance",
                    "billing",
                ],
                "description": _(
                    "Each filled notice has its own page and a link at the foot of every page. "
                    "Leave an empty line between paragraphs."
                ),
            },
        ),
        (
            _("Publishing rule"),
            {
                "fields": ["require_review"],
                "description": _(
                    "A page needs its four questions, a summary and both warning lists before "
                    "it can be published. You may also ask for a review by a clinician."
                ),
            },
        ),
    ]
    formfield_overrides = text_fields(rows=5)

    def changelist_view(self, request, extra_context=None):
        clinic = Clinic.objects.first()
        if clinic:
            return redirect("admin:procedures_clinic_change", clinic.pk)
        return redirect("admin:procedures_clinic_add")

    def has_add_permission(self, request):
        """There is one clinic; asked on every page of the desk, which has read it already."""
        return super().has_add_permission(request) and clinic_of(request).pk is None

    def has_delete_permission(self, request, obj=None):
        return False

    def pages_showing(self, record):
        yield home_page()
        for slug, title, text in record.notices():
            path = reverse("procedures:notice", args=[slug])
            yield title, path, "pages/notice.html", pages.notice(title, text)
