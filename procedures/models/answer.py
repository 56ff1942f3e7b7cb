"""Plain text, and the blocks that a text of a page is made of.

Editors write paragraphs with an empty line between them, and lists whose lines begin with
"- " or with a number. Answers may have bold words and links too: see ``rich_text.py``.
"""

import re

_MARKS = {
    "bullets": re.compile(r"^\s*[-*•]\s+(.+)$"),
    "numbers": re.compile(r"^\s*\d{1,2}[.)]\s+(.+)$"),
}


def blocks(text):
    """Split a plain text into ``{"type": "paragraph", "lines": [line]}`` and
    ``{"type": "bullets" or "numbers", "lines": [line, …]}``, in order. A line is a list of runs,
    ``{"text": …}``; where that can be, with ``"bold": True`` or an ``"href"``.

    Lines of a paragraph run together; list lines with an empty line between them are one list.
    """
    found, fresh = [], True
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            fresh = True
            continue
        kind, words = _read(line)
        last = found[-1] if found else None
        if kind == "paragraph" and last and not fresh:
            last[1][-1] += " " + words
        elif kind != "paragraph" and last and last[0] == kind:
            last[1].append(words)
        else:
            found.append((kind, [words]))
        fresh = False
    return [
        {"type": kind, "lines": [plain_line(words) for words in lines]} for kind, lines in found
    ]


def _read(line):
    for kind, mark in _MARKS.items():
        if match := mark.match(line):
            return kind, match[1].strip()
    return "paragraph", line.strip()


def plain_line(words):
    return [{"text": words}]


def words_of(blocks):
    """Each paragraph and each item of the blocks, without the marks of lists."""
    lines = [line for block in blocks for line in block["lines"]]
    return ["".join(run["text"] for run in line) for line in lines]
