"""The verbs: everything that happens to a request, each with its line of history.

Keyword-only, atomic, and who did it is always given. Messages are rows of the outbox written in
the same transaction; a worker sends them after the commit.

``STEPS`` is the state machine: which step may be taken from which status, and where it leads. The
database holds the same table as a trigger (migration 0005), so that no road leads around it.
"""

import json
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from . import finding, keys, outbox
from .business_time import BusinessTime
from .inserting import Insert
from .models import (
    OPEN,
    AppointmentRequest,
    Attempt,
    Event,
    Message,
    Note,
    Reason,
    SearchKey,
    Status,
    Verb,
)
from .models.request import new_reference
from .privacy import personal_fields
from .promise import call_back_by
from .together import store_alone

PATIENT, SYSTEM = "patient", "system"
FINISHED = (Status.DONE, Status.CLOSED)
ALIVE = tuple(status for status in Status if status != Status.ERASED)


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    verb: Verb
    froms: tuple
    to: Status | None = None  # None: the status stays


STEPS = {
    step.name: step
    for step in (
        Step("take", _("Take it"), Verb.TAKEN, (*OPEN, Status.BOOKED)),
        Step("no_answer", _("No answer"), Verb.NO_ANSWER, OPEN, Status.TRYING),
        Step("book", _("Book a time"), Verb.BOOKED, (*OPEN, Status.BOOKED), Status.BOOKED),
        Step("finish", _("Visit done"), Verb.DONE, (Status.BOOKED,), Status.DONE),
        Step("close", _("Close"), Verb.CLOSED, (*OPEN, Status.BOOKED), Status.CLOSED),
        Step("reopen", _("Reopen"), Verb.REOPENED, (Status.BOOKED, *FINISHED), Status.NEW),
        Step("mark_spam", _("Spam"), Verb.MARKED_SPAM, OPEN, Status.SPAM),
        Step("restore", _("Not spam"), Verb.RESTORED, (Status.SPAM,), Status.NEW),
        Step("note", _("Internal note"), Verb.NOTED, ALIVE),
        Step("number", _("Number in our records"), Verb.NUMBERED, ALIVE),
        Step("erase", _("Erase"), Verb.ERASED, ALIVE, Status.ERASED),
    )
}


class NotNow(Exception):
    """The request is not, or no longer, in a status from which this step may be taken."""


class Overtaken(Exception):
    """A colleague took a step since this one was begun."""


def steps_from(status):
    return [step for step in STEPS.values() if status in step.froms]


@sensitive_variables()  # error reports show no value of this function, nor of what it calls
def receive(*, submission, details, spam, by=PATIENT, at=None, store=store_alone):
    """Store a request exactly once; give its reference, and whether it is new.

    ``details`` are the fields as the form cleaned them, ``spam`` its verdict, ``store`` commits the
    rows, together with those of others perhaps (``together.py``). The same submission
    number, or the very same words on the same day, are the same request. What the patient
    corrected on the same form is taken over as long as nobody has begun to work on it.
    Raises ``DatabaseError`` if nothing was stored.
    """
    at = at or timezone.now()
    try:
        return _store(submission, details, spam, by, at, store), True
    except IntegrityError:
        with transaction.atomic():
            known = _receive_again(submission, details, by, at)
        if known is None:
            raise
        return known.reference, False


def _store(submission, details, spam, by, at, store):
    """All is made ready first, so that others wait no longer for the database than they must."""
    reference, asked = new_reference(), _asked(details, at)
    times = ("received_at", "waiting_since", "moved_at", "changed_at", "agreed_at")
    new = {
        "reference": reference,
        "submission": submission,
        "status": (Status.SPAM if spam.is_suspect else Status.NEW).value,
        "spam_score": spam.score,
        "spam_reasons": spam.reasons,
    }
    request = Insert(AppointmentRequest, [asked | new | dict.fromkeys(times, at)])
    events, messages = [_event(reference, Verb.RECEIVED, by, at)], []
    if spam.is_suspect:
        reasons = ", ".join(spam.reasons)
        events.append(_event(reference, Verb.MARKED_SPAM, SYSTEM, at, reasons))
    else:
        messages = outbox.announcements(details["office"], details["email"], at)
    tables = {
        SearchKey: [{"request_id": request} | key for key in _search_keys(asked)],
        Attempt: spam.attempts,
        Event: events,
        Message: [{"request_id": request} | message for message in messages],
    }
    inserts = [request, *(Insert(model, rows) for model, rows in tables.items() if rows)]
    store(inserts)
    return reference


