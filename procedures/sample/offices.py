"""Sample offices and the clinic's own words, read from TOML files."""

import re
import tomllib
from datetime import date, time
from decimal import Decimal

from procedures.models import Clinic, Office, Weekday

from .pages import ContentError

DAYS = {day.name.lower(): day.value for day in Weekday}
MAY_BE_LEFT_OUT = {
    "suite": "", "email": "", "parking": "", "access": "", "latitude": None, "longitude": None,
}  # fmt: skip
SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def read_clinic(path):
    fields = _read(path)
    _check(path, fields, Clinic)
    return fields


def read_offices(path):
    """Each office as (fields, rows); the order in the file is the order on the site."""
    found = []
    for position, fields in enumerate(_read(path).get("office", []), 1):
        hours, closed = fields.pop("hours", {}), fields.pop("closed", {})
        _check(path, fields, Office)
        rows = {
            "hours": [
                _span(path, day, span) for day, spans in hours.items() for span in sorted(spans)
            ],
            "closed_days": [_closed(path, day, reason) for day, reason in sorted(closed.items())],
        }
        rows["hours"].sort(key=lambda span: (span["weekday"], span["opens"]))
        found.append((MAY_BE_LEFT_OUT | fields | {"position": position}, rows))
    return found


def _read(path):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"line (\d+)", str(problem))
        raise ContentError(path, line[1] if line else "the last", problem) from problem


def _check(path, fields, model):
    known = {field.name for field in model._meta.fields}
    for name in fields:
        if name not in known:
            _fail(path, name, f"there is no “{name}” here")


def _span(path, day, span):
    if day not in DAYS:
        _fail(path, day, f"“{day}” is not a day of the week")
    try:
        opens, closes = map(time.fromisoformat, SPAN.fullmatch(span).groups())
    except (AttributeError, ValueError):
        _fail(path, span, f"expected hours like 08:00-17:00, found “{span}”")
    return {"weekday": DAYS[day], "opens": opens, "closes": closes}


def _closed(path, day, reason):
    try:
        return {"date": date.fromisoformat(day), "reason": reason}
    except ValueError:
        _fail(path, day, f"expected a day like 2026-12-25, found “{day}”")


def _fail(path, words, problem):
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((number for number, line in enumerate(lines, 1) if words in line), 1)
    raise ContentError(path, line, problem)
