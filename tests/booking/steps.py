"""The steps as the stories take them: step(request, by), with the rest filled in sensibly."""

from datetime import timedelta

from django.utils import timezone

from procedures.booking import actions
from procedures.booking.models import Reason


def take(request, by, seen=None):
    return actions.take(request=request, by=by, seen=seen)


def no_answer(request, by, seen=None, try_again_on=None):
    return actions.no_answer(
        request=request, by=by, left_message=True, try_again_on=try_again_on, seen=seen
    )


def book(request, by, seen=None, **fields):
    at = timezone.now() + timedelta(days=3)
    fields = {
        "office": request.office,
        "visit_at": at,
        "minutes": 45,
        "note": "Come early",
    } | fields
    return actions.book(request=request, by=by, seen=seen, **fields)


def finish(request, by, seen=None):
    return actions.finish(request=request, by=by, seen=seen)


def close(request, by, seen=None, reason=Reason.DECLINED, **fields):
    return actions.close(request=request, by=by, reason=reason, seen=seen, **fields)


def reopen(request, by, seen=None):
    return actions.reopen(request=request, by=by, seen=seen)


def mark_spam(request, by, seen=None):
    return actions.mark_spam(request=request, by=by, seen=seen)


def restore(request, by, seen=None):
    return actions.restore_from_spam(request=request, by=by, seen=seen)


def note(request, by, seen=None):
    return actions.add_note(request=request, by=by, text="Prefers Tuesdays", seen=seen)


def number(request, by, seen=None):
    return actions.note_number(request=request, by=by, number="MR 1234", seen=seen)


VERBS = {
    verb.__name__: verb
    for verb in (take, no_answer, book, finish, close, reopen, mark_spam, restore, note, number)
}
