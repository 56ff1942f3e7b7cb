"""What every reader gives: the words of a document in order, and how each line looked."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

TITLE, HEADING, PARAGRAPH, BULLET, NUMBER = "title", "heading", "paragraph", "bullet", "number"


@dataclass(frozen=True)
class Line:
    """A whole paragraph, heading or list item."""

    text: str
    style: str = PARAGRAPH
    level: int = 0  # of a heading, from 1; of a list item, how many lists it is inside of
    bold: bool = False
    number: int = 0

    @property
    def is_listed(self):
        return self.style in (BULLET, NUMBER)


@dataclass
class Source:
    """A document as read: its lines, what was left out of them, and what a person should check."""

    lines: list[Line]
    left_out: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    name: str = ""  # which only a file that shows no title goes by

    def note(self, check):
        if check not in self.checks:
            self.checks.append(check)


# Soft hyphens, zero-width characters, direction marks and control characters have no words.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f]"
)

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # "？" is a "?"


def clean(text):
    """Words with single spaces between them: no-break spaces too become plain ones."""
    return " ".join(_INVISIBLE.sub("", text).translate(_WIDE).split())


# Dots, arrows, shapes, ticks and stars, and the private signs of Word's symbol fonts.
_BULLETS = (
    "•·‣⁃∙\u2190-\u21ff\u25a0-\u25ff\u2605\u2606\u2705\u2713-\u2718\u2720-\u2740\u2756"
    "\u2794-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U0001f449"
)
_BULLET = re.compile(
    rf"[{_BULLETS}]\ufe0f?\s*(?=\S)|([-–—]{{1,2}}|[*+o])\s+(?=\S)|-(?=[A-Z])|\(?[a-h]\)\s+(?=\S)"
)
_NUMBER = re.compile(r"\(?(\d{1,2})(?:[.)]\s+(?=\S)|[.)](?=[^\W\d_]))")
_BARE_BULLET = re.compile(rf"[{_BULLETS}]\ufe0f?|[-*+o]|\(?\d{{1,2}}[.)]")

ASKED = re.compile(
    r"(?:Q(?:uestion|ues)?)\s*\.?\s*(?:#|no\.)?\s*\d{0,3}\s*(?:[:.)]\s*|\s[-–—]\s+)(?=\S)"
    r"|Q\d{1,3}\s+(?=\S)",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"(?:A|Ans|Answer)\s*\d{0,3}\s*(?::\s*|[.)]\s+|\s[-–—]\s+)(?=\S)", re.IGNORECASE
)
ANSWERED_PLAINLY = re.compile(r"(?:A|Ans|Answer)\s*\d{0,3}\s*:\s*(?=\S)", re.IGNORECASE)
_BARE_MARK = re.compile(r"(?:Q|Question|A|Ans|Answer)\s*\d{0,3}\s*[:.)]?", re.IGNORECASE)


def read_mark(text):
    """The line with its list mark turned into a style."""
    if match := _BULLET.match(text):
        return Line(text[match.end() :], BULLET)
    if match := _NUMBER.match(text):
        return Line(text[match.end() :], NUMBER, number=int(match[1]))
    return Line(text)


def merge_bare_marks(lines):
    """A mark on a line of its own ("Q:", "•") belongs to the line below it."""
    merged, mark = [], ""
    for line in lines:
        if mark:
            line = read_mark(f"{mark} {line.text}") if _BARE_BULLET.fullmatch(mark) else line
            line = replace(line, text=line.text if line.is_listed else f"{mark} {line.text}")
            mark = ""
        if _is_bare(line):
            mark = line.text if line.text[-1] in ":.)" or len(line.text) == 1 else line.text + ":"
        else:
            merged.append(line)
    return merged + ([Line(mark)] if mark else [])


def _is_bare(line):
    if line.is_listed:
        return False
    text = line.text
    return bool(_BARE_BULLET.fullmatch(text) or (_BARE_MARK.fullmatch(text) and text[0].isupper()))


# The full stop of "Dr." or "vs." ends no sentence.
_SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)"
    r"(?:[.!…][\"”’')\]]*\s+|\?[\"”’')\]]*\s+(?:[-–—:]\s+)?)(?=[\"“‘(]?[A-Z0-9])"
)
_QUESTION_END = re.compile(r"\?[\"”’')\]*_]*\s*[:–—-]?$")


def sentences(text):
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [text[start:end].strip() for start, end in pairwise(ends)]


def is_question(text):
    """True if the whole text asks: one question, or two, and no other sentence."""
    text = ASKED.sub("", text, count=1) if ASKED.match(text) else text
    if not _QUESTION_END.search(text) or text.lstrip("\"“‘'(¿")[:1].islower():
        return False
    parts = sentences(text)
    return len(parts) <= 2 and all(_QUESTION_END.search(part) for part in parts)
