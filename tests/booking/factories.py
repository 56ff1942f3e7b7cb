"""Sample requests; nobody in them exists."""

import itertools
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from procedures.booking import actions, models
from procedures.booking.models import BestTime, For, Language, Reason, Returning, Status, Way
from procedures.booking.spam import Verdict
from procedures.models import Office
from tests.factories import make_office

_numbers = itertools.count(1)


def details(**fields):
    """The cleaned fields of a filled form."""
    office = fields.pop("office", None) or Office.objects.first() or make_office()
    return {
        "procedure": None,
        "office": office,
        "half_days": ["mon-am"],
        "for_whom": For.SELF.value,
        "returning": Returning.NEW.value,
        "name": "Sample Person",
        "carer_name": "",
        "phone": "(202) 555-0100",
        "email": "",
        "note": "",
        "way": Way.CALL.value,
        "best_time": BestTime.ANY.value,
        "language": Language.ENGLISH.value,
        "other_language": "",
    } | fields


def receive(submission=None, spam=None, **fields):
    """A stored request."""
    submission = submission or f"submission-{next(_numbers)}"
    reference, _new = actions.receive(
        submission=submission, details=details(**fields), spam=spam or Verdict()
    )
    return models.AppointmentRequest.objects.get(reference=reference)


def book(request, by=None, visit_at=None, **fields):
    """A visit tomorrow, at the office that was asked for."""
    at = visit_at or timezone.now() + timedelta(days=1)
    chosen = {"office": request.office, "visit_at": at, "minutes": 30} | fields
    return actions.book(request=request, by=by or colleague(), **chosen)


def put(request, status, by=None):
    """Bring a new request to any status, by the steps that lead there; give it as it is then."""
    by = by or colleague()
    if status == Status.TRYING:
        return actions.no_answer(request=request, by=by, left_message=False, try_again_on=None)
    if status == Status.BOOKED:
        return book(request, by)
    if status == Status.DONE:
        return actions.finish(request=book(request, by), by=by)
    if status == Status.CLOSED:
        return actions.close(request=request, by=by, reason=Reason.DECLINED)
    if status == Status.SPAM:
        return actions.mark_spam(request=request, by=by)
    if status == Status.ERASED:
        return actions.erase(request=request, by=by)
    return request


def colleague(name="sample-desk"):
    return User.objects.get_or_create(username=name)[0]
