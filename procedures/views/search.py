"""Search: what was found, what to try when nothing was, and suggestions while somebody types."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..models import Procedure
from ..replica import for_readers
from ..search import counting
from ..search.finding import find, kind_of
from ..search.suggesting import suggest

LONGEST = 200  # signs that are looked at
COMMON = 6


@require_safe
@cache_control(private=True, max_age=0)
def page(request):
    typed = typed_in(request)
    found = found_for(typed)
    if found and request.method == "GET":
        counting.count(typed, bool(found.results))
    return render(
        request,
        "pages/search.html",
        {
            "typed": typed,
            "found": found,
            # else who links to it could put words of their own under the clinic's name
            "is_unlisted": typed and not found.results,
            "common": [] if found and found.results else Procedure.objects.published()[:COMMON],
        },
    )


@require_safe
@cache_control(private=True, max_age=60)
@for_readers
def suggestions(request):
    pages = suggest(typed_in(request))
    return JsonResponse(
        {
            "pages": [
                {"name": page.name, "kind": kind_of(page), "address": page.get_absolute_url()}
                for page in pages
            ]
        }
    )


@for_readers
def found_for(typed):
    return find(typed) if typed else None


def typed_in(request):
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
