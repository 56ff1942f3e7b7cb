"""Every answer is numbered, timed, and written down in one line.

Nothing of the visitor is in it: no address, no search, no cookie, and of our own addresses only
the pattern.
"""

import logging
import re
import time
from uuid import uuid4

from prometheus_client import Histogram

from .logs import request_id

FROM_PROXY = re.compile(r"[0-9A-Za-z-]{8,64}")

lines = logging.getLogger("clinic.requests")
times = Histogram(
    "clinic_answer_seconds",
    "How long the site worked on an answer.",
    ["route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def numbered(get_response):
    """Middleware, the outermost: what the others take is counted too."""

    def answer(request):
        given = request.headers.get("X-Request-ID", "")
        number = given if FROM_PROXY.fullmatch(given) else uuid4().hex
        token, start = request_id.set(number), time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = number
            told = facts(request, response, time.perf_counter() - start)
            times.labels(told["route"] or "none", told["status"]).observe(told["seconds"])
            lines.info("answered", extra={"facts": told})
            return response
        finally:
            request_id.reset(token)

    return answer


def facts(request, response, seconds):
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.route if match else "",
        "status": response.status_code,
        "seconds": round(seconds, 4),
    }
