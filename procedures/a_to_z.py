"""Every name under which a page can be known, in the order of a dictionary."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import chain, groupby

from .models import Condition, Procedure
from .moment import known

DIGITS = "0–9"
WORD = re.compile("[a-z0-9]+")  # of ASCII, which nearly all names are


@dataclass
class Entry:
    """One name; a page's own name leads there, any other name says which pages to see."""

    name: str
    key: str  # the name as it is sorted
    pages: list = field(default_factory=list)

    @property
    def own_page(self):
        """The page that has just this name."""
        return next((page for page in self.pages if plain(page.name) == self.key), None)

    @property
    def letter(self):
        first = self.key[:1].upper()
        return DIGITS if first.isdigit() else first


def plain(name):
    """For sorting: without accents, capitals, and whatever is neither letter nor digit."""
    if name.isascii():
        return " ".join(WORD.findall(name.lower()))
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = (sign if sign.isalnum() else " " for sign in decomposed if not combines(sign))
    return " ".join("".join(kept).split())


def combines(sign):
    return bool(unicodedata.combining(sign))


def by_letter(entries):
    """(letter, its entries), without letters that nothing begins with."""
    return [(letter, list(found)) for letter, found in groupby(entries, lambda e: e.letter)]


def first_pages(entries, on_a_page):
    """On which page each letter begins, from 0–9 to Z."""
    pages = {}
    for place, entry in enumerate(entries):
        pages.setdefault(entry.letter, place // on_a_page + 1)
    return pages


def all_names():
    """In their order. With thousands of pages this takes a while, so it is known for a moment."""
    return known("all names", _all_names)


def _all_names():
    entries = {}
    fields = ("slug", "name", "other_names")
    public = (kind.objects.published().only(*fields) for kind in (Procedure, Condition))
    for page in chain(*public):
        for name in page.names():
            if key := plain(name):
                entry = entries.setdefault(key, Entry(name.strip(), key))
                if page not in entry.pages:
                    entry.pages.append(page)
    return [entries[key] for key in sorted(entries)]
