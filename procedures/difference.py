"""What is different between two contents of a page, in lines that an editor can read."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import Procedure
from .models.content import fields_of, fields_of_rows
from .models.rich_text import RichTextField, plain_text

SAME, GONE, NEW = "same", "gone", "new"
WORDS = re.compile(r"(\w+|[^\w\s])(\s*)")
LINES = re.compile(r"([^\n]+)(\n*)")
TAG = re.compile(r"<[^<>]*>")
MOST_PAIRS = 200_000  # of equal words; more take too long to compare one by one
ENOUGH = 0.5  # of their words, and two rows are the same row, changed
AROUND = 6  # words that are shown before and after a change


class Piece(NamedTuple):
    how: str
    words: str


class Line(NamedTuple):
    label: str
    pieces: list
    note: str = ""


def difference(before, after, order=(), model=Procedure):
    """Lines for all that differs; ``order`` names fields and lists as the form shows them."""
    fields = {field.name: field for field in fields_of(model)}
    lines = []
    for name in dict.fromkeys([*order, *fields, *model.LINKS, *model.ROWS]):
        if name in model.ROWS:
            rows = Rows(model._meta.get_field(name).related_model, fields_of_rows(model, name))
            lines += _rows(rows, before.get(name, []), after.get(name, []))
        elif name in model.LINKS:
            lines += _links(model._meta.get_field(name), before.get(name), after.get(name))
        elif name in fields and fields[name].is_relation:
            linked = [[content[name]] if content.get(name) else [] for content in (before, after)]
            lines += _links(fields[name], *linked)
        elif name in fields and not fields[name].editable:
            lines += _unreadable(fields[name], before.get(name), after.get(name))
        elif name in fields:
            lines += _field(fields[name], before, after, capfirst(fields[name].verbose_name))
    return lines


def _field(field, before, after, label):
    old, new = (said(field, content) for content in (before, after))
    if old == new and isinstance(field, RichTextField) and old:
        look = before.get(field.name), after.get(field.name)
        note = _("Only bold words or links are different.")
        return [] if look[0] == look[1] else [Line(label, [], note)]
    if old == new:
        return []
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    is_text = is_text and not isinstance(field, models.SlugField)
    pieces = compare(old, new) if is_text else _replaced(old, new)
    if any(piece.how != SAME for piece in pieces):
        return [Line(label, pieces)]
    return [Line(label, [], _("Only spaces or line breaks are different."))]


def _unreadable(field, before, after):
    """Of a key, such as a picture's, only that it is another one."""
    if not isinstance(field, models.CharField) or (before or "") == (after or ""):
        return []
    note = _("Added.") if not before else _("Another one.") if after else _("Removed.")
    return [Line(capfirst(field.verbose_name), [], note)]


def said(field, content):
    value = content.get(field.name, field.get_default())
    if value in (None, ""):
        return ""
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateField):
        return date_format(field.to_python(value))
    if isinstance(field, models.TimeField):
        return time_format(field.to_python(value))
    if isinstance(field, RichTextField):
        return plain_text(value)
    return str(dict(field.flatchoices).get(value, value))


def _replaced(old, new):
    pieces = [Piece(GONE, old), Piece(SAME, " "), Piece(NEW, new)]
    return pieces if old and new else [piece for piece in pieces if piece.words.strip()]


def _links(field, before, after):
    before, after = set(before or ()), set(after or ())
    if before == after:
        return []
    named = field.related_model._base_manager.in_bulk(before ^ after)
    left = {pk: str(named.get(pk) or _("one that is gone")) for pk in before ^ after}
    pieces = []
    for how, keys in ((GONE, before - after), (NEW, after - before)):
        pieces += [Piece(how, words) for words in sorted(left[pk] for pk in keys)]
    return [Line(capfirst(field.verbose_name), _between(pieces, ", "))]


def _between(pieces, words):
    apart = [each for piece in pieces for each in (Piece(SAME, words), piece)]
    return apart[1:]


# ---- rows: steps, questions and the like ----


class Rows:
    """One kind of row; ``is_ordered`` if people put its rows in order, and know them by number."""

    def __init__(self, model, fields):
        self.model = model
        self.fields = [field for field in fields if field.name != "position"]
        self.is_ordered = len(self.fields) < len(fields)
        self.name = capfirst(model._meta.verbose_name)

    def label(self, row, place):
        return f"{self.name} {place + 1 if self.is_ordered else self.title(row)}"

    def title(self, row):
        values = {field.name: row.get(field.name, field.get_default()) for field in self.fields}
        return str(self.model(**{f.name: f.to_python(values[f.name]) for f in self.fields}))


