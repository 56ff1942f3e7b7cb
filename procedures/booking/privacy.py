"""Every field of this room: personal or operational, and how long it is kept.

Personal fields are encrypted, or are keyed hashes of personal words, and are erased
``KEPT_DAYS`` after a request is finished. Operational fields say nothing about who the
patient is; they stay with the bare history. A field that is missing here fails the suite.
"""

from enum import Enum

KEPT_DAYS = 180  # after the last change of a finished request
KEPT_SPAM_DAYS = 30  # suspected spam that nobody restored
KEPT_ATTEMPT_HOURS = 24  # counts that notice floods


class Kept(Enum):
    PERSONAL = "erased with the request"
    OPERATIONAL = "stays with the bare history"
    SHORT = "a day"


_P, _O, _S = Kept.PERSONAL, Kept.OPERATIONAL, Kept.SHORT

FIELDS = {
    "AppointmentRequest": {
        "id": _O,
        "reference": _O,
        "submission": _O,
        "same_words": _P,
        "status": _O,
        "received_at": _O,
        "waiting_since": _O,
        "due_at": _O,
        "moved_at": _O,
        "changed_at": _O,
        "version": _O,
        "procedure": _P,
        "procedure_name": _P,
        "office": _O,
        "office_name": _O,
        "half_days": _P,
        "for_whom": _P,
        "returning": _P,
        "name": _P,
        "carer_name": _P,
        "phone": _P,
        "email": _P,
        "note": _P,
        "way": _P,
        "best_time": _P,
        "language": _P,
        "other_language": _P,
        "agreed_at": _O,
        "assigned_to": _O,
        "tries": _O,
        "try_again_on": _P,
        "visit_at": _P,
        "visit_minutes": _P,
        "visit_note": _P,
        "visit_sequence": _O,
        "reason": _O,
        "duplicate_of": _O,
        "responded_at": _O,
        "response_minutes": _O,
        "record_number": _P,
        "spam_score": _O,
        "spam_reasons": _O,
    },
    "SearchKey": {"id": _P, "request": _P, "kind": _P, "digest": _P},
    "Event": {"id": _O, "reference": _O, "at": _O, "by": _O, "verb": _O, "detail": _O},
    "Look": {"id": _O, "at": _O, "by": _O, "how": _O, "count": _O, "detail": _O},
    "LookedAt": {"id": _O, "look": _O, "reference": _O},
    "Note": {"id": _O, "request": _O, "at": _O, "by": _O, "text": _P},
    "Measure": {
        "id": _O,
        "office": _O,
        "period": _O,
        "received": _O,
        "answered": _O,
        "median_minutes": _O,
        "nine_in_ten_minutes": _O,
        "booked": _O,
        "closed": _O,
        "measured_at": _O,
    },
    "Message": {
        "id": _O,
        "request": _O,
        "kind": _O,
        "sequence": _O,
        "to": _P,
        "delivery": _O,
        "created_at": _O,
        "next_try_at": _O,
        "leased_until": _O,
        "tries": _O,
        "trouble": _O,
        "sent_at": _O,
    },
    "Attempt": {"id": _S, "kind": _S, "digest": _S, "at": _S},
    "OfficeStaff": {"id": _O, "user": _O, "office": _O},
}


def personal_fields(model):
    return [name for name, kept in FIELDS[model.__name__].items() if kept is Kept.PERSONAL]
