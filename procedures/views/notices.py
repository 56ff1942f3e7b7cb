from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import pages
from ..context import clinic_of
from .public import public


@require_safe
@public
def page(request, slug):
    for name, title, text in clinic_of(request).notices():
        if name == slug:
            return render(request, "pages/notice.html", pages.notice(title, text))
    raise Http404
