"""The public page of what is not public yet, for whoever has the link."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from .. import preview_links
from ..models import Condition
from .procedures import context_of


@require_safe
@cache_control(no_store=True)
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def page(request, token):
    try:
        procedure, public = preview_links.behind(token)
    except BadSignature as error:
        raise Http404 from error
    if procedure is None:
        response = render(request, "pages/preview_over.html", {"public": public}, status=410)
    else:
        context = context_of(procedure) | {
            "is_preview": True,
            "public_conditions": public_conditions(procedure),
        }
        response = render(request, "pages/preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def public_conditions(procedure):
    """Its conditions that have a page: others get one together with this page."""
    conditions = procedure.conditions.all() & Condition.objects.published()
    return set(conditions.values_list("slug", flat=True))
