from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from procedures.models import SearchCount
from procedures.search.counting import SHOWN_FROM


@admin.register(SearchCount)
class SearchCountAdmin(admin.ModelAdmin):
    """What patients look for, and do not find; to read only."""

    list_display = ["words", "times", "found", "in_month"]
    list_filter = ["found", "month"]
    search_fields = ["words"]

    def get_queryset(self, request):
        """What was looked for once or twice might point to somebody."""
        return super().get_queryset(request).filter(times__gte=SHOWN_FROM)

    @admin.display(description=_("month"), ordering="month")
    def in_month(self, count):
        return date_format(count.month, "YEAR_MONTH_FORMAT")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
