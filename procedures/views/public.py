"""What may be kept and shown to anybody: one word says so, and all caches start from it."""

from functools import wraps

from ..replica import for_readers

# Browsers ask each time, and mostly hear that nothing changed. A delivery network may answer for
# ten seconds by itself, for a minute more while it asks, and for a day while we are away.
KEPT = "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400"


AHEAD = "/reading-ahead.json"  # procedures/views/machines.py
READS = "clinic.reads"  # in the environ: the names in the query on which the answer depends


def public(view, reads=()):
    """For a view whose answer is the same for everybody, and depends only on its address and on
    what it ``reads`` of the query; with that, it is for one person. What else links carry, such
    as the mark of a newsletter, changes nothing.
    """

    view = for_readers(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        request.META[READS] = reads
        if response.status_code == 200 and not any(name in request.GET for name in reads):
            response.headers.setdefault("Cache-Control", KEPT)
            if response.headers["Content-Type"].startswith("text/html"):
                response.headers["Speculation-Rules"] = f'"{AHEAD}"'
        return response

    return answer


def public_in_pages(view):
    """For a list that may be so long that it comes in pages."""
    return public(view, reads=["page"])
