from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import structured_data, words
from ..addresses import gone
from ..context import clinic_of
from ..models import Farewell, Procedure, Status
from ..pages import GLANCE_LABELS
from ..pictures import TYPES, height_of
from .in_pages import in_pages
from .public import public, public_in_pages
from .set_once import set_once

ON_A_PAGE = 60


@require_safe
@public_in_pages
def index(request):
    procedures = Procedure.objects.published().prefetch_related("conditions")
    return render(
        request,
        "pages/procedures.html",
        {
            "procedures": in_pages(request, procedures, ON_A_PAGE),
            "structured_data": structured_data.listing(_("Procedures"), "procedures"),
        },
    )


@require_safe
@public
@set_once(words.of_procedure)
def page(request, slug):
    procedure = Procedure.objects.published().with_rows().filter(slug=slug).first()
    if procedure is None:
        return farewell(request, slug)
    context = context_of(procedure)
    data = structured_data.procedure(context["document"], clinic_of(request), procedure.changed_at)
    return render(request, "pages/procedure.html", context | {"structured_data": data})


def context_of(procedure):
    """What the page shows; its preview shows the same."""
    document = procedure.document()
    return {
        "document": document,
        "glance": [
            (fact, GLANCE_LABELS[fact], words) for fact, words in document["glance"].items()
        ],
        "picture": picture_of(document),
        "related": procedure.related.published(),
        "procedure": procedure,
    }


def picture_of(document):
    """Where each size of each kind is found, best kind first; the last kind is for everybody."""
    if not (picture := document["picture"]):
        return None

    def address(width, kind):
        return reverse("procedures:picture", args=[picture["token"], width, kind])

    widths = picture["widths"]
    *better, last = TYPES
    return {
        "alt": picture["alt"],
        "sources": [
            {
                "type": TYPES[kind],
                "srcset": ", ".join(f"{address(width, kind)} {width}w" for width in widths),
            }
            for kind in better
        ],
        "src": address(widths[-1], last),
        "width": widths[-1],
        "height": height_of(widths[-1]),
    }


def farewell(request, slug):
    """What the address of a page that is not public answers, as staff chose."""
    withdrawn = Procedure.objects.filter(slug=slug, status=Status.WITHDRAWN)
    procedure = withdrawn.select_related("replaced_by").first()
    if procedure is None:
        raise Http404
    if procedure.farewell == Farewell.GONE:
        return gone(request)
    if successor := procedure.successor():
        return HttpResponsePermanentRedirect(successor.get_absolute_url())
    raise Http404
