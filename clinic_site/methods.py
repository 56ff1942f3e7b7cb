"""What is asked in a way that no page of ours knows is refused before anybody looks at it."""

from django.http import HttpResponseNotAllowed

KNOWN = ("GET", "HEAD", "POST", "OPTIONS")
# It comes before the views that say so of themselves: it may have been meant for the form.
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def known_methods(get_response):
    def answer(request):
        if request.method in KNOWN:
            return get_response(request)
        return HttpResponseNotAllowed(KNOWN, headers=PRIVATE)

    return answer
