from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import pages, structured_data
from ..context import clinic_of
from ..models import Office


@require_safe
def index(request):
    listing = structured_data.listing(_("Offices"), "offices")
    return render(request, "pages/offices.html", {"structured_data": listing})


@require_safe
def page(request, slug):
    offices = Office.objects.published().prefetch_related("hours", "closed_days")
    office = get_object_or_404(offices, slug=slug)
    return render(request, "pages/office.html", pages.office(office, clinic_of(request)))
