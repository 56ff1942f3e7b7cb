"""What stands around the content: page numbers, a footer, a table of contents."""

from dataclasses import replace

from . import headings
from .boilerplate import is_boilerplate, is_page_number
from .conditions import key
from .lines import HEADING, Line
from .sections import is_stray


def without_surroundings(lines):
    """The lines without page numbers and without the footer of a web page, and those."""
    dropped = [line.text for line in lines if is_page_number(line)]
    kept = [line for line in lines if not is_page_number(line)]
    end = len(kept)
    for index in range(len(kept) - 1, 0, -1):
        if is_boilerplate(kept[index]):
            end = index
        elif not is_stray(kept[index]):
            break
    return kept[:end], [*dropped, *(line.text for line in kept[end:])]


def without_contents(lines, found, title):
    """The lines, the questions with answers, and what was dropped.

    A table of contents repeats the questions before it answers them, and a heading above other
    headings says nothing that they do not say.
    """
    lines, real, later = list(lines), [], set()
    dropped = []
    for heading, end in reversed([*zip(found, headings.ends(found, len(lines)), strict=True)]):
        body = lines[heading.index + 1 : end]
        name = key(heading.question)
        # The last line of a table of contents has the title of the document below it.
        is_empty = not heading.rest and (not body or (name in later and all(map(is_stray, body))))
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
