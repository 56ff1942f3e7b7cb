from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import structured_data
from ..a_to_z import letters
from .public import public


@require_safe
@public
def page(request):
    listing = structured_data.listing(_("A to Z"), "a-to-z")
    context = {"letters": letters(), "structured_data": listing}
    return render(request, "pages/a_to_z.html", context)
