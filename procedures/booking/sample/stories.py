"""What a made-up request tells: who asked for what, and what became of it until now."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from procedures.models import Office, Procedure

from .. import keys
from ..actions import PATIENT, SYSTEM
from ..business_time import BusinessTime
from ..half_days import WORKING_WEEK
from ..models import (
    AppointmentRequest,
    BestTime,
    For,
    Language,
    MessageKind,
    OfficeStaff,
    Reason,
    Returning,
    Status,
    Verb,
    Way,
)
from ..models.request import ALPHABET
from ..promise import call_back_by
from . import raw_rows

MARK = "sample-"  # each submission number begins with it; a form's own is random
OPEN_FATES = (Status.NEW, Status.NEW, Status.TRYING)
FATES = {Status.DONE: 45, Status.CLOSED: 34, Status.BOOKED: 20, Status.SPAM: 1}
REASONS = {
    Reason.PHONED: 25,
    Reason.UNSUITED: 10,
    Reason.DECLINED: 25,
    Reason.UNREACHED: 30,
    Reason.DUPLICATE: 10,
}
LANGUAGES = {Language.ENGLISH: 85, Language.SPANISH: 12, Language.OTHER: 3}
NOTES = ("", "", "", "Sample note: mornings are best.", "Sample note: I need step-free access.")
HALF_DAYS = [json.dumps(WORKING_WEEK[start : start + 3]) for start in range(8)]
SAMPLE_STAFF = ("sample.ana", "sample.ben")  # in the history of an office that nobody serves yet
SPREAD = 7**13  # shares no factor with 30, so that no reference comes twice


def reference_of(pk):
    """Looks like the random ones, and is another for each key."""
    number, letters = pk * SPREAD % len(ALPHABET) ** 8, ""
    for _letter in range(8):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return f"{letters[:4]}-{letters[4:]}"


@dataclass(frozen=True)
class Colleague:
    pk: int | None
    name: str


class World:
    """What the requests have in common: who may be asked for what, and who answers."""

    def __init__(self, chance, now):
        self.chance, self.now = chance, now
        shown = Office.objects.published()
        self.offices = list(shown.prefetch_related("hours", "closed_days"))
        self.clocks = {office.pk: BusinessTime(office) for office in self.offices}
        self.staff = {office.pk: staff_of(office) for office in self.offices}
        found = Procedure.objects.published().values_list("pk", "name")
        self.procedures = [*found, (None, "")]
        self.notes = [text and keys.encrypt(text) for text in NOTES]
        self.office_emails = {
            office.pk: office.email and keys.encrypt(office.email) for office in self.offices
        }
        self.other_language = keys.encrypt("Sample language")
        self.blank = raw_rows.blank_row(AppointmentRequest)
        self.promised = lru_cache(maxsize=None)(call_back_by)

    def due(self, office, came):
        """Worked out once an hour."""
        whole = came.replace(minute=0, second=0)
        return self.promised(office, whole + timedelta(hours=came > whole))


def staff_of(office):
    serving = OfficeStaff.objects.filter(office=office).values_list("user", "user__username")
    known = [Colleague(pk, name) for pk, name in serving]
    return known or [Colleague(None, name) for name in SAMPLE_STAFF]


class Story:
    """One request: its row, and what happened to it so far."""

    def __init__(self, world, pk, who, came, is_open):
        self.world, self.pk, self.who, self.came = world, pk, who, came
        self.chance = world.chance
        self.reference = reference_of(pk)
        self.office = self.chance.choice(world.offices)
        self.colleague = self.chance.choice(world.staff[self.office.pk])
        self.events, self.messages = [], []
        self.responded = self.visit_at = None
        self.row = dict(world.blank)
        self._asked()
        fate = self.chance.choice(OPEN_FATES) if is_open else self._one_of(FATES)
        self.row["status"] = fate.value
        getattr(self, f"_{fate.value}")()
        self.row["version"] = len(self.events)

    def _asked(self):
        chance, who, came = self.chance, self.who, raw_rows.moment(self.came)
        procedure, procedure_name = chance.choice(self.world.procedures)
        language = self._one_of(LANGUAGES)
        due = self.world.due(self.office, self.came).astimezone(self.came.tzinfo)
        self.row |= {
            "id": self.pk,
            "reference": self.reference,
            "submission": f"{MARK}{self.pk}",
            "received_at": came,
            "waiting_since": came,
            "moved_at": came,
            "changed_at": came,
            "agreed_at": came,
            "due_at": raw_rows.moment(due),
            "procedure_id": procedure,
            "procedure_name": procedure_name,
            "office_id": self.office.pk,
            "office_name": self.office.name,
            "half_days": chance.choice(HALF_DAYS),
            "for_whom": (For.OTHER if who.carer_name else For.SELF).value,
            "returning": chance.choice(Returning.values),
            "name": who.name,
            "carer_name": who.carer_name,
            "phone": who.phone,
            "email": who.email,
            "note": chance.choice(self.world.notes),
            "way": chance.choice(Way.values if who.email else (Way.CALL.value, Way.TEXT.value)),
            "best_time": chance.choice(BestTime.values),
            "language": language.value,
            "other_language": self.world.other_language if language == Language.OTHER else "",
        }
        self._happened(Verb.RECEIVED, self.came, by=PATIENT)

    # ---- what became of it; each is named after its status ----

    def _new(self):
        self._announced()

    def _trying(self):
        self._announced()
        self._tried()
        self._moved(self.responded)

    def _booked(self):
        self._announced()
        if self.chance.random() < 0.3:
            self._tried()
        self._responded()
        self._visit()
        self._moved(self.responded)

    def _done(self):
        self._booked()
        over = self.visit_at + timedelta(hours=1)
        if over > self.world.now:
            self.row["status"] = Status.BOOKED.value
            return
        self._happened(Verb.DONE, over)
        self._moved(over)

    def _closed(self):
        self._announced()
        reason = self._one_of(REASONS)
        self.row["reason"] = reason.value
        if reason == Reason.DUPLICATE:
            self.row["duplicate_of"] = reference_of(max(self.pk - 1, 1))
            self.responded = self._later(self.came, timedelta(days=1))
        else:
            self._tried()
        self.row["try_again_on"] = None
        closed = self._later(self.responded, timedelta(days=4))
        self._happened(Verb.CLOSED, closed, detail=reason.label)
        self._moved(closed)

    def _spam(self):
        self._happened(Verb.MARKED_SPAM, self.came, by=SYSTEM)

    # ---- its parts ----

    def _one_of(self, weights):
        return self.chance.choices(list(weights), weights.values())[0]

    def _announced(self):
        wanted = {
            MessageKind.OFFICE: self.world.office_emails[self.office.pk],
            MessageKind.RECEIPT: self.who.email,
        }
        for kind, to in wanted.items():
            if to:
                self._sent(kind, to, self.came)

    def _tried(self):
        self._responded()
        self._happened(Verb.NO_ANSWER, self.responded)
        again = self.chance.choice((None, self.responded + timedelta(days=1)))
        self.row["tries"] = self.chance.randint(1, 3)
        self.row["try_again_on"] = again and f"{again:%Y-%m-%d}"

    def _responded(self):
        if self.responded:
            return
        self.responded = self._later(self.came, timedelta(hours=48 * self.chance.random() ** 2))
        clock = self.world.clocks[self.office.pk]
        self.row |= {
            "responded_at": raw_rows.moment(self.responded),
            "response_minutes": clock.minutes(self.came, self.responded),
            "assigned_to_id": self.colleague.pk,
        }

    def _visit(self):
        self.visit_at = self.responded.replace(minute=0, second=0)
        self.visit_at += timedelta(days=self.chance.randint(1, 28))
        self.row |= {"visit_at": raw_rows.moment(self.visit_at), "try_again_on": None}
        self._happened(Verb.BOOKED, self.responded, detail=self.office.name)
        if self.who.email:
            self.row["visit_sequence"] = 1
            self._sent(MessageKind.VISIT, self.who.email, self.responded, sequence=1)

    def _sent(self, kind, to, at, sequence=0):
        at = raw_rows.moment(at)
        self.messages.append((kind.value, sequence, to, at))
        self.events.append((at, SYSTEM, Verb.SENT.value, str(kind.label)))

    def _happened(self, verb, at, by=None, detail=""):
        by = by or self.colleague.name
        self.events.append((raw_rows.moment(at), by, verb.value, str(detail)))

    def _moved(self, at):
        self.row["moved_at"] = self.row["changed_at"] = raw_rows.moment(at)

    def _later(self, start, most):
        return min(start + most * self.chance.random(), self.world.now).replace(microsecond=0)
