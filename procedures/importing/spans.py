"""Words of one paragraph, some of them bold, and the rows of a table, as lines."""

from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from .lines import ASKED, BULLET, Line, clean, is_question
from .plain import flow

_HEADS = {"question", "questions", "answer", "answers"}
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
    if is_question(clean(lead)):
        return [(lead, True), (rest, False)]
    return [(lead + rest, False)]


def _has_words(text):
    return any(character.isalnum() for character in text)


def from_row(cells, source):
    """Lines of a table's row, given the lines of each cell."""
    cells = [cell for cell in cells if cell]
    flat = [line for cell in cells for line in cell]
    texts = [line.text for line in flat]
    if len(texts) > 1 and {text.lower().strip(":") for text in texts} <= _HEADS:
        source.left_out.append(" ".join(texts))
        return []
    if len(cells) > 1 and (is_question(flat[0].text) or ASKED.match(flat[0].text)):
        return [replace(flat[0], bold=True), *flat[1:]]
    if len(cells) < 2 or any(len(cell) > 1 or len(cell[0].text) > _LONG_CELL for cell in cells):
        return flat
    first, *others = texts
    return [Line(f"{first.rstrip(':')}: {'; '.join(others)}", BULLET)]


def table_check():
    return _("Tables became lines of plain words: check that they still read well.")
