"""What a document repeats around its content: page numbers and a table of contents."""

import re
from dataclasses import replace

from . import headings
from .conditions import key
from .lines import HEADING, Line

_PAGE_NUMBER = re.compile(
    r"page\s+\d{1,3}(\s*(of|/)\s*\d{1,3})?|\d{1,3}\s*(of|/)\s*\d{1,3}|[-–]?\s*\d{1,3}\s*[-–]?",
    re.IGNORECASE,
)


def without_page_numbers(lines):
    kept, dropped = [], []
    for line in lines:
        is_number = not line.is_listed and _PAGE_NUMBER.fullmatch(line.text)
        (dropped if is_number else kept).append(line)
    return kept, [line.text for line in dropped]


def without_contents(lines, found, title):
    """The lines, the questions with answers, and what was dropped.

    A table of contents repeats the questions before it answers them, and a heading above other
    headings says nothing that they do not say.
    """
    lines, real, later = list(lines), [], set()
    dropped = []
    for heading, end in reversed([*zip(found, headings.ends(found, len(lines)), strict=True)]):
        is_empty = not heading.rest and end == heading.index + 1
        name = key(heading.question)
        if is_empty and (name in later or not ("?" in heading.question or heading.is_asked)):
            dropped.insert(0, heading.index)
        else:
            real.insert(0, heading)
            later.add(name)
    first = real[0].index if real else 0
    listed = {
        index
        for index in range(first)
        if index not in title and key(lines[index].text) in later and lines[index].style != HEADING
    }
    dropped = sorted({*dropped, *listed})
    texts = [lines[index].text for index in dropped]
    for index in dropped:
        lines[index] = replace(lines[index], text="") if index in title else Line("")
    return lines, real, texts
