"""The verbs: everything that happens to a request, each with its line of history.

Keyword-only, atomic, and who did it is always given. Messages are rows of the outbox written in
the same transaction; a worker sends them after the commit.
"""

import json

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from . import finding, keys
from .models import (
    OPEN,
    AppointmentRequest,
    Attempt,
    Delivery,
    Event,
    Message,
    MessageKind,
    SearchKey,
    Status,
    Verb,
)
from .privacy import personal_fields
from .promise import call_back_by

PATIENT, SYSTEM = "patient", "system"


@sensitive_variables()  # error reports show no value of this function, nor of what it calls
def receive(*, submission, details, spam, by=PATIENT, at=None):
    """Store a request exactly once; give it, and whether it is new.

    ``details`` are the fields as the form cleaned them, ``spam`` its verdict. The same submission
    number, or the very same words on the same day, are the same request. What the patient
    corrected on the same form is taken over as long as nobody has begun to work on it.
    Raises ``DatabaseError`` if nothing was stored.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            return _store(submission, details, spam, by, at), True
    except IntegrityError:
        with transaction.atomic():
            known = _receive_again(submission, details, by, at)
        if known is None:
            raise
        return known, False


def _store(submission, details, spam, by, at):
    request = AppointmentRequest(submission=submission, received_at=at, agreed_at=at)
    _fill(request, details)
    request.status = Status.SPAM if spam.is_suspect else Status.NEW
    request.spam_score, request.spam_reasons = spam.score, spam.reasons
    request.save(force_insert=True)
    _write_search_keys(request)
    Attempt.objects.bulk_create(spam.attempts)
    record(request, Verb.RECEIVED, by=by, at=at)
    if spam.is_suspect:
        record(request, Verb.MARKED_SPAM, by=SYSTEM, at=at, detail=", ".join(spam.reasons))
    else:
        _put_in_outbox(request, at)
    return request


def _receive_again(submission, details, by, at):
    known = AppointmentRequest.objects.select_for_update()
    request = known.filter(submission=submission).first()
    words = same_words(details, request.received_at if request else at)
    if request is None:
        return known.filter(same_words=words).first()
    if request.status != Status.NEW or request.same_words == words:
        return request
    if twin := known.filter(same_words=words).first():  # corrected into what was sent before
        return twin
    _fill(request, details)
    request.save()
    request.search_keys.all().delete()
    _write_search_keys(request)
    _put_in_outbox(request, at)
    record(request, Verb.CHANGED, by=by, at=at)
    return request


def _fill(request, details):
    for name, value in details.items():
        setattr(request, name, value)
    request.procedure_name = details["procedure"].name if details["procedure"] else ""
    request.office_name = details["office"].name
    request.same_words = same_words(details, request.received_at)
    request.due_at = call_back_by(details["office"], request.received_at)


def same_words(details, at):
    """One keyed hash of all that was typed and of the day, to notice the same words again."""
    words = {name: getattr(value, "pk", value) for name, value in details.items()}
    text = json.dumps(words | {"day": f"{at:%Y-%m-%d}"}, sort_keys=True, ensure_ascii=False)
    return keys.digest("words", text)


def _write_search_keys(request):
    found = finding.search_keys(
        names=(request.name, request.carer_name), phone=request.phone, email=request.email
    )
    SearchKey.objects.bulk_create(
        SearchKey(request=request, kind=kind, digest=digest) for kind, digest in sorted(found)
    )


def _put_in_outbox(request, at):
    """The office is told of every request, the patient only where an email was given.

    Called again, it adds only what has no message yet, or one to an address since corrected.
    """
    office_email = request.office.email if request.office else ""
    wanted = {MessageKind.RECEIPT: request.email, MessageKind.OFFICE: office_email}
    for message in request.messages.all():
        if message.to != wanted[message.kind]:
            message.delete()
    Message.objects.bulk_create(
        (
            Message(request=request, kind=kind, to=to, created_at=at, next_try_at=at)
            for kind, to in wanted.items()
            if to
        ),
        ignore_conflicts=True,
    )


def record(request, verb, *, by, at=None, detail=""):
    """Write one line of history. ``detail`` never holds a personal word."""
    Event.objects.create(
        reference=request.reference, at=at or timezone.now(), by=by, verb=verb, detail=detail
    )


@transaction.atomic
def open_request(*, request, by):
    """A colleague looks at the record; every look is on record."""
    record(request, Verb.OPENED, by=by)


@transaction.atomic
def list_requests(*, requests, by, verb=Verb.LISTED):
    """A colleague sees the names of these requests in a list."""
    at = timezone.now()
    Event.objects.bulk_create(
        Event(reference=request.reference, at=at, by=by, verb=verb) for request in requests
    )


@transaction.atomic
def restore_from_spam(*, request, by):
    """Treat it as a real request: it waits to be called, and its messages go out."""
    request = AppointmentRequest.objects.select_for_update().get(pk=request.pk)
    if request.status != Status.SPAM:
        return request
    request.status = Status.NEW
    request.save(update_fields=["status", "changed_at"])
    record(request, Verb.RESTORED, by=by)
    _put_in_outbox(request, timezone.now())
    return request


@transaction.atomic
def mark_spam(*, request, by):
    request = AppointmentRequest.objects.select_for_update().get(pk=request.pk)
    if request.status not in OPEN:
        return request
    request.status = Status.SPAM
    request.save(update_fields=["status", "changed_at"])
    # one that a worker holds may be out already: it stays, so that it never goes out twice
    request.messages.filter(delivery=Delivery.WAITING, leased_until=None).delete()
    record(request, Verb.MARKED_SPAM, by=by)
    return request


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
    request.status = Status.ERASED
    request.save()
    request.search_keys.all().delete()
    request.messages.all().delete()
    record(request, Verb.ERASED, by=by)
    return request
