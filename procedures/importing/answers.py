"""Answers as the plain text that ``models.answer.blocks`` reads back, word for word."""

from itertools import groupby

from procedures.models.answer import blocks

from .lines import BULLET, NUMBER

_MOST = 99  # a list's number has two figures at most
# Invisible and no space: a paragraph that begins like a list item stays a paragraph.
_GUARD = "\u2060"


def as_answer(lines):
    """Paragraphs with an empty line between them, lists line by line."""
    parts, numbers = [], 0
    for style, group in groupby(lines, key=lambda line: line.style):
        items = list(group)
        if style == BULLET:
            parts.append("\n".join(f"- {item.text}" for item in items))
        elif style == NUMBER and _is_list(items, numbers):
            parts.append("\n".join(f"{n % _MOST + 1}. {item.text}" for n, item in enumerate(items)))
            numbers = items[-1].number
        else:
            parts += [_paragraph(item) for item in items]
    return "\n\n".join(parts)


def _is_list(items, before):
    """A lone "12." that continues nothing is the start of a sentence, not of a list."""
    first = items[0].number
    return first in (0, 1, before + 1) or len(items) > 1


def _paragraph(line):
    text = f"{line.number}. {line.text}" if line.style == NUMBER else line.text
    return text if blocks(text)[0]["type"] == "paragraph" else _GUARD + text
