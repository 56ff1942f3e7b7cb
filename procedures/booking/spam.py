"""Signs of spam, added up. A suspect is put aside for staff, never refused and never dropped.

Only a flood from one address is turned away, and then with the clinic's phone number.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.db import connection

from . import finding, keys

SUSPECT = 5
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|org|ru|info|biz|xyz|top|shop)\b", re.I)
QUICK = timedelta(seconds=2)  # nobody reads and fills the form in this time
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FLOOD, FLOOD_TIME = 60, timedelta(minutes=10)
TIMES = (DAY, HOUR, FLOOD_TIME)  # in which the same words are counted


# (kind, time, points from so many with the same words in that time, this one included)
MANY = {
    "many from one address": ("address", HOUR, {6: 2, 16: 4}),
    "many with one phone": ("phone", DAY, {4: 3, 8: 5}),
    "many with one email": ("email", DAY, {4: 3, 8: 5}),
    "same note again": ("note", DAY, {3: 3, 6: 5}),
}


@dataclass(frozen=True)
class Verdict:
    score: int = 0
    reasons: list = field(default_factory=list)
    attempts: list = field(default_factory=list)
    is_flood: bool = False

    @property
    def is_suspect(self):
        return self.score >= SUSPECT


def judge(*, details, trap, rendered_at, address, at):
    """Weigh one filled form. ``trap`` is what stood in the field that people cannot see."""
    attempts = _attempts(details, address, at)
    earlier = _earlier(attempts, at)
    signs = {
        "hidden field filled": 5 * bool(trap),
        "sent at once": 4 * (at - rendered_at < QUICK),
        "links in the note": min(3 * len(LINK.findall(details["note"])), 6),
    }
    for sign, (kind, time, points_from) in MANY.items():
        many = earlier.get((kind, time), 0) + 1
        reached = (points for least, points in points_from.items() if many >= least)
        signs[sign] = max(reached, default=0)
    found = {sign: points for sign, points in signs.items() if points}
    is_flood = earlier.get(("address", FLOOD_TIME), 0) >= FLOOD
    return Verdict(sum(found.values()), list(found), attempts, is_flood)


def _attempts(details, address, at):
    """What to count this form by, as rows to store."""
    counted = {
        "address": address,
        "phone": finding.phone_digits(details["phone"]),
        "email": details["email"].strip().casefold(),
        "note": " ".join(details["note"].split()).casefold(),
    }
    return [
        {"kind": kind, "digest": keys.digest(kind, words), "at": at}
        for kind, words in counted.items()
        if words
    ]


def _earlier(attempts, at):
    """How many with the same words there were, by kind and time; one question for all."""
    begin = [connection.ops.adapt_datetimefield_value(at - time) for time in TIMES]
    kinds, digests = [each["kind"] for each in attempts], [each["digest"] for each in attempts]
    with connection.cursor() as cursor:
        cursor.execute(_counted(len(attempts)), [*begin, *kinds, *digests, begin[0]])
        return {
            (kind, time): many
            for kind, *numbers in cursor.fetchall()
            for time, many in zip(TIMES, numbers, strict=True)
        }


@cache
def _counted(many):
    """In plain SQL, since it is asked for each request: Django would take longer to put it together
    than the database takes to answer.
    """
    counts = ", ".join(["COUNT(CASE WHEN at > %s THEN 1 END)"] * len(TIMES))
    some = ", ".join(["%s"] * many)
    return (
        f"SELECT kind, {counts} FROM booking_attempt "  # nosec # B608: no words of visitors
        f"WHERE kind IN ({some}) AND digest IN ({some}) AND at > %s GROUP BY kind"
    )
