from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures import pages
from procedures.models import Condition

from .pages import PageAdmin
from .placing import WithPlace
from .together import WithNotice
from .trying import WithTrial, home_page
from .versions import WithVersions


@admin.register(Condition)
class ConditionAdmin(WithTrial, WithNotice, WithVersions, WithPlace, PageAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "other_names", "summary", "place"],
                "description": _(
                    "A condition has a page while a published procedure treats it. You choose "
                    "the conditions on the form of the procedure."
                ),
            },
        ),
        (
            _("About this record"),
            {
                "fields": ["origin_in_words", "changed"],
                "description": _("A condition can be deleted once its page is not public."),
            },
        ),
    ]
    list_display = ["name", "place", "origin_in_words", "changed"]
    list_filter = ["place", "origin"]
    search_fields = ["name", "other_names"]

    def had_readers(self, page):
        return page.procedures.filter(publish_at__lte=timezone.now()).exists()

    def pages_showing(self, record):
        context = pages.condition(record)
        yield record.name, record.get_absolute_url(), "pages/condition.html", context
        if record.place and record.is_published():
            yield home_page()
