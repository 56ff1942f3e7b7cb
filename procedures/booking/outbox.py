"""Which messages a request calls for. They are rows, written in the transaction of the step."""

from .models import Delivery, Message, MessageKind

FOR_PATIENT = (MessageKind.VISIT, MessageKind.CANCEL)


def announcements(office, email, at):
    """The office is told of every request, the patient only where an email was given."""
    return _messages(at, _wanted(office, email))


def announce_again(request, at):
    """Adds only what has no message yet, or one to an address since corrected."""
    wanted = _wanted(request.office, request.email)
    for message in request.messages.filter(kind__in=wanted):
        if message.to != wanted[message.kind]:
            message.delete()
    _write(request, at, wanted)


def _wanted(office, email):
    return {MessageKind.RECEIPT: email, MessageKind.OFFICE: office.email if office else ""}


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


def _write(request, *what):
    new = [Message(request=request, **message) for message in _messages(*what)]
    Message.objects.bulk_create(new, ignore_conflicts=True)


def _messages(at, wanted, sequence=0):
    """Of what is wanted that has an address, by the names of the columns."""
    shared = {"sequence": sequence, "created_at": at, "next_try_at": at}
    return [{"kind": kind.value, "to": to} | shared for kind, to in wanted.items() if to]
