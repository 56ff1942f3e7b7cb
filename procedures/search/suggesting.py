"""Pages whose names begin with what has been typed so far."""

from procedures.models import SearchEntry

from . import databases
from .finding import PAGES, find, names_of, page_of
from .words import STOP, stem, words_of

MOST = 6
LOOKED_AT = 80
SHORTEST = 2


def suggest(typed):
    """The pages in order: by the beginning of their names, then as a search would find them."""
    words = list(words_of(typed))
    if not words or len("".join(words)) < SHORTEST:
        return []
    pages = beginning_with(words)
    if len(pages) < MOST:
        pages += [each.page for each in find(typed, MOST).results if each.page not in pages]
    return pages[:MOST]


def beginning_with(words):
    told = [stem(word) for word in words[:-1] if word not in STOP]
    keys = databases.rows(told, databases.NAMES, LOOKED_AT, beginning=words[-1])
    entries = SearchEntry.objects.in_bulk(keys)
    order = [page_of(entries[key]) for key in keys if key in entries and not entries[key].anchor]
    found = []
    for name, model in PAGES.items():
        pks = [pk for kind, pk in order if kind == name]
        visible = model.objects.published().filter(pk__in=pks) if pks else ()
        found += [page for page in visible if begins(page, words)]
    return sorted(found, key=lambda page: (not begins(page, words, main=True), page.name))


def begins(page, words, main=False):
    """Each word typed is the beginning of a word of one of its names."""
    names = names_of(page)[:1] if main else names_of(page)
    return any(
        all(any(own.startswith(word) for own in words_of(name)) for word in words) for name in names
    )
