"""The name of the procedure, from the title of its document."""

import re
from dataclasses import dataclass, field

from procedures.models import Kind

from .boilerplate import is_boilerplate
from .headings import TEASER
from .kinds import is_topic, kind_of
from .lines import HEADING, TITLE, clean, is_question
from .names import MOST_LETTERS, NOUN, trim, without_lead, without_title_words
from .splitting import unnumbered

_TITLE_MOST_WORDS, _OPENING_MOST, _SHORT = 14, 30, 80


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
    if styled is None and not any((_name_in(lines[index]) or [""])[0] for index in opening):
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
    text = unnumbered(line)
    is_heading = line.style == HEADING or line.bold or text != line.text
    asks = is_question(text) and not TEASER.match(text)
    return line.style != TITLE and (asks or (is_heading and is_topic(text)))


def _name_in(line):
    is_short = len(line.text) <= MOST_LETTERS and len(line.text.split()) <= _TITLE_MOST_WORDS
    if not is_short or line.is_listed or line.text.endswith((".", ":")):
        return None
    return without_title_words(line.text)


def is_other_title(line):
    """A line such as "FAQ" or "Nerve Block Q&A", further down in a document."""
    found = _name_in(line)
    return bool(found and (not found[0] or NOUN.search(found[0])))


def _same(one, other):
    return one.casefold().rstrip("s") == other.casefold().rstrip("s")


def _take(title, lines, index):
    text = lines[index].text
    name, extra = without_title_words(text) or (text, "")
    title.indexes.add(index)
    name, lead = without_lead(name)
    title.name = title.name or trim(name[:MOST_LETTERS])
    title.extra += [part for part in (lead, extra) if part]


def _top_heading(lines, opening):
    """The first heading, if it stands above all others or nothing but questions follows it."""
    headings = [
        index
        for index, line in enumerate(lines)
        if (line.style == HEADING or line.bold) and _name_in(line) is None
    ]
    if not headings or headings[0] not in opening or len(lines[headings[0]].text) > MOST_LETTERS:
        return None
    first, others = lines[headings[0]], [lines[index] for index in headings[1:]]
    if first.text.endswith((".", ":", "!")) or len(lines) < headings[0] + 2:
        return None
    is_above = first.style == HEADING and all(
        other.style != HEADING or other.level > first.level for other in others
    )
    follows = lines[headings[0] + 1]
    is_bare = follows in others or _may_ask(follows) or headings[0] == 0
    is_title = is_above or (is_bare and kind_of(first.text) == Kind.OTHER)
    return headings[0] if is_title else None


def complete(title, lines, before, questions):
    """Without a marked title: a short line that names a procedure, or whose words recur."""
    if title.name:
        return
    short = [i for i in before if i not in title.indexes and _is_short(lines[i])]
    asked = _words(" ".join(questions))

    def rank(index):
        text = lines[index].text
        return bool(NOUN.search(text)), _words(text) <= asked, index

    if short:
        _take(title, lines, max(short, key=rank))


def _is_short(line):
    text = "" if line.is_listed or is_boilerplate(line) else line.text
    has_letters = any(letter.isalpha() for letter in text)
    return has_letters and len(text) <= _SHORT and not text.endswith((".", "!", "?", ":", ";"))


def _words(text):
    return {word.rstrip("s") for word in re.findall(r"\w+", clean(text).lower())}
