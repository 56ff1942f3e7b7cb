from .attempt import Attempt
from .event import Event, Verb
from .message import Delivery, Message, MessageKind
from .request import (
    OPEN,
    AppointmentRequest,
    BestTime,
    For,
    Language,
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
    "Language",
    "Message",
    "MessageKind",
    "OfficeStaff",
    "Returning",
    "SearchKey",
    "Status",
    "Verb",
    "Way",
]