def _receive_again(submission, details, by, at):
    known = AppointmentRequest.objects.select_for_update()
    request = known.filter(submission=submission).first()
    asked = _asked(details, request.received_at if request else at)
    if request is None:
        return known.filter(same_words=asked["same_words"]).first()
    if request.status != Status.NEW or request.same_words == asked["same_words"]:
        return request
    # corrected into what was sent before
    if twin := known.filter(same_words=asked["same_words"]).first():
        return twin
    for name, value in asked.items():
        setattr(request, name, value)
    request.version += 1
    request.save()
    request.search_keys.all().delete()
    SearchKey.objects.bulk_create(SearchKey(request=request, **key) for key in _search_keys(asked))
    outbox.announce_again(request, at)
    record(request, Verb.CHANGED, by=by, at=at)
    return request


def _asked(details, received_at):
    """What is stored of the details, by the names of the columns."""
    procedure, office = details["procedure"], details["office"]
    asked = {name: value for name, value in details.items() if name not in ("procedure", "office")}
    return asked | {
        "procedure_id": procedure.pk if procedure else None,
        "procedure_name": procedure.name if procedure else "",
        "office_id": office.pk,
        "office_name": office.name,
        "same_words": same_words(details, received_at),
        "due_at": call_back_by(office, received_at),
    }


def same_words(details, at):
    """One keyed hash of all that was typed and of the day, to notice the same words again."""
    words = {name: getattr(value, "pk", value) for name, value in details.items()}
    text = json.dumps(words | {"day": f"{at:%Y-%m-%d}"}, sort_keys=True, ensure_ascii=False)
    return keys.digest("words", text)


def _search_keys(asked):
    found = finding.search_keys(
        names=(asked["name"], asked["carer_name"]), phone=asked["phone"], email=asked["email"]
    )
    return [{"kind": kind, "digest": digest} for kind, digest in sorted(found)]


def record(request, verb, *, by, at=None, detail=""):
    """Write one line of history. ``detail`` never holds a personal word."""
    Event.objects.create(**_event(request.reference, verb, by, at or timezone.now(), detail))


def _event(reference, verb, by, at, detail=""):
    detail = str(detail)[:200]
    return {"reference": reference, "at": at, "by": str(by), "verb": verb.value, "detail": detail}


# ---- the steps of the front desk ----
#
# ``by`` is the colleague's account. ``seen`` is the version of the request that they had before
# them, and None for a program: whoever comes second is told (``Overtaken``), and nothing is done.


@transaction.atomic
def take(*, request, by, seen=None):
    request = _begin("take", request, seen)
    request.assigned_to = by
    return _end("take", request, by)


@transaction.atomic
def no_answer(*, request, by, left_message, try_again_on, seen=None):
    """They called, and nobody answered. ``try_again_on`` is a day of the office's calendar."""
    request, at = _begin("no_answer", request, seen), timezone.now()
    request.tries += 1
    request.try_again_on = try_again_on
    _respond(request, by, at)
    left = _("left a message") if left_message else _("no message left")
    return _end("no_answer", request, by, at, left)


@transaction.atomic
def book(*, request, by, office, visit_at, minutes, note="", seen=None):
    """The time is agreed, or agreed anew; the patient is told by email if there is one.

    The request goes to the office of the visit, and so to its staff.
    """
    request, at = _begin("book", request, seen), timezone.now()
    _respond(request, by, at)
    request.office, request.office_name = office, office.name
    request.visit_at, request.visit_minutes, request.visit_note = visit_at, minutes, note
    request.try_again_on = None
    outbox.send_visit(request, at)
    return _end("book", request, by, at, office.name)


