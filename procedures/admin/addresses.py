from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from procedures.models import OldAddress

from .together import WithNotice
from .versions import WithVersions


@admin.register(OldAddress)
class OldAddressAdmin(WithNotice, WithVersions, admin.ModelAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["path", "leads_to"],
                "description": _(
                    "For an address that people may still have. Renaming a page adds one by "
                    "itself. It answers only while no page has that address."
                ),
            },
        )
    ]
    list_display = ["path", "answer", "created_at"]
    search_fields = ["path", "leads_to"]

    @admin.display(description=_("answers"), ordering="leads_to")
    def answer(self, address):
        return address.leads_to or _("Gone for good (410)")
