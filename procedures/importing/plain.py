"""Plain text: which lines run together into one paragraph, and which stand alone.

Some exports break every paragraph at 72 columns, others put each paragraph on one line with
no empty line between. Two facts tell them apart: a broken line ends in the middle of a
sentence, and the word after the break would not have fitted on it.
"""

import re
from dataclasses import replace
from itertools import pairwise

from .kinds import is_topic
from .lines import (
    ANSWERED_PLAINLY,
    ASKED,
    HEADING,
    NUMBER,
    PARAGRAPH,
    Line,
    Source,
    clean,
    is_question,
    read_mark,
)

_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_RULE = re.compile(r"[-=_*~#+.·•|<>\s]{2,}|[_=~|]")
_FINISHED = re.compile(r"[.!?:;…][\"”’')\]*]*$")
_LETTERED = re.compile(r"\(?(?:[a-h]|[ivx]{1,5})[.)]\s", re.IGNORECASE)
_MAY_END_QUESTION = ("?", "?”", '?"', "?’", "?)", "?:", "? :", "?*", "?_")
_WRAPPED_AT_LEAST, _LONG = 25, 40
_UNDERLINE = re.compile(r"([=~^-])\1{2,}")
_UNDERLINES_MAY_DIFFER = 3
_INNER_MARKS = "o◦○▪\uf0a7"


def split_lines(text):
    if "\r\r\n" in text and text.count("\r\r\n") == text.count("\n"):
        text = text.replace("\r\r\n", "\n")  # a file that was converted twice
    return _BREAK.split(text)


def read_text(text):
    raw = split_lines(text)
    return Source(flow(raw, wrap_width(raw)))


def wrap_width(raw_lines):
    """The longest line of a text broken into lines of even length; 0 if it is not such a text."""
    texts = [clean(raw) for raw in raw_lines]
    broken = [
        len(line)
        for line, after in pairwise(texts)
        if len(line) >= _WRAPPED_AT_LEAST and not _FINISHED.search(line) and after[:1].islower()
    ]
    longest = max(map(len, texts), default=0)
    return longest if broken and longest <= max(broken) + _WRAPPED_AT_LEAST else 0


def flow(raw_lines, width=0, marks=True):
    """Lines of text as whole paragraphs and list items, in order."""
    found, last = [], None
    texts = [clean(raw) for raw in raw_lines]
    for index, (raw, text) in enumerate(zip(raw_lines, texts, strict=True)):
        if not text or _RULE.fullmatch(text):
            if text and last is not None and marks:
                found[-1].underline(text)
            last = None
            continue
        after = texts[index + 1] if index + 1 < len(texts) else ""
        if last is None:
            is_new = not (found and _goes_on_below_a_gap(found[-1], text))
        else:
            is_new = _stands_alone(found[-1], last, raw, after, width)
        if is_new:
            found.append(_Paragraph(read_mark(text) if marks else Line(text), raw))
        else:
            found[-1].rows.append(text)
        last = raw
    return _with_levels(found)


def _goes_on_below_a_gap(current, text):
    """Lines that are far apart, or a page that ends, can leave a gap inside a sentence."""
    last = current.rows[-1]
    is_open = len(last) >= _LONG and not _FINISHED.search(last)
    return is_open and text[0].islower() and not _begins_with_mark(text)


def _with_levels(paragraphs):
    """The lines; an item that begins further right than its list is inside of an item."""
    lines, outer = [], None
    for paragraph in paragraphs:
        line, raw = paragraph.whole(), paragraph.raw
        if line.is_listed:
            outer = outer or raw
            is_smaller = clean(raw)[0] in _INNER_MARKS and clean(outer)[0] not in _INNER_MARKS
            is_inside = _indent(raw) > _indent(outer) + 1 or is_smaller
            line = replace(line, level=int(is_inside))
        else:
            outer = None
        lines.append(line)
    return lines


class _Paragraph:
    def __init__(self, line, raw):
        self.line, self.raw, self.rows = line, raw, [line.text]

    def underline(self, rule):
        is_long = abs(len(rule) - len(self.rows[0])) <= _UNDERLINES_MAY_DIFFER
        if _UNDERLINE.fullmatch(rule) and is_long and len(self.rows) == 1:
            self.line = replace(self.line, style=HEADING, level=1 + "=-~^".index(rule[0]))

    def whole(self):
        text = self.rows[0] + "".join(
            row if _is_hyphenated(above, row) else f" {row}" for above, row in pairwise(self.rows)
        )
        return replace(self.line, text=text)

    def asks(self):
        return self.rows[-1].endswith(_MAY_END_QUESTION) and is_question(self.whole().text)


def _is_hyphenated(above, row):
    return bool(re.search(r"[^\W\d_]-$", above)) and row[:1].islower()


def _stands_alone(current, last_raw, raw, after, width):
    """Does this line begin something new, or go on from the line before it?"""
    last, text = clean(last_raw), clean(raw)
    if current.asks() or (
        len(current.rows) == 1 and is_topic(current.rows[0]) and text[0].isupper()
    ):
        return True
    if _begins_with_mark(text):
        return not _is_stray_mark(current, last, text, after, width)
    if is_question(text) and _is_finished(current, last) and not _is_broken(text, after, width):
        return True
    if _indent(raw) > _indent(last_raw) + 1:
        # A hanging indent goes on with its item; elsewhere an indent begins a paragraph.
        return not (current.line.is_listed or ASKED.match(last) or ANSWERED_PLAINLY.match(last))
    if _FINISHED.search(last):
        return not _is_broken(last, text, width)
    if text[0].islower() or last.endswith(","):
        return len(last) < _WRAPPED_AT_LEAST and not _is_broken(last, text, width)
    return not _is_broken(last, text, width)


def _is_finished(current, last):
    return current.line.is_listed or bool(_FINISHED.search(last)) or len(last) < _LONG


def _is_broken(line, after, width):
    """True if the line is full: the first word after it would not have fitted."""
    return bool(width and after) and len(line) + 1 + len(after.split()[0]) > width


def _begins_with_mark(text):
    return (
        read_mark(text).is_listed
        or bool(ASKED.match(text))
        or bool(ANSWERED_PLAINLY.match(text))
        or bool(_LETTERED.match(text))
    )


def _is_stray_mark(current, last, text, after, width):
    """A broken sentence may happen to go on with a dash or with a number and a full stop."""
    is_full = len(last) >= _LONG or _is_broken(last, text, width)
    if current.line.style != PARAGRAPH or _FINISHED.search(last) or not is_full:
        return False
    marked = read_mark(text)
    if marked.style == NUMBER:
        return marked.number != 1
    is_dash = text[0] in "-–—"
    return is_dash and marked.text[0].islower() and not read_mark(after).is_listed


def _indent(raw):
    expanded = raw.expandtabs(4).replace("\u00a0", " ")
    return len(expanded) - len(expanded.lstrip())
