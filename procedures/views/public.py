"""What may be kept and shown to anybody: one word says so, and all caches start from it."""

from functools import wraps

# Browsers ask each time, and mostly hear that nothing changed. A delivery network may answer for
# ten seconds by itself, for a minute more while it asks, and for a day while we are away.
KEPT = "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400"


def public(view):
    """For a view whose answer is the same for everybody, and depends on its address alone."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.META["QUERY_STRING"]:
            response.headers.setdefault("Cache-Control", KEPT)
        return response

    return answer
