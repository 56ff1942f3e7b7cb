"""A question that stands on a line: its number, its words, and the start of its answer."""

import re
from dataclasses import dataclass, replace

from .kinds import is_topic
from .lines import (
    ANSWERED,
    ANSWERED_PLAINLY,
    ASKED,
    BULLET,
    NUMBER,
    TITLE,
    is_question,
    sentences,
)

_NUMBERED = re.compile(
    r"#?\s*\(?(?P<figures>\d{1,2})(?:\.\d{1,2})*\s*(?:[.):–—-]+\s+|[.)])(?=[\"“(¿]?[^\W\d_])"
    r"|#(?P<hash>\d{1,2})\s+|\(?(?P<letters>[IVX]{1,5}|[A-Z])[.)]\s+(?=[\"“(¿]?[^\W\d_])"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ANSWER_ON_LINE = re.compile(
    r"(?<=\?)\s*A(?:ns|nswer)?\s*\d{0,3}\s*[:.)]\s*(?=\S)|\s+A(?:ns|nswer)?\s*\d{0,3}:\s+(?=\S)"
)


@dataclass(frozen=True)
class Heading:
    index: int
    question: str
    rest: str = ""
    is_asked: bool = False  # introduced by "Q:"


def is_asked(line):
    match = ASKED.match(line.text)
    return bool(match and line.style != TITLE and ("?" in line.text or ":" in match[0]))


def unnumbered(line):
    return _NUMBERED.sub("", line.text, count=1) if _NUMBERED.match(line.text) else line.text


def number_of(line):
    """The number before a heading ("3.", "III.", "C."); 0 if Word counts, None without one."""
    if line.style in (NUMBER, BULLET):
        return line.number
    match = _NUMBERED.match(line.text)
    if not match:
        return None
    letters = match["letters"]
    if not letters:
        return int(match["figures"] or match["hash"])
    return _ROMAN.index(letters) + 1 if letters in _ROMAN else ord(letters[0]) - ord("A") + 1


def labelled(text):
    """ "Recovery: Rest for a day." as its label and the rest; empty strings if it has none."""
    label, _colon, rest = text.partition(": ")
    return (label, rest.strip()) if rest.strip() and is_topic(label) else ("", "")


def split(lines, index):
    """The question without its mark, and the start of its answer if that is on the same line."""
    text = unnumbered(lines[index])
    asked = is_asked(lines[index])
    text = unnumbered(replace(lines[index], text=ASKED.sub("", text, count=1))) if asked else text
    if match := _ANSWER_ON_LINE.search(text):
        question, rest = text[: match.start()], text[match.end() :]
    else:
        question, rest = _question_first(text)
    return Heading(index, _tidy(question), rest, asked)


def _question_first(text):
    if is_question(text):
        return text, ""
    if "?" not in text or labelled(text)[0]:
        label, rest = labelled(text)
        return (label, rest[0].upper() + rest[1:]) if label else (text, "")
    parts = sentences(text)
    asking = next((n for n, part in enumerate(parts) if not is_question(part)), len(parts))
    if asking:
        return " ".join(parts[:asking]), " ".join(parts[asking:])
    question, mark, rest = text.partition("? ")
    return question + mark, rest


def _tidy(question):
    return re.sub(r"(?<=\?)[\s:–—-]+$|\s*:$", "", question.strip())


def without_answer_mark(text, asked):
    mark = ANSWERED if asked else ANSWERED_PLAINLY
    return mark.sub("", text, count=1) if mark.match(text) else text
