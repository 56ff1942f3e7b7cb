from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import pages, structured_data, words
from ..models import Condition, Procedure
from .public import public
from .set_once import set_once


@require_safe
@public
def index(request):
    treated_by = Prefetch("procedures", Procedure.objects.published(), to_attr="treated_by")
    return render(
        request,
        "pages/conditions.html",
        {
            "conditions": Condition.objects.published().prefetch_related(treated_by),
            "structured_data": structured_data.listing(_("Conditions"), "conditions"),
        },
    )


@require_safe
@public
@set_once(words.of_condition)
def page(request, slug):
    condition = get_object_or_404(Condition.objects.published(), slug=slug)
    return render(request, "pages/condition.html", pages.condition(condition))
