"""What happened to a request, oldest first: its steps, its notes, and who opened it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from ..actions import PATIENT, SYSTEM
from ..models import Event, How, Look, Verb

NOT_COLLEAGUES = {PATIENT: _("the patient"), SYSTEM: _("the site")}
WORDS = dict([*Verb.choices, *How.choices])


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
    for line in _lines(record.request):
        line.when = line.last = record.moment(line.at)
        before = lines[-1] if lines else None
        if before and before.is_look and line.is_look and before.by == line.by:
            before.times, before.last = before.times + 1, line.when
        else:
            lines.append(line)
    return lines


def _lines(request):
    rows = _rows(request.reference)
    noted = any(words == Verb.NOTED for _at, is_look, _pk, _by, words, _detail in rows)
    # one note for each line that says so, in their order
    notes = iter(request.notes.all() if noted else [])
    for at, is_look, _pk, by, words, detail in rows:
        note = next(notes, None) if words == Verb.NOTED else None
        yield Line(
            at=at,
            by=NOT_COLLEAGUES.get(by, by),
            words=WORDS.get(words, words),
            detail=detail,
            note=note.text if note else "",
            is_look=bool(is_look),
        )


def _rows(reference):
    """(when, is it a look, key, by whom, what, detail) of both tables, in one question."""
    events = Event.objects.filter(reference=reference).order_by()
    looks = Look.objects.filter(looked_at__reference=reference, how=How.RECORD).order_by()
    found = events.values_list("at", Value(0), "pk", "by", "verb", "detail").union(
        looks.values_list("at", Value(1), "pk", "by", "how", Value("")), all=True
    )
    return sorted(found)
