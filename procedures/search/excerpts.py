"""The sentences of a text that fit a search, as pieces: (words, whether they fit)."""

import re

from .words import _WORD, stem, words_of

LENGTH = 180  # signs, about two lines

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


def excerpt(text, stems):
    """From the first of the sentences with the most of the stems on."""
    sentences = [each for each in _SENTENCE.split(text) if each.strip()]
    if not sentences:
        return []
    counts = [len(stems & {stem(word) for word in words_of(each)}) for each in sentences]
    start = counts.index(max(counts))
    kept = sentences[start]
    for sentence in sentences[start + 1 :]:
        if len(kept) + len(sentence) >= LENGTH:
            break
        kept = f"{kept} {sentence}"
    return marked(shortened(kept), stems, before=start > 0)


def shortened(text):
    if len(text) <= LENGTH * 1.4:
        return text
    return text[: text.rindex(" ", 0, LENGTH)].rstrip(",;:") + " …"


def marked(text, stems, before=False):
    pieces, end = [("… ", False)] if before else [], 0
    for match in _WORD.finditer(text):
        if any(stem(word) in stems for word in words_of(match[0])):
            if match.start() > end:
                pieces.append((text[end : match.start()], False))
            pieces.append((match[0], True))
            end = match.end()
    if text[end:]:
        pieces.append((text[end:], False))
    return pieces
