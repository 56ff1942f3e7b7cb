"""How what the site says while it works is written: for people, or for machines as JSON.

Each line carries the number of the request that it was written for (clinic_site/answers.py).
"""

import json
import logging
from contextvars import ContextVar

request_id = ContextVar("request_id", default="")


class WithRequest(logging.Filter):
    def filter(self, record):
        if not hasattr(record, "request_id"):
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
