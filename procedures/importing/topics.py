"""Headings that ask nothing, such as "Recovery": known by their form or by their words."""

import re
from collections import Counter

from procedures.models import Kind

from .kinds import is_topic, kind_of
from .lines import HEADING, NUMBER, PARAGRAPH
from .splitting import number_of, unnumbered

_SHORT = 80
_HEADING_MOST = 120
_PLAIN = (PARAGRAPH, False, False, False)


def find(lines, questions):
    """The questions among the lines, and the headings that are like them."""
    found = questions | _styled(lines, questions)
    return _alike(lines, found | _topics(lines, found))


def _styled(lines, questions):
    """Headings without a question mark, of the level of the questions or higher."""
    headings = {
        index
        for index, line in enumerate(lines)
        if line.style == HEADING and index not in questions and _is_short(line, _HEADING_MOST)
    }
    levels = [lines[index].level for index in questions if lines[index].style == HEADING]
    top = min((lines[index].level for index in headings), default=0)
    return {
        index
        for index in headings
        if lines[index].level <= max(levels, default=top)
        or kind_of(lines[index].text) != Kind.OTHER
    }


def _topics(lines, questions):
    """Lines such as "Recovery" that stand between an answer that ended and one that begins."""
    found, is_inside = set(), False
    for index, line in enumerate(lines[:-1]):
        if index in questions:
            # Right below a question they only part its answer.
            is_inside = _is_topic(lines, index + 1)
        elif _is_known(line) or (_is_topic(lines, index) and not is_inside):
            is_first = not found and all(index < question for question in questions)
            if line.bold or line.text.isupper() or is_first or _is_closed(lines[index - 1]):
                found.add(index)
    return found


def _is_known(line):
    is_loud = line.bold or line.text.isupper()
    is_known = kind_of(unnumbered(line)) != Kind.OTHER or is_topic(unnumbered(line))
    return line.style in (PARAGRAPH, NUMBER) and is_loud and is_known and _is_short(line, _SHORT)


def _is_topic(lines, index):
    line, after = lines[index], lines[min(index + 1, len(lines) - 1)]
    is_plain = line.style == PARAGRAPH or (line.style == NUMBER and not after.is_listed)
    begins = after.is_listed or re.search(r"[.!:”)]$", after.text) or len(after.text) > _SHORT
    return is_plain and is_topic(unnumbered(line)) and bool(begins)


def _is_closed(line):
    return line.style != PARAGRAPH or bool(re.search(r"[.!?”)]$", line.text))


def _alike(lines, known):
    """Lines that look like the questions do: bold, numbered or in capitals."""
    found = {*known}
    forms = Counter(_form(lines[index]) for index in known)
    for index, line in enumerate(lines[:-1]):
        form = _form(line)
        is_one = form != _PLAIN and line.style in (PARAGRAPH, NUMBER) and _is_short(line, _SHORT)
        is_title = index < min(known, default=0)
        if index in found or not is_one or is_title or line.text.endswith(":"):
            continue
        if forms[form] > 1 or (line.bold and not known):
            before = max((other for other in found if other < index), default=None)
            if form[2] and before is not None and not _follows(lines, before, index):
                continue
            found.add(index)
    return found


def _form(line):
    number = number_of(line)
    return line.style, line.bold, number is not None, unnumbered(line).isupper()


def _follows(lines, before, index):
    """Does the number go on from the last question, and not from a list in its answer?"""
    number, above = number_of(lines[index]), lines[index - 1]
    if number == 0:
        return lines[index].bold
    is_item = index - 1 != before and number_of(above) == number - 1
    return number == (number_of(lines[before]) or 0) + 1 and not is_item


def _is_short(line, most):
    return len(line.text) <= most and not line.text.endswith((".", "!", ",", ";", "?"))
