from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import pages
from ..context import clinic_of
from .public import public


@require_safe
@public
def page(request):
    return render(request, "pages/home.html", pages.home(clinic_of(request)))
