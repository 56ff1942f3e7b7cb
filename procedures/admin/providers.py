from django.contrib import admin
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from procedures.models import Provider

from .text import text_fields
from .together import WithNotice
from .trying import WithTrial, office_page
from .versions import WithVersions


@admin.register(Provider)
class ProviderAdmin(WithTrial, WithNotice, WithVersions, admin.ModelAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "credentials", "role", "about"],
                "description": _("Only people who work here, and only what they agreed to."),
            },
        ),
        (
            _("Where they are shown"),
            {
                "fields": ["offices", "is_public", "position"],
                "description": _("They are named on the pages of these offices."),
            },
        ),
    ]
    formfield_overrides = text_fields(rows=3) | {
        models.ManyToManyField: {"widget": CheckboxSelectMultiple(attrs={"class": "checks"})}
    }
    list_display = ["full_name", "role", "is_public"]
    list_filter = ["is_public", "offices"]
    search_fields = ["name", "role"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.widget.can_add_related = False  # an office is added on its own page
        return field

    def pages_showing(self, record):
        for office in record.offices.all() if record.is_public else []:
            yield office_page(office)
