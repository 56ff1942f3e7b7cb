import re
from functools import partial

from crispy_forms.helper import FormHelper
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import pages, structured_data
from ..contact_card import contact_card
from ..context import clinic_of
from ..models import Office, Procedure
from ..nearest import ZipForm, by_distance
from .public import public


@require_safe
@partial(public, reads=["zip", "procedure"])
def index(request):
    """All offices; with ``?zip=`` the nearest first. ``?procedure=`` goes on to the form."""
    offices = list(Office.objects.published().prefetch_related("hours", "closed_days"))
    procedure = procedure_at(request.GET.get("procedure", ""))
    form = ZipForm(request.GET if "zip" in request.GET else None)
    form.helper = helper(procedure)
    is_found = form.is_bound and form.is_valid()
    context = {
        "offices": offices,
        "listed": by_distance(offices, form.place) if is_found else offices,
        "zip_form": form,
        "zip_code": form.cleaned_data["zip"] if is_found else "",
        "wanted": procedure,
        "structured_data": structured_data.listing(_("Offices"), "offices"),
    }
    response = render(request, "pages/offices.html", context)
    if form.is_bound or procedure:
        keep_to_ourselves(response)
    return response


def keep_to_ourselves(response):
    """The address says where a patient lives: no cache, no other site, no search engine."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"


def procedure_at(slug):
    is_slug = re.fullmatch(r"[-\w]{1,120}", slug)
    return is_slug and Procedure.objects.published().filter(slug=slug).first()


def helper(procedure):
    helper = FormHelper()
    helper.form_method, helper.form_action = "get", reverse("procedures:offices")
    helper.template = "parts/zip_form.html"
    helper.wanted = procedure
    return helper


@require_safe
@public
def page(request, slug):
    return render(request, "pages/office.html", pages.office(office_at(slug), clinic_of(request)))


@require_safe
@public
def card(request, slug):
    """The contact card; phones offer to save it."""
    office = office_at(slug)
    return HttpResponse(
        contact_card(office, clinic_of(request)),
        content_type="text/vcard; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{office.slug}.vcf"'},
    )


def office_at(slug):
    offices = Office.objects.published().prefetch_related("hours", "closed_days")
    return get_object_or_404(offices, slug=slug)