@transaction.atomic
def finish(*, request, by, seen=None):
    return _end("finish", _begin("finish", request, seen), by)


@transaction.atomic
def close(*, request, by, reason, duplicate_of="", seen=None):
    """``duplicate_of`` is the reference of the other request, only where that is the reason."""
    request, at = _begin("close", request, seen), timezone.now()
    if reason != Reason.DUPLICATE:
        _respond(request, by, at)
    if request.status == Status.BOOKED:
        outbox.call_off_visit(request, at)
    request.reason, request.duplicate_of = reason, duplicate_of
    request.try_again_on = None
    words = " ".join(filter(None, [str(Reason(reason).label), duplicate_of]))
    return _end("close", request, by, at, words)


@transaction.atomic
def reopen(*, request, by, seen=None):
    """The patient waits again, from now on."""
    request, at = _begin("reopen", request, seen), timezone.now()
    if request.status == Status.BOOKED:
        outbox.call_off_visit(request, at)
    request.reason = request.duplicate_of = ""
    request.assigned_to = None
    request.waiting_since = at
    request.due_at = call_back_by(request.office, at)
    return _end("reopen", request, by, at)


@transaction.atomic
def mark_spam(*, request, by, seen=None):
    request = _begin("mark_spam", request, seen)
    outbox.withdraw(request)
    return _end("mark_spam", request, by)


@transaction.atomic
def restore_from_spam(*, request, by, seen=None):
    """Treat it as a real request: it waits to be called, and its messages go out."""
    request, at = _begin("restore", request, seen), timezone.now()
    outbox.announce_again(request, at)
    return _end("restore", request, by, at)


@transaction.atomic
def add_note(*, request, by, text, seen=None):
    """Nothing is overtaken by a note: it changes nothing that a colleague might be changing."""
    request, at = _begin("note", request, seen), timezone.now()
    Note.objects.create(request=request, at=at, by=str(by), text=text)
    record(request, Verb.NOTED, by=by, at=at)
    return request


@transaction.atomic
def note_number(*, request, by, number, seen=None):
    """Where to find the patient in the clinic's own records system."""
    request = _begin("number", request, seen)
    request.record_number = number
    return _end("number", request, by)


def _begin(name, request, seen):
    """The request as it is now, locked until the commit."""
    request = AppointmentRequest.objects.select_for_update().get(pk=request.pk)
    if seen is not None and request.version != seen:
        raise Overtaken
    if request.status not in STEPS[name].froms:
        raise NotNow
    return request


def _end(name, request, by, at=None, detail=""):
    step, at = STEPS[name], at or timezone.now()
    if step.to and step.to != request.status:
        request.status, request.moved_at = step.to, at
    request.version += 1
    request.save()
    record(request, step.verb, by=by, at=at, detail=detail)
    return request


def _respond(request, by, at):
    """Whoever gets in touch first has it from then on; how long that took is kept for ever."""
    request.assigned_to = request.assigned_to or by
    if request.responded_at is None:
        clock = BusinessTime(request.office)
        request.responded_at = at
        request.response_minutes = clock.minutes(request.received_at, at)


@transaction.atomic
def erase(*, request, by):
    """Erase every personal field, and keep the bare history."""
    personal = personal_fields(AppointmentRequest)
    # not read first: what no key can open any more is erased as well
    known = AppointmentRequest.objects.select_for_update().defer(*personal)
    request = known.get(pk=request.pk)
    if request.status == Status.ERASED:
        return request
    for name in personal:
        setattr(request, name, request._meta.get_field(name).get_default())
    request.status, request.moved_at = Status.ERASED, timezone.now()
    request.version += 1
    request.save()
    request.search_keys.all().delete()
    request.messages.all().delete()
    request.notes.all().delete()
    record(request, Verb.ERASED, by=by)
    return request
