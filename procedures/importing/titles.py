"""The name of the procedure, from the title of its document."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from procedures.models import Kind

from .headings import TEASER
from .kinds import kind_of
from .lines import HEADING, TITLE, clean, is_question

_TITLE_WORDS = (
    r"(?:Q\.?\s*(?:&|\+|/|and|n)\s*A\.?(?:['’]?s)?\b\.?"
    r"|F\.?A\.?Q\.?(?:['’]?s)?\b\.?"
    r"|(?:common|commonly|frequently|most)?[\s-]*asked\s+questions(?:\s+(?:and|&)\s+answers)?"
    r"|(?:common\s+)?questions\s+(?:and|&)\s+answers"
    r"|common\s+questions"
    r"|patient\s+(?:information|guide|leaflet|education|handout|instructions|questions)"
    r"(?:\s+(?:sheet|leaflet|guide))?)"
)
_JOINT = r"[\s:–—|,-]*"
_SUFFIX = re.compile(rf"(?:^|{_JOINT})[(\[]?\b(?:patient\s+)?{_TITLE_WORDS}[)\]]?{_JOINT}$", re.I)
_PREFIX = re.compile(
    rf"^(?:your\s+)?[(\[]?{_TITLE_WORDS}[)\]]?(?:\s*[:–—|]\s*|\s+-\s+|\s+(?:about|on|for|regarding)\s+"
    r"(?:an?\s+|the\s+|your\s+)?)",
    re.IGNORECASE,
)
_MIDDLE = re.compile(rf"^(.+?)[\s:–—|-]+\(?{_TITLE_WORDS}\)?\s*[|:–—-]\s+(\S.*)$", re.IGNORECASE)
MOST_LETTERS = 120
_TITLE_MOST_WORDS, _OPENING_MOST, _SHORT = 14, 30, 80


def without_title_words(text):
    """The name in a title, and what the title says besides it; None if it says no "Q&A"."""
    if match := _MIDDLE.match(text):
        return _trim(match[1]), match[2]
    name = text
    for pattern in (_SUFFIX, _PREFIX, _SUFFIX):
        name = pattern.sub("", name) if pattern.search(name) else name
    return (_trim(name), "") if name != text else None


def _trim(name):
    return name.strip(" :–—|,-")


_DEFINED = re.compile(
    r"^(?:what\s+(?:exactly\s+)?(?:is|are)|what['’]s)\s+(?:an?\s+|the\s+)?([^?]+?)\s*\?*$", re.I
)
_MOST_WORDS = 8


def from_question(question):
    """ "What is a trigger point injection?" names the procedure; "What is it?" does not."""
    match = _DEFINED.match(question)
    name = re.sub(r"\s*\([^)]*\)", "", match[1]) if match else ""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or words[0].lower() in ("it", "this", "that", "they"):
        return ""
    return name if not re.search(r"[,;]| and | for$", name) else ""


def from_file_name(file_name):
    return re.sub(r"[\s_-]+", " ", Path(file_name).stem).strip()[:MOST_LETTERS]


@dataclass
class Title:
    """Which lines hold the title, the name it gives, and words that are no part of a name."""

    name: str = ""
    indexes: set[int] = field(default_factory=set)
    extra: list[str] = field(default_factory=list)


def marked_title(lines):
    """The title that styles or words such as "Q&A" give away."""
    title = Title()
    opening = _opening(lines)
    styled = next((index for index in opening if lines[index].style == TITLE), None)
    if styled is None and not any(_name_in(lines[index]) for index in opening):
        styled = _top_heading(lines, opening)
    if styled is not None:
        _take(title, lines, styled)
    for index in opening:
        found = _name_in(lines[index])
        if found is not None and (not found[0] or not title.name or _same(found[0], title.name)):
            _take(title, lines, index)
    return title


def _opening(lines):
    first = next((i for i, line in enumerate(lines) if _may_ask(line)), len(lines))
    return range(min(first, _OPENING_MOST))


def _may_ask(line):
    return line.style != TITLE and is_question(line.text) and not TEASER.match(line.text)


def _name_in(line):
    is_short = len(line.text) <= MOST_LETTERS and len(line.text.split()) <= _TITLE_MOST_WORDS
    if not is_short or line.is_listed or line.text.endswith((".", ":")):
        return None
    return without_title_words(line.text)


def _same(one, other):
    return one.casefold().rstrip("s") == other.casefold().rstrip("s")


def _take(title, lines, index):
    text = lines[index].text
    name, extra = without_title_words(text) or (text, "")
    title.indexes.add(index)
    title.name = title.name or name[:MOST_LETTERS]
    title.extra += [extra] if extra else []


def _top_heading(lines, opening):
    """The first heading, if it stands above all others or nothing but questions follows it."""
    headings = [index for index, line in enumerate(lines) if line.style == HEADING or line.bold]
    if not headings or headings[0] not in opening or len(lines[headings[0]].text) > MOST_LETTERS:
        return None
    first, others = lines[headings[0]], [lines[index] for index in headings[1:]]
    if first.text.endswith((".", ":", "!")) or not others:
        return None
    is_above = first.style == HEADING and all(
        other.style != HEADING or other.level > first.level for other in others
    )
    follows = lines[headings[0] + 1]
    is_bare = follows in others or _may_ask(follows) or headings[0] == 0
    is_title = is_above or (is_bare and kind_of(first.text) == Kind.OTHER)
    return headings[0] if is_title else None


def complete(title, lines, before, questions):
    """Without a marked title: the first short line, rather one whose words the questions use."""
    if title.name:
        return
    short = [i for i in before if i not in title.indexes and _is_short(lines[i])]
    asked = _words(" ".join(questions))
    used = [index for index in short if _words(lines[index].text) <= asked]
    if chosen := [*used, *short][:1]:
        title.name, title.indexes = lines[chosen[0]].text, {*title.indexes, *chosen}


def _is_short(line):
    text = "" if line.is_listed else line.text
    has_letters = any(letter.isalpha() for letter in text)
    return has_letters and len(text) <= _SHORT and not text.endswith((".", "!", "?", ":", ";"))


def _words(text):
    return {word.rstrip("s") for word in re.findall(r"\w+", clean(text).lower())}
