"""What would make a text easier for patients: said to editors, never a reason to refuse a save.

A text has the form of an answer: paragraphs and lists. The glossary in ``terms.txt`` gives each
medical term its plain words.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models.answer import blocks, words_of
from .reading_grade import grade, sentences, words

HARDEST_GRADE = 8
LONGEST_SENTENCE = 20
LONGEST_LIST = 6
SHORTEST_GRADED = 10  # words; of fewer, the formula says little

_FILE_NAME = re.compile(r"^\w+[-_]?\d{3,}$|\.(?:jpe?g|png|webp|avif)$", re.IGNORECASE)
_LINK = re.compile(r"(?<![^\s(\[“\"'>])/[\w-][\w./-]*")


@dataclass(frozen=True)
class Advice:
    """``quotes`` are the places in the text that it is about."""

    kind: str
    words: str
    quotes: tuple = ()


def advice_on(text, names="", broken=()):
    """All advice on one text; ``names`` are the page's own, ``broken`` those of its links that
    lead to no page.
    """
    found = [
        on_grade(text),
        on_long_sentences(text),
        on_long_lists(text),
        on_terms(text, names),
        on_links(broken),
    ]
    return [advice for advice in found if advice]


def on_grade(text):
    reads, found = grade(text), sentences(text)
    if reads <= HARDEST_GRADE or sum(len(words(each)) for each in found) < SHORTEST_GRADED:
        return None
    said = _("Reading grade %(grade).1f: aim for %(most)d or less. Hardest to read:")
    hardest = sorted(found, key=grade, reverse=True)[:2]
    return Advice("grade", said % {"grade": reads, "most": HARDEST_GRADE}, tuple(hardest))


def on_long_sentences(text):
    long = [sentence for sentence in sentences(text) if len(words(sentence)) > LONGEST_SENTENCE]
    if not long:
        return None
    said = ngettext(
        "A sentence has more than %(most)d words. Can you make it two?",
        "%(n)d sentences have more than %(most)d words. Can you split them?",
        len(long),
    )
    return Advice("sentences", said % {"n": len(long), "most": LONGEST_SENTENCE}, tuple(long))


def on_long_lists(text):
    lists = [words_of([block]) for block in blocks(text) if block["type"] != "paragraph"]
    long = [items for items in lists if len(items) > LONGEST_LIST]
    if not long:
        return None
    said = ngettext(
        "A list has more than %(most)d items. Shorten it, or make it two.",
        "%(n)d lists have more than %(most)d items. Shorten them, or split them.",
        len(long),
    )
    starts = tuple(
        _("%(n)d items, from “%(first)s” on") % {"n": len(items), "first": items[0]}
        for items in long
    )
    return Advice("lists", said % {"n": len(long), "most": LONGEST_LIST}, starts)


def on_terms(text, names=""):
    hard = [term for term in _TERMS if term.is_hard(text, names)]
    if not hard:
        return None
    said = ngettext(
        "A medical term needs plain words beside it:",
        "%(n)d medical terms need plain words beside them:",
        len(hard),
    )
    offered = (
        _("%(term)s: say “%(plain)s”") % {"term": term.found_in(text), "plain": term.plain[0]}
        for term in hard
    )
    return Advice("terms", said % {"n": len(hard)}, tuple(offered))


def on_links(broken):
    if not broken:
        return None
    said = ngettext(
        "A link leads to no page that readers can open:",
        "%(n)d links lead to no page that readers can open:",
        len(broken),
    )
    return Advice("links", said % {"n": len(broken)}, tuple(broken))


def on_picture(alt):
    """``alt`` is what people hear who do not see the picture."""
    if not alt.strip():
        return Advice("picture", _("Say in words what the picture shows."))
    if _FILE_NAME.search(alt):
        words = _("This reads like the name of a file. Say what the picture shows.")
        return Advice("picture", words)
    return None


def links_in(text, site=""):
    """The paths on our own site that a text names, once each; ``site`` is its address."""
    inside = text.replace(site.rstrip("/") + "/", "/") if site else text
    return list(dict.fromkeys(link.rstrip(".") for link in _LINK.findall(inside)))


class Term:
    """A medical term, in its forms, and the plain words that explain it."""

    def __init__(self, forms, plain):
        self.plain = plain
        any_form = "|".join(map(re.escape, forms))
        self._term = re.compile(rf"\b(?:{any_form})(?:e?s)?\b", re.IGNORECASE)
        self._plain = re.compile("|".join(map(_as_words, plain)), re.IGNORECASE)

    def found_in(self, text):
        found = self._term.search(text)
        return found and found[0]

    def is_hard(self, text, names):
        """It stands there, and nothing explains it."""
        if not self.found_in(text) or self.found_in(names):
            return False
        return not (self._plain.search(text) or any(map(self._explains, sentences(text))))

    def _explains(self, sentence):
        """Whether the sentence has the term in or before a bracket, or says what it means."""
        found = self._term.search(sentence)
        if not found:
            return False
        before, after = sentence[: found.start()], sentence[found.end() :]
        in_bracket = before.count("(") > before.count(")")
        return in_bracket or bool(_BRACKET.match(after)) or bool(_SAYS.search(sentence))


_BRACKET = re.compile(r"(?:\s+\w+)?\s*\(")
_SAYS = re.compile(r"\b(?:called|means?)\b", re.IGNORECASE)


def _as_words(plain):
    return rf"\b{re.escape(plain)}\b"


def _read_terms():
    lines = (Path(__file__).parent / "terms.txt").read_text().splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            forms, plain = line.split(":", 1)
            yield Term(_apart(forms, ","), _apart(plain, ";"))


def _apart(text, mark):
    return [part.strip() for part in text.split(mark)]


_TERMS = SimpleLazyObject(lambda: list(_read_terms()))
