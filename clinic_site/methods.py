"""What is asked in a way that no page of ours knows is refused before anybody looks at it."""

from django.http import HttpResponseNotAllowed

KNOWN = ("GET", "HEAD", "POST", "OPTIONS")


def known_methods(get_response):
    def answer(request):
        is_known = request.method in KNOWN
        return get_response(request) if is_known else HttpResponseNotAllowed(KNOWN)

    return answer
