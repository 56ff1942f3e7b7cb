"""Which lines of a document are its questions."""

import re
from dataclasses import dataclass, replace

from procedures.models import Kind

from .kinds import kind_of
from .lines import (
    ANSWERED,
    ANSWERED_PLAINLY,
    ASKED,
    BULLET,
    HEADING,
    NUMBER,
    PARAGRAPH,
    TITLE,
    is_question,
    sentences,
)

_NUMBERED = re.compile(
    r"#?\s*\(?\d{1,2}(?:\.\d{1,2})*\s*(?:[.):–—-]+\s+|[.)])(?=[\"“(]?[^\W\d_])|#\d{1,2}\s+"
)
_ANSWER_ON_LINE = re.compile(
    r"(?<=\?)\s*A(?:ns|nswer)?\s*\d{0,3}\s*[:.)]\s*(?=\S)|\s+A(?:ns|nswer)?\s*\d{0,3}:\s+(?=\S)"
)
TEASER = re.compile(
    r"(still |do you )?(have |got |any )?(any |more |other |further |additional )*questions\b"
    r"|(are you )?(ready to|interested in|looking for|tired of|suffering from|struggling with)\b"
    r"|(are you |do you )?(living with|suffer from|want to|need an? appointment)\b"
    r"|(want|would you like) to\b|need (help|more)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"(what|which|how|when|who|why|where|can|could|will|would|is|are|am|do|does|did|should|may)\b",
    re.IGNORECASE,
)
_SHORT = 80
_HEADING_MOST = 120


@dataclass(frozen=True)
class Heading:
    index: int
    question: str
    rest: str = ""
    is_asked: bool = False  # introduced by "Q:"


def find(lines, title=frozenset()):
    """The questions among the lines, in order; those of the title are none."""
    lines = [replace(line, style=TITLE) if n in title else line for n, line in enumerate(lines)]
    asked = [index for index, line in enumerate(lines) if _is_asked(line)]
    explicit = [index for index, line in enumerate(lines) if _asks(lines, index)]
    plain = _plain(lines, explicit)
    # Where questions have a "Q:", another line that asks is part of an answer.
    is_marked = len(asked) >= len({*explicit} - {*asked})
    if asked and is_marked and (len(asked) > 1 or len({*plain} - {*asked}) < 2):
        return [_split(lines, index) for index in asked]
    found = sorted({*asked, *explicit, *plain, *_unmarked(lines, [*explicit, *plain])})
    return [_split(lines, index) for index in found or _last_resort(lines)]


def _is_asked(line):
    match = ASKED.match(line.text)
    return bool(match and line.style != TITLE and ("?" in line.text or ":" in match[0]))


def _text(line):
    return _NUMBERED.sub("", line.text, count=1) if _NUMBERED.match(line.text) else line.text


def _asks(lines, index):
    """A question that looks like a heading: styled, bold or numbered."""
    line, text = lines[index], _text(lines[index])
    if line.style == TITLE:
        return False
    if line.style == HEADING or line.bold:
        return is_question(text) or bool(is_question(sentences(text)[0]))
    is_numbered = line.style == NUMBER or text != line.text
    return is_numbered and is_question(text) and _has_answer(lines, index)


def _has_answer(lines, index):
    """A numbered question has its answer below it; in a list of questions comes the next one."""
    return index + 1 < len(lines) and not (
        lines[index + 1].style == lines[index].style and is_question(_text(lines[index + 1]))
    )


def _plain(lines, explicit):
    """Questions that are paragraphs of their own. Among real headings they need a known kind."""
    found = []
    for index, line in enumerate(lines):
        if line.style != PARAGRAPH or not is_question(_text(line)) or TEASER.match(line.text):
            continue
        if len(explicit) < 2 or kind_of(line.text) != Kind.OTHER:
            found.append(index)
    return found


def _unmarked(lines, questions):
    """Headings without a question mark, such as "Recovery"."""
    headings = [
        index
        for index, line in enumerate(lines)
        if line.style == HEADING and index not in questions and _is_short(line, _HEADING_MOST)
    ]
    levels = [lines[index].level for index in questions if lines[index].style == HEADING]
    top = min((lines[index].level for index in headings), default=0)
    found = [
        index
        for index in headings
        if lines[index].level <= max(levels, default=top)
        or kind_of(lines[index].text) != Kind.OTHER
    ]
    return found or _bold(lines, questions)


def _bold(lines, questions):
    """Short bold paragraphs and lines in capitals; beside questions they need a known kind."""
    return [
        index
        for index, line in enumerate(lines[:-1])
        if index not in questions
        and line.style == PARAGRAPH
        and (line.bold or (line.text.isupper() and kind_of(line.text) != Kind.OTHER))
        and _is_short(line, _SHORT)
        and not (line.text.endswith(":") and kind_of(line.text) == Kind.OTHER)
        and (not questions or kind_of(line.text) != Kind.OTHER)
    ]


def _is_short(line, most):
    return len(line.text) <= most and not line.text.endswith((".", "!", ",", ";", "?"))


def _last_resort(lines):
    """Nothing looks like a heading: a known question at the start of a line, then its answer."""
    bullets = [
        index
        for index, line in enumerate(lines[:-1])
        if line.style == BULLET and is_question(line.text) and lines[index + 1].style != BULLET
    ]
    if bullets:
        return bullets
    leads = {
        index: sentences(_text(line))[0]
        for index, line in enumerate(lines)
        if line.style == PARAGRAPH and is_question(sentences(_text(line))[0])
    }
    is_known = any(kind_of(lead) != Kind.OTHER for lead in leads.values())
    return [index for index, lead in leads.items() if is_known and _QUESTION_WORD.match(lead)]


def _split(lines, index):
    """The question without its mark, and the start of its answer if that is on the same line."""
    text = _text(lines[index])
    is_asked = _is_asked(lines[index])
    text = _text(replace(lines[index], text=ASKED.sub("", text, count=1))) if is_asked else text
    if match := _ANSWER_ON_LINE.search(text):
        question, rest = text[: match.start()], text[match.end() :]
    else:
        question, rest = _question_first(text)
    return Heading(index, _tidy(question), rest, is_asked)


def _question_first(text):
    if is_question(text) or "?" not in text:
        return text, ""
    parts = sentences(text)
    asking = next((n for n, part in enumerate(parts) if not is_question(part)), len(parts))
    if asking:
        return " ".join(parts[:asking]), " ".join(parts[asking:])
    question, mark, rest = text.partition("? ")
    return question + mark, rest


def _tidy(question):
    return re.sub(r"(?<=\?)[\s:–—-]+$|\s*:$", "", question.strip())


def ends(found, length):
    """Where the answer of each question ends."""
    return [heading.index for heading in found[1:]] + [length] if found else []


def without_answer_mark(text, is_asked):
    mark = ANSWERED if is_asked else ANSWERED_PLAINLY
    return mark.sub("", text, count=1) if mark.match(text) else text
