from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from procedures.models import Clinic, Condition, Office, Origin, Procedure


class DeskSite(AdminSite):
    index_title = _("What would you like to do?")
    site_url = "/"

    def each_context(self, request):
        context = super().each_context(request)
        name = Clinic.current().name
        context["site_header"] = context["site_title"] = name
        if request.user.is_authenticated:
            context["sample_counts"] = sample_counts()
        return context


def sample_counts():
    """How many records of each kind are sample content; empty when there are none."""
    counts = {
        model._meta.verbose_name_plural: model.objects.filter(origin=Origin.SAMPLE).count()
        for model in (Procedure, Condition, Office)
    }
    return {name: count for name, count in counts.items() if count}
