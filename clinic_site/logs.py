"""How what the site says while it works is written: for people, or for machines as JSON.

Each line carries the number of the request that it was written for (clinic_site/answers.py).
Of an error it says which it is and where it happened, never what it says: that may be a patient's
words. Of an address it says only which pattern it has: a private link is a key.
"""

import json
import logging
import traceback
from contextvars import ContextVar

MOST_CAUSES, MOST_LINES = 5, 60  # of an error that is written down

request_id = ContextVar("request_id", default="")


class WithRequest(logging.Filter):
    def filter(self, record):
        if not hasattr(record, "request_id"):
            record.request_id = request_id.get()
        if hasattr(record, "request") and record.args:
            record.args = tuple(in_pattern(each, record.request) for each in record.args)
        if is_visitors(record):  # Django says here what was sent
            record.msg, record.args = record.exc_info[0].__name__, ()
        return True


def in_pattern(word, request):
    match = getattr(request, "resolver_match", None)
    return f"/{match.route if match else ''}" if str(word).startswith("/") else word


def is_visitors(record):
    """A request that Django refuses as suspicious: no fault of the site."""
    return record.name.startswith("django.security.") and bool(record.exc_info)


def trace_of(error):
    """Which error it is, through which lines it came, and the errors that led to it."""
    lines = []
    for _number in range(MOST_CAUSES):
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        frames = traceback.extract_tb(error.__traceback__)[-MOST_LINES:]
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        before = None if error.__suppress_context__ else error.__context__
        if not (error := error.__cause__ or before):
            break
    return "\n".join(lines)


class Plain(logging.Formatter):
    def format(self, record):
        record.exc_text = None  # another one may have left it there with every word
        return super().format(record)

    def formatException(self, exc_info):
        return trace_of(exc_info[1])


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
            line["trace"] = trace_of(record.exc_info[1])
        return json.dumps({name: value for name, value in line.items() if value != ""})
