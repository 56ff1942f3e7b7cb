"""Which lines of a document are its questions."""

import re
from dataclasses import replace

from procedures.models import Kind

from . import topics
from .kinds import kind_of
from .lines import HEADING, NUMBER, PARAGRAPH, TITLE, is_question, sentences
from .splitting import is_asked, labelled, split, unnumbered

TEASER = re.compile(
    r"(still |do you )?(have |got |any )?(any |more |other |further |additional )*questions\b"
    r"|(are you )?(ready to|interested in|looking for|tired of|suffering from|struggling with)\b"
    r"|(are you |do you )?(living with|suffer from|want to|need an? appointment)\b"
    r"|(want|would you like) to\b|need (help|more)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"¿|(what|which|who|whose|how|when|why|where|can|could|will|would|is|are|was|am|do|does|did|"
    r"should|may|must|has|have|if|so|and|but|in|at|for|with|to|on|after|before|once)\b",
    re.IGNORECASE,
)


def find(lines, title=frozenset()):
    """The questions among the lines, in order; those of the title are none."""
    lines = [replace(line, style=TITLE) if n in title else line for n, line in enumerate(lines)]
    asked = [index for index, line in enumerate(lines) if is_asked(line)]
    explicit = [index for index in range(len(lines)) if _asks(lines, index)]
    plain = _plain(lines, explicit)
    # Where questions have a "Q:", another line that asks is part of an answer.
    is_marked = len(asked) >= len({*explicit} - {*asked})
    if asked and is_marked and (len(asked) > 1 or len({*plain} - {*asked}) < 2):
        return [split(lines, index) for index in asked]
    found = topics.find(lines, {*asked, *explicit, *plain})
    return [split(lines, index) for index in sorted(found) or _last_resort(lines)]


def _asks(lines, index):
    """A question that looks like a heading: styled, bold or numbered."""
    line, text = lines[index], unnumbered(lines[index])
    if line.style == TITLE:
        return False
    if line.style == HEADING or line.bold:
        return is_question(text) or bool(is_question(sentences(text)[0]))
    is_numbered = line.style == NUMBER or text != line.text
    return is_numbered and is_question(text) and _has_answer(lines, index)


def _has_answer(lines, index):
    """A numbered question has its answer below it; in a list of questions comes the next one."""
    return index + 1 < len(lines) and not (
        lines[index + 1].style == lines[index].style and is_question(unnumbered(lines[index + 1]))
    )


def _plain(lines, explicit):
    """Questions that are paragraphs of their own. Among real headings they need a known kind."""
    found, doubtful, is_list = [], [], False
    for index, line in enumerate(lines):
        is_one = line.style == PARAGRAPH and is_question(unnumbered(line))
        if not is_one or TEASER.match(line.text):
            is_list = False
            continue
        above, below = lines[index - 1], lines[min(index + 1, len(lines) - 1)]
        # "Ask yourself:" has a list of questions below it.
        is_list = is_list or bool(
            found and above.text.endswith(":") and below is not line and is_question(below.text)
        )
        if not is_list and (len(explicit) < 2 or kind_of(line.text) != Kind.OTHER):
            # "Sounds scary?" asks nothing that a patient would.
            is_real = _QUESTION_WORD.match(unnumbered(line)) or kind_of(line.text) != Kind.OTHER
            (found if is_real or is_asked(line) else doubtful).append(index)
    return found or doubtful


def _last_resort(lines):
    """Nothing looks like a heading: a known question at the start of a line, then its answer."""
    labels = [index for index, line in enumerate(lines) if labelled(unnumbered(line))[0]]
    if len(labels) > 1:
        return labels
    leads = {
        index: sentences(unnumbered(line))[0]
        for index, line in enumerate(lines)
        if line.style != TITLE and is_question(sentences(unnumbered(line))[0])
    }
    is_known = any(kind_of(lead) != Kind.OTHER for lead in leads.values())
    return [index for index, lead in leads.items() if is_known and _QUESTION_WORD.match(lead)]


def ends(found, length):
    """Where the answer of each question ends."""
    return [heading.index for heading in found[1:]] + [length] if found else []
