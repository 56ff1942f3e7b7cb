"""Which messages a request calls for. They are rows, written in the transaction of the step."""

from .models import Delivery, Message, MessageKind

FOR_PATIENT = (MessageKind.VISIT, MessageKind.CANCEL)


def announcements(request, at):
    """The office is told of every request, the patient only where an email was given."""
    return _messages(request, at, _wanted(request))


def announce_again(request, at):
    """Adds only what has no message yet, or one to an address since corrected."""
    wanted = _wanted(request)
    for message in request.messages.filter(kind__in=wanted):
        if message.to != wanted[message.kind]:
            message.delete()
    _write(request, at, wanted)


def _wanted(request):
    office_email = request.office.email if request.office else ""
    return {MessageKind.RECEIPT: request.email, MessageKind.OFFICE: office_email}


def send_visit(request, at):
    """The patient is told the time of the visit; an earlier time that still waits is not sent."""
    withdraw(request, kind__in=FOR_PATIENT)
    request.visit_sequence += 1
    _write(request, at, {MessageKind.VISIT: request.email}, request.visit_sequence)


def call_off_visit(request, at):
    """The patient is told that a visit to come is off, if they may have been told of it."""
    withdraw(request, kind__in=FOR_PATIENT)
    if request.visit_at > at and request.messages.filter(kind=MessageKind.VISIT).exists():
        request.visit_sequence += 1
        _write(request, at, {MessageKind.CANCEL: request.email}, request.visit_sequence)


def withdraw(request, **which):
    """What a worker holds may be out already: it stays, so that it never goes out twice."""
    waiting = request.messages.filter(delivery=Delivery.WAITING, leased_until=None)
    waiting.filter(**which).delete()


def _write(*what):
    Message.objects.bulk_create(_messages(*what), ignore_conflicts=True)


def _messages(request, at, wanted, sequence=0):
    return [
        Message(request=request, kind=kind, sequence=sequence, to=to, created_at=at, next_try_at=at)
        for kind, to in wanted.items()
        if to
    ]
