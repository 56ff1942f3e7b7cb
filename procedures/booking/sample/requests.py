"""Made-up requests by the hundred thousand, for trying the desk out and for measuring it.

Each has the history, messages and looks that a real one would have by now; nothing waits to be
sent. They are stored past the verbs of ``actions.py``, which take them one by one: a million
would take a day. A site that has a real request is refused.
"""

import random
from collections import defaultdict
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from procedures.models import Office

from ..models import (
    AppointmentRequest,
    Delivery,
    Event,
    How,
    Look,
    LookedAt,
    Message,
    SearchKey,
    Status,
)
from . import raw_rows
from .patients import how_many, patient
from .stories import MARK, Story, World

SPAN = timedelta(days=730)
OPEN_SHARE, OPEN_MOST = 0.02, 2_000
BATCH = 25_000
LISTED = 25  # requests in a look at a list
SQLITE_CACHE = "PRAGMA cache_size = -262144"  # 256 MB: the indexes are filled in no order


class HasRealRequests(Exception):
    """A site that patients use is no place for made-up ones."""


class NoOffice(Exception):
    """Requests are for an office, and the site shows none."""


def default_open(count):
    return min(int(count * OPEN_SHARE), OPEN_MOST)


def add(count, still_open, told=lambda stored: None):
    """Store so many more, from the last two years, the newest of them still open."""
    if AppointmentRequest.objects.exclude(submission__startswith=MARK).exists():
        raise HasRealRequests
    if not Office.objects.published().exists():
        raise NoOffice
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(SQLITE_CACHE)
    batch = _Batch()
    for stored, story in enumerate(_stories(count, still_open), 1):
        batch.add(story)
        if stored % BATCH == 0 or stored == count:
            batch.store()
            told(stored)


def _stories(count, still_open):
    """In the order in which the requests came."""
    first, now = raw_rows.next_pk(AppointmentRequest), timezone.now().replace(microsecond=0)
    chance = random.Random(first)  # nosec B311 # made-up people
    world, patients = World(chance, now), how_many(count)
    for place in range(count):
        who = patient(world.chance.randrange(patients))
        came = (now - SPAN + (place + 1) * SPAN / (count + 1)).replace(microsecond=0)
        yield Story(world, first + place, who, came, is_open=place >= count - still_open)


class _Batch:
    """Rows that wait to be stored together."""

    MODELS = (AppointmentRequest, SearchKey, Event, Message, Look, LookedAt)

    def __init__(self):
        self.rows = {model: [] for model in self.MODELS}
        self.next = {model: raw_rows.next_pk(model) for model in self.MODELS}
        self.sent = raw_rows.blank_row(Message) | {"delivery": Delivery.SENT.value}
        self.listed = defaultdict(list)

    @transaction.atomic
    def store(self):
        for model, rows in self.rows.items():
            raw_rows.store(model, rows)
            rows.clear()

    def add(self, story):
        self.rows[AppointmentRequest].append(tuple(story.row.values()))
        for kind, digest in story.who.search_keys:
            self._add(SearchKey, story.pk, kind, digest)
        for at, by, verb, detail in story.events:
            self._add(Event, story.reference, at, by, verb, detail)
        for message in story.messages:
            self._add_message(story.pk, *message)
        self._add_looks(story)

    def _add(self, model, *values):
        """The values follow the key in the order of the model's fields."""
        pk = self.next[model]
        self.next[model] += 1
        self.rows[model].append((pk, *values))
        return pk

    def _add_message(self, request, kind, sequence, to, at):
        own = {"request_id": request, "kind": kind, "sequence": sequence, "to": to}
        times = dict.fromkeys(("created_at", "next_try_at", "sent_at"), at)
        row = self.sent | own | times
        self._add(Message, *list(row.values())[1:])

    def _add_looks(self, story):
        """The record was opened once it was worked on; two lists showed it among others."""
        by, at = story.colleague.name, story.row["moved_at"]
        if story.row["status"] != Status.NEW:
            self._add_look(by, at, How.RECORD, [story.reference])
        listed = self.listed[story.office.pk]
        listed.append(story.reference)
        if len(listed) == LISTED:
            self._add_look(by, at, How.LIST, listed)
            self._add_look(by, at, How.LIST, listed)
            listed.clear()

    def _add_look(self, by, at, how, references):
        look = self._add(Look, at, by, how.value, len(references), "")
        for reference in references:
            self._add(LookedAt, look, reference)
