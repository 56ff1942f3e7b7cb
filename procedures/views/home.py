from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import structured_data
from ..body_map import body_map
from ..context import clinic_of
from ..models import Condition, Procedure

SHOWN = 9


@require_safe
def page(request):
    procedures = list(Procedure.objects.published()[: SHOWN + 1])
    return render(
        request,
        "pages/home.html",
        {
            "procedures": procedures[:SHOWN],
            "has_more": len(procedures) > SHOWN,
            "body_map": body_map(Condition.objects.published().exclude(place="")),
            "structured_data": structured_data.home(clinic_of(request)),
        },
    )