def _rows(rows, before, after):
    was = _places(rows, before, after)
    lines = [
        (place - 0.5, _whole(rows, row, GONE, None, _removed(rows, place)))
        for place, row in enumerate(before)
        if place not in was
    ]
    moved = _moved(was) if rows.is_ordered else ()
    for place, row in enumerate(after):
        if was[place] is None:
            lines.append((place, _whole(rows, row, NEW, place, _("Added."))))
            continue
        if place in moved:
            note = _("Moved: it was number %d.") % (was[place] + 1)
            title = [Piece(SAME, rows.title(row))]
            lines.append((place, Line(rows.label(row, place), title, note)))
        for field in rows.fields:
            label = _("%(row)s, %(field)s")
            label %= {"row": rows.label(row, place), "field": field.verbose_name}
            lines += [(place, line) for line in _field(field, before[was[place]], row, label)]
    return [line for _place, line in sorted(lines, key=lambda placed: placed[0])]


def _removed(rows, place):
    if rows.is_ordered:
        return _("Removed: it was number %d.") % (place + 1)
    return _("Removed.")


def _whole(rows, row, how, place, note):
    """A row that came or went; what was left as it usually is goes without saying."""
    words = [
        str(field.verbose_name) if row[field.name] is True else said(field, row)
        for field in rows.fields
        if row.get(field.name, "") not in ("", None, False)
    ]
    label = rows.name if place is None or not rows.is_ordered else rows.label(row, place)
    return Line(label, _between([Piece(how, each) for each in words], "\n"), note)


def _places(rows, before, after):
    """Where each row of ``after`` was in ``before``, or None: equal rows first, then like ones."""
    was, left = [None] * len(after), dict(enumerate(before))
    for place, row in enumerate(after):
        equal = [old for old, other in left.items() if _bare(other) == _bare(row)]
        if equal:
            was[place] = min(equal, key=lambda old: abs(old - place))
            del left[was[place]]
    for _likeness, old, place in _likenesses(rows, left, was, after):
        if old in left and was[place] is None:
            was[place] = old
            del left[old]
    return was


def _bare(row):
    return {name: value for name, value in row.items() if name != "position"}


def _likenesses(rows, left, was, after):
    new = [(place, row) for place, row in enumerate(after) if was[place] is None]
    pairs = [
        (_likeness(rows, row, after_row), old, place)
        for old, row in left.items()
        for place, after_row in new
    ]
    enough = [pair for pair in pairs if pair[0] >= ENOUGH]
    return sorted(enough, key=lambda pair: (-pair[0], abs(pair[1] - pair[2])))


def _likeness(rows, one, other):
    if rows.title(one) == rows.title(other):
        return 1
    counts = [Counter(re.findall(r"\w+", _texts(row).lower())) for row in (one, other)]
    return 2 * (counts[0] & counts[1]).total() / max(1, counts[0].total() + counts[1].total())


def _texts(row):
    """Tags are no words."""
    return TAG.sub(" ", " ".join(value for value in row.values() if isinstance(value, str)))


def _moved(was):
    """The places of the rows that left their order, as few as can be."""
    order = [old for old in was if old is not None]
    stayed = set()
    for start, _same, size in SequenceMatcher(None, order, sorted(order)).get_matching_blocks():
        stayed |= set(order[start : start + size])
    return {place for place, old in enumerate(was) if old is not None and old not in stayed}


# ---- words ----


def compare(old, new):
    """The pieces of a text: what both have, what is gone, what is new."""
    for split in (WORDS, LINES):
        one, other = split.findall(old), split.findall(new)
        counts = [Counter(word for word, _gap in words) for words in (one, other)]
        if sum(counts[0][word] * counts[1][word] for word in counts[0]) <= MOST_PAIRS:
            return _pieces(one, other)
    return _replaced(old, new)


def _pieces(one, other):
    matcher = SequenceMatcher(None, [word for word, _gap in one], [word for word, _gap in other])
    steps = _without_crumbs(matcher.get_opcodes(), other)
    pieces = []
    for number, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal":
            ends = number == 0, number == len(steps) - 1
            pieces.append(Piece(SAME, _shortened(other[c:d], *ends)))
            continue
        gone, new = _joined(one[a:b]), _joined(other[c:d])
        pieces += [piece for piece in (Piece(GONE, gone), Piece(NEW, new)) if piece.words]
    return pieces


def _without_crumbs(steps, other):
    """A word or a comma that stayed between two changes reads as part of them."""
    kept = []
    for number, step in enumerate(steps):
        tag, a, b, c, d = step
        words = [word for word, _gap in other[c:d] if word[0].isalnum()]
        is_inside = 0 < number < len(steps) - 1
        is_change = tag != "equal" or (is_inside and len(words) < 2)
        if is_change and kept and kept[-1][0] == "change":
            kept[-1] = ("change", kept[-1][1], b, kept[-1][3], d)
        else:
            kept.append(("change" if is_change else "equal", a, b, c, d))
    return kept


def _joined(words):
    return "".join(word + gap for word, gap in words)


def _shortened(words, is_first, is_last):
    if len(words) <= 2 * AROUND + 4:  # not worth a gap
        return _joined(words)
    start = "" if is_first else _joined(words[:AROUND])
    end = "" if is_last else _joined(words[-AROUND:])
    return f"{start}… {end}" if start else f"… {end}"
