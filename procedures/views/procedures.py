from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import structured_data
from ..addresses import gone
from ..context import clinic_of
from ..models import Farewell, Procedure, Status

GLANCE_LABELS = {
    "time": _("Time"),
    "stay": _("Stay"),
    "awake": _("Awake or asleep"),
    "driver": _("Driver"),
    "take_it_easy": _("Take it easy"),
}


@require_safe
def index(request):
    procedures = Procedure.objects.published()
    return render(
        request,
        "pages/procedures.html",
        {
            "procedures": procedures,
            "structured_data": structured_data.listing(_("Procedures"), "procedures"),
        },
    )


@require_safe
def page(request, slug):
    procedure = Procedure.objects.published().with_rows().filter(slug=slug).first()
    if procedure is None:
        return farewell(request, slug)
    document = procedure.document()
    return render(
        request,
        "pages/procedure.html",
        {
            "document": document,
            "glance": [
                (fact, GLANCE_LABELS[fact], words) for fact, words in document["glance"].items()
            ],
            "related": procedure.related.published(),
            "procedure": procedure,
            "structured_data": structured_data.procedure(
                document, clinic_of(request), procedure.changed_at
            ),
        },
    )


def farewell(request, slug):
    """What the address of a page that is not public answers, as staff chose."""
    withdrawn = Procedure.objects.filter(slug=slug, status=Status.WITHDRAWN)
    procedure = withdrawn.select_related("replaced_by").first()
    if procedure is None:
        raise Http404
    if procedure.farewell == Farewell.GONE:
        return gone(request)
    successor = procedure.replaced_by
    if procedure.farewell == Farewell.REDIRECT and successor and successor.is_published():
        return HttpResponsePermanentRedirect(successor.get_absolute_url())
    raise Http404
