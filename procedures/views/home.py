from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import pages, words
from ..context import clinic_of
from .public import public
from .set_once import set_once


@require_safe
@public
@set_once(words.of_home)
def page(request):
    return render(request, "pages/home.html", pages.home(clinic_of(request)))
