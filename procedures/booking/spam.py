"""Signs of spam, added up. A suspect is put aside for staff, never refused and never dropped.

Only a flood from one address is turned away, and then with the clinic's phone number.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from . import finding, keys
from .models import Attempt

SUSPECT = 5
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|org|ru|info|biz|xyz|top|shop)\b", re.I)
QUICK = timedelta(seconds=2)  # nobody reads and fills the form in this time
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FLOOD, FLOOD_TIME = 60, timedelta(minutes=10)


@dataclass(frozen=True)
class Verdict:
    score: int = 0
    reasons: list = field(default_factory=list)
    attempts: list = field(default_factory=list)

    @property
    def is_suspect(self):
        return self.score >= SUSPECT


def is_flood(address, at):
    recent = Attempt.objects.filter(
        kind="address", digest=keys.digest("address", address), at__gt=at - FLOOD_TIME
    )
    return recent.count() >= FLOOD


def judge(*, details, trap, rendered_at, address, at):
    """Weigh one filled form. ``trap`` is what stood in the field that people cannot see."""
    attempts = _attempts(details, address, at)
    signs = {
        "hidden field filled": 5 * bool(trap),
        "sent at once": 4 * (at - rendered_at < QUICK),
        "links in the note": min(3 * len(LINK.findall(details["note"])), 6),
        "many from one address": _many(attempts, "address", at, HOUR, {6: 2, 16: 4}),
        "many with one phone": _many(attempts, "phone", at, DAY, {4: 3, 8: 5}),
        "many with one email": _many(attempts, "email", at, DAY, {4: 3, 8: 5}),
        "same note again": _many(attempts, "note", at, DAY, {3: 3, 6: 5}),
    }
    found = {sign: points for sign, points in signs.items() if points}
    return Verdict(sum(found.values()), list(found), attempts)


def _attempts(details, address, at):
    """What to count this form by, as unsaved rows."""
    counted = {
        "address": address,
        "phone": finding.phone_digits(details["phone"]),
        "email": details["email"].strip().casefold(),
        "note": " ".join(details["note"].split()).casefold(),
    }
    return [
        Attempt(kind=kind, digest=keys.digest(kind, words), at=at)
        for kind, words in counted.items()
        if words
    ]


def _many(attempts, kind, at, time, points_from):
    """Points for the number of attempts with the same words in ``time``, this one included."""
    own = next((attempt for attempt in attempts if attempt.kind == kind), None)
    if own is None:
        return 0
    earlier = Attempt.objects.filter(kind=kind, digest=own.digest, at__gt=at - time).count()
    return max((points for least, points in points_from.items() if earlier + 1 >= least), default=0)
