"""What the site says while it works: a line for each thing, for people or for machines.

Every answer carries the number of its request, and so do the lines written for it. Nothing of a
visitor is in them: no address, no search, no cookie, and of an address of ours only its pattern.
"""

import json
import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

FROM_PROXY = re.compile(r"[0-9A-Za-z-]{8,64}")

request_id = ContextVar("request_id", default="")
requests = logging.getLogger("clinic.requests")


class WithRequest(logging.Filter):
    def filter(self, record):
        record.request_id = request_id.get()
        return True


class Json(logging.Formatter):
    def format(self, record):
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
            "request": getattr(record, "request_id", ""),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in line.items() if value != ""})


def request_lines(get_response):
    """Middleware: numbers each request, and writes one line about its answer."""

    def answer(request):
        given = request.headers.get("X-Request-ID", "")
        number = given if FROM_PROXY.fullmatch(given) else uuid4().hex
        token, start = request_id.set(number), time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = number
            requests.info("answered", extra={"facts": facts(request, response, start)})
            return response
        finally:
            request_id.reset(token)

    return answer


def facts(request, response, start):
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.route if match else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - start) * 1000, 1),
    }
