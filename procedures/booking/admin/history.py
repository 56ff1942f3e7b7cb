"""What happened to a request, and who looked at it, oldest first."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..actions import PATIENT, SYSTEM
from ..models import Event, Verb

IN_LISTS = {Verb.LISTED, Verb.SEARCHED}
NOT_COLLEAGUES = {PATIENT: _("the patient"), SYSTEM: _("the site")}


@dataclass
class Line:
    event: Event
    when: str
    last: str
    times: int = 1

    @property
    def by(self):
        return NOT_COLLEAGUES.get(self.event.by, self.event.by)


def history(record):
    """(what happened, looks in lists). Lists are read many times a day: those looks run together
    by person and day, and so do neighbouring openings by one person.
    """
    happened, looks = [], {}
    for event in Event.objects.filter(reference=record.request.reference):
        when = record.moment(event.at)
        day = event.at.astimezone(record.zone).date()
        if event.verb in IN_LISTS:
            line = looks.setdefault((event.verb, event.by, day), Line(event, when, when, 0))
        elif happened and _goes_on(happened[-1].event, event):
            line = happened[-1]
        else:
            happened.append(Line(event, when, when))
            continue
        line.times, line.last = line.times + 1, when
    return happened, list(looks.values())


def _goes_on(last, event):
    both_open = last.verb == event.verb == Verb.OPENED
    return both_open and last.by == event.by
