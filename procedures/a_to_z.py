"""Every name under which a page can be known, in the order of a dictionary."""

import unicodedata
from dataclasses import dataclass, field
from itertools import groupby

from .models import Condition, Procedure

DIGITS = "0–9"


@dataclass
class Entry:
    """One name; a page's own name leads there, any other name says which pages to see."""

    name: str
    pages: list = field(default_factory=list)

    @property
    def own_page(self):
        """The page that has just this name."""
        return next((page for page in self.pages if plain(page.name) == plain(self.name)), None)

    @property
    def letter(self):
        first = plain(self.name)[:1].upper()
        return DIGITS if first.isdigit() else first


def plain(name):
    """For sorting: without accents, capitals, and whatever is neither letter nor digit."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = (sign if sign.isalnum() else " " for sign in decomposed if not combines(sign))
    return " ".join("".join(kept).split())


def combines(sign):
    return bool(unicodedata.combining(sign))


def letters():
    """(letter, its entries) from 0–9 to Z, without letters that nothing begins with."""
    entries = {}
    for page in [*Procedure.objects.published(), *Condition.objects.published()]:
        for name in page.names():
            if key := plain(name):
                entry = entries.setdefault(key, Entry(name.strip()))
                if page not in entry.pages:
                    entry.pages.append(page)
    in_order = [entries[key] for key in sorted(entries)]
    return [(letter, list(found)) for letter, found in groupby(in_order, lambda e: e.letter)]
