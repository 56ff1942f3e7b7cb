"""Words of one paragraph, some of them bold, and the rows of a table, as lines."""

import re
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from .kinds import is_topic
from .lines import ASKED, BULLET, Line, clean, is_question
from .plain import flow

_HEADS = {"question", "questions", "q", "answer", "answers", "a"}
_LONG_CELL = 200


def from_spans(spans, width=0, marks=True):
    """Lines of ``[(text, is_bold), …]``, where a line break is "\\n".

    A line that is all bold may be a heading. A bold question at the start of a line is one, and
    its answer is the rest of that line.
    """
    rows = [part for row in _rows(spans) for part in _split_lead(row)]
    found = []
    for bold, group in groupby(rows, key=lambda row: row[1]):
        lines = flow([text for text, _bold in group], width, marks)
        found += [replace(line, bold=bold) for line in lines]
    return found


def _rows(spans):
    rows = [[]]
    for text, bold in spans:
        first, *others = text.split("\n")
        rows[-1].append((first, bold))
        rows += [[(other, bold)] for other in others]
    return rows


def _split_lead(row):
    lead = rest = ""
    for text, bold in row:
        if not rest and (bold or not text.strip()):
            lead += text
        else:
            rest += text
    if not _has_words(rest):
        return [(lead + rest, bool(lead.strip()))]
    if rest[0] in ":.":
        lead, rest = lead + rest[0], rest[1:]
    if is_question(clean(lead)):
        return [(lead, True), (rest, False)]
    label = clean(lead)
    if label[-1:] in (":", ".") and is_topic(label[:-1]):
        return [(label[:-1], True), (rest, False)]
    return [(lead + rest, False)]


def _has_words(text):
    return any(character.isalnum() for character in text)


def from_table(rows, source):
    """Lines of a table, given the lines of each cell of each row."""
    source.note(_("Tables became lines of plain words: check that they still read well."))
    rows = [[cell for cell in _without_number(row) if cell] for row in rows]
    heads = [row for row in rows[:1] if _words(row) and {*_words(row)} <= _HEADS]
    source.left_out += [" ".join(line.text for cell in row for line in cell) for row in heads]
    rows = rows[len(heads) :]
    asks = [_asks(row) for row in rows]
    are_questions = bool(heads) or sum(asks) > len(rows) / 2
    return [
        line
        for row, is_asked in zip(rows, asks, strict=True)
        for line in _from_row(row, is_asked or (are_questions and len(row) > 1))
    ]


def _words(row):
    return [line.text.lower().strip(":") for cell in row for line in cell]


def _without_number(row):
    """A first column may only count the rows."""
    first = " ".join(_words(row[:1]))
    return row[1:] if len(row) > 2 and re.fullmatch(r"#|(q\s?)?\d{1,2}[.)]?", first) else row


def _asks(row):
    text = row[0][0].text if len(row) > 1 else ""
    return is_question(text) or bool(ASKED.match(text))


def _from_row(cells, is_asked):
    flat = [line for cell in cells for line in cell]
    if is_asked:
        return [replace(flat[0], bold=True), *flat[1:]]
    if len(cells) < 2 or any(len(cell) > 1 or len(cell[0].text) > _LONG_CELL for cell in cells):
        return flat
    first, *others = [line.text for line in flat]
    return [Line(f"{first.rstrip(':')}: {'; '.join(others)}", BULLET)]
