from .attempt import Attempt
from .event import Event, Verb
from .look import How, Look, LookedAt
from .measure import Measure
from .message import Delivery, Message, MessageKind
from .note import Note
from .request import (
    OPEN,
    AppointmentRequest,
    BestTime,
    For,
    Language,
    Reason,
    Returning,
    SearchKey,
    Status,
    Way,
)
from .staff import OfficeStaff

__all__ = [
    "OPEN",
    "AppointmentRequest",
    "Attempt",
    "BestTime",
    "Delivery",
    "Event",
    "For",
    "How",
    "Language",
    "Look",
    "LookedAt",
    "Measure",
    "Message",
    "MessageKind",
    "Note",
    "OfficeStaff",
    "Reason",
    "Returning",
    "SearchKey",
    "Status",
    "Verb",
    "Way",
]
