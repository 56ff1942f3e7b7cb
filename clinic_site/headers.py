"""What browsers are told about every answer, beyond what Django and django-csp say."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

# Only the list of offices asks for a position, and it keeps it to itself (static/js/nearest.js).
PERMISSIONS = ", ".join(
    ["geolocation=(self)"]
    + [f"{power}=()" for power in ("camera", "microphone", "payment", "usb", "browsing-topics")]
)
HEADERS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Policy(CSPMiddleware):
    """Middleware. The words of the policy are put together once, but for the few views that have
    one of their own.
    """

    def process_response(self, request, response):
        said = (*vars(request), *vars(response))
        if settings.DEBUG or any(name.startswith("_csp") for name in said):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, policy())
        return response


policy = cache(build_policy)


def browser_headers(get_response):
    def answer(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer
