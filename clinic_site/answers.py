"""Every answer is numbered, timed, and written down in one line.

Nothing of the visitor is in it: no address, no search, no cookie, and of our own addresses only
the pattern.
"""

import logging
import os
import re
import time
from collections import Counter as Counts
from collections import deque
from contextlib import suppress
from functools import cache

from prometheus_client import Counter, Histogram

from .logs import request_id

FROM_PROXY = re.compile(r"[0-9A-Za-z-]{8,64}")

lines = logging.getLogger("clinic.requests")
times = Histogram(
    "clinic_answer_seconds",
    "How long the site worked on an answer.",
    ["route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
kept = Counter(
    "clinic_kept_pages", "Pages given as they were kept, in well under 1 ms.", ["route", "status"]
)
given = deque(maxlen=1_000_000)  # (route, status) of kept pages that are not counted yet


def numbered(get_response):
    """Middleware, the outermost: what the others take is counted too."""

    def answer(request):
        number = number_of(request.headers.get("X-Request-ID", ""))
        token, start = request_id.set(number), time.perf_counter()
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = number
        match = request.resolver_match
        route = request.META["clinic.route"] = match.route if match else ""
        seconds = time.perf_counter() - start
        record(number, request.method, route, response.status_code, seconds)
        return response

    return answer


def number_of(given):
    """The number that a proxy of ours gave the request, or a new one."""
    return given if given and FROM_PROXY.fullmatch(given) else os.urandom(16).hex()


def record(number, method, route, status, seconds):
    with suppress(OSError):  # a full disk: what was done is worth more than that it was counted
        timer(route or "none", status).observe(seconds)
    write_down(number, method, route, status, seconds)


def record_kept(number, method, route, status, seconds):
    """To count a kept page takes as long as to give it: that is done beside the readers."""
    given.append((route, status))
    write_down(number, method, route, status, seconds)


def count_kept():
    many = Counts(given.popleft() for _each in range(len(given)))
    with suppress(OSError):
        for (route, status), often in many.items():
            kept.labels(route or "none", status).inc(often)


def write_down(number, method, route, status, seconds):
    if lines.isEnabledFor(logging.INFO):
        seconds = round(seconds, 4)
        facts = {"method": method, "route": route, "status": status, "seconds": seconds}
        lines.info("answered", extra={"facts": facts, "request_id": number})


timer = cache(times.labels)  # our patterns and statuses are few
