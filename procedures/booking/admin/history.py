"""What happened to a request, oldest first: its steps, its notes, and who opened it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ..actions import PATIENT, SYSTEM
from ..models import Event, How, LookedAt, Verb

NOT_COLLEAGUES = {PATIENT: _("the patient"), SYSTEM: _("the site")}


@dataclass
class Line:
    at: datetime
    by: str
    words: str
    detail: str = ""
    note: str = ""
    is_look: bool = False
    times: int = 1
    when: str = ""
    last: str = ""


def history(record):
    """Neighbouring openings by one person run together. Lists, searches and exports that showed
    the request are for the owner's audit alone.
    """
    lines = []
    for line in sorted([*_events(record), *_looks(record)], key=lambda line: line.at):
        line.when = line.last = record.moment(line.at)
        before = lines[-1] if lines else None
        if before and before.is_look and line.is_look and before.by == line.by:
            before.times, before.last = before.times + 1, line.when
        else:
            lines.append(line)
    return lines


def _events(record):
    notes = iter(record.request.notes.all())  # one for each line that says so, in their order
    for event in Event.objects.filter(reference=record.request.reference):
        note = next(notes, None) if event.verb == Verb.NOTED else None
        yield Line(
            at=event.at,
            by=NOT_COLLEAGUES.get(event.by, event.by),
            words=event.get_verb_display(),
            detail=event.detail,
            note=note.text if note else "",
        )


def _looks(record):
    seen = LookedAt.objects.filter(reference=record.request.reference, look__how=How.RECORD)
    for at, by in seen.values_list("look__at", "look__by"):
        yield Line(at=at, by=by, words=How.RECORD.label, is_look=True)
