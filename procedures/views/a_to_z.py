from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import structured_data
from ..a_to_z import all_names, by_letter, first_pages
from .in_pages import in_pages
from .public import public_in_pages

ON_A_PAGE = 400


@require_safe
@public_in_pages
def page(request):
    names = all_names()
    part = in_pages(request, names, ON_A_PAGE)
    context = {
        "part": part,
        "letters": by_letter(part),
        "first_pages": first_pages(names, ON_A_PAGE),
        "structured_data": structured_data.listing(_("A to Z"), "a-to-z"),
    }
    return render(request, "pages/a_to_z.html", context)
