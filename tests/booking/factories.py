"""Sample requests; nobody in them exists."""

import itertools

from procedures.booking import actions
from procedures.booking.models import BestTime, For, Language, Returning, Way
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
    request, _new = actions.receive(
        submission=submission, details=details(**fields), spam=spam or Verdict()
    )
    return request
