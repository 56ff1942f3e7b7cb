"""The plain text of an answer, and the blocks it is made of.

Editors write paragraphs with an empty line between them, and lists whose lines begin with
"- " or with a number. There is no markup beyond that, so nothing hostile can hide in it.
"""

import re

_MARKS = {
    "bullets": re.compile(r"^\s*[-*•]\s+(.+)$"),
    "numbers": re.compile(r"^\s*\d{1,2}[.)]\s+(.+)$"),
}


def blocks(text):
    """Split an answer into ``{"type": "paragraph", "text": …}`` and
    ``{"type": "bullets" or "numbers", "items": […]}``, in order.

    Lines of a paragraph run together; list lines with an empty line between them are one list.
    """
    found, fresh = [], True
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            fresh = True
            continue
        kind, words = _read(line)
        last = found[-1] if found else None
        if kind == "paragraph":
            if last and last["type"] == "paragraph" and not fresh:
                last["text"] += " " + words
            elif last and last["type"] != "paragraph" and not fresh:
                last["items"][-1] += " " + words
            else:
                found.append({"type": "paragraph", "text": words})
        elif last and last["type"] == kind:
            last["items"].append(words)
        else:
            found.append({"type": kind, "items": [words]})
        fresh = False
    return found


def _read(line):
    for kind, mark in _MARKS.items():
        if match := mark.match(line):
            return kind, match[1].strip()
    return "paragraph", line.strip()


def words_of(blocks):
    """Each paragraph and each item of the blocks, without the marks of lists."""
    words = []
    for block in blocks:
        words += [block["text"]] if block["type"] == "paragraph" else block["items"]
    return words
