from .address import OldAddress
from .clinic import Clinic
from .condition import BodyPlace, Condition
from .edition import Edition
from .office import ClosedDay, Office, OfficeHours, Weekday
from .open_form import OpenForm
from .origin import Origin
from .procedure import Farewell, Procedure
from .provider import Provider
from .publishing import NotReady, Status
from .question import Kind, Question
from .rows import Frequency, Milestone, SideEffect, Step, Urgency, WarningSign
from .search import SearchCount, SearchEntry, SearchWord
from .version import Version, What

__all__ = [
    "BodyPlace",
    "Clinic",
    "ClosedDay",
    "Condition",
    "Edition",
    "Farewell",
    "Frequency",
    "Kind",
    "Milestone",
    "NotReady",
    "Office",
    "OfficeHours",
    "OldAddress",
    "OpenForm",
    "Origin",
    "Procedure",
    "Provider",
    "Question",
    "SearchCount",
    "SearchEntry",
    "SearchWord",
    "SideEffect",
    "Status",
    "Step",
    "Urgency",
    "Version",
    "WarningSign",
    "Weekday",
    "What",
]
