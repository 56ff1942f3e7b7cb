"""The pages that fit a search, best first, each with the answer of it to land on.

The database gives the rows that hold the words; the order is made here, the same on every
database. A page is worth what each word of the search finds on it: most in its names, less in
what it treats and in its headings, least in its text. Rare words count for more. A name that is
searched for whole counts once more.
"""

import itertools
from dataclasses import dataclass, field
from math import log

from django.utils.text import capfirst

from procedures.models import Condition, Office, Procedure, SearchEntry

from . import databases, spelling
from .excerpts import excerpt
from .intents import kinds_asked_for
from .words import Term, fold, stem, stems_of, terms, words_of, words_searched

BY_NAME, ANYWHERE = 100, 150  # rows that each question to the database may give
SEVERAL = 3  # so many times the rows of the most common word stand for all
COMMON = 1_500  # rows; a word in more of them finds nothing by itself beside a rarer one
LOOKED_AT = 20  # pages whose every row is weighed

NAME, TREATS, HEADING, SUMMARY, TEXT = 6.0, 2.5, 2.0, 1.7, 1.4
WHOLE_NAME = 4.0
ASKED_KIND = 1.5
TREATMENT = 1.15  # for a procedure's page, when something that is done is searched for
SAME_PAGE_ANSWERS = 3

TREATMENTS = frozenset(
    words_of(
        "injection injections shot shots block blocks needle procedure procedures treatment "
        "treatments surgery operation ablation implant trial"
    )
)


@dataclass
class Result:
    """One page: ``excerpt`` is pieces of text, each with whether it fits the search."""

    page: object
    address: str
    title: str
    kind: str
    excerpt: list
    answers: list = field(default_factory=list)


@dataclass
class Found:
    results: list
    meant: str = ""  # the search as it was understood, when that is not as it was typed


def find(typed, most=10):
    words = words_searched(typed)
    wanted, meant, counts = understood(words)
    worth = rarity(counts)
    entries = rows_of_pages(wanted, worth)
    kinds = kinds_asked_for(fold(typed))
    return Found(ranked_pages(entries, wanted, worth, kinds, most), meant)


# ---- what was meant ----


def understood(words):
    """The terms of the search with misspelled words mended, its words if any was, and in how many
    rows each stem stands.
    """
    typed = terms(words)
    found = databases.frequencies({each for term in typed for each in term.stems})
    known = spelling.known_words()
    mended, meant = [], []
    for term in typed:
        if not term.word or term.word.isdecimal() or found.keys() & term.stems.keys():
            mended.append(term)
            meant += [term.word] * bool(term.word)
            continue
        near = spelling.likely(term.word) or in_two(term.word, known)
        mended.append(nearest(term, near))
        meant.append(near[0][0] if near else term.word)
    if meant != words:
        mended += [Term("", each.stems) for each in terms(meant) if not each.word]
    mended += [Term("", {stem(word): 1.0}) for word in in_one(words, known)]
    new = {each for term in mended for each in term.stems} - {e for t in typed for e in t.stems}
    found |= databases.frequencies(new)
    return mended, " ".join(meant) if meant != words else "", found


def nearest(term, near):
    stems = dict(term.stems)
    for word, likeness in near:
        for each, worth in terms([word])[0].stems.items():
            stems[each] = max(stems.get(each, 0), worth * likeness)
    return Term(term.word, stems)


def in_two(word, known):
    """“lowback” as “low back”."""
    for place in range(3, len(word) - 2):
        if word[:place] in known and word[place:] in known:
            return [(word[:place], 1.0), (word[place:], 1.0)]
    return []


def in_one(words, known):
    """“head ache” as “headache”."""
    pairs = itertools.pairwise(words)
    return [first + last for first, last in pairs if first + last in known]


# ---- which rows ----


def rarity(counts):
    """Of each stem that stands anywhere, how telling it is."""
    total = SEVERAL * max(counts.values(), default=0)
    return {each: (log(1 + total / count), count) for each, count in counts.items()}


def rows_of_pages(wanted, worth):
    """Every row of the pages that may fit, by page."""
    rare = sorted(each for each in worth if worth[each][1] <= COMMON)
    keys = databases.rows(rare or sorted(worth), databases.NAMES, BY_NAME)
    keys += databases.rows(rare, databases.ANYWHERE, ANYWHERE)
    hits = SearchEntry.objects.filter(pk__in=keys).defer("text", "heading")
    first = {}
    for entry in hits:
        first.setdefault(page_of(entry), []).append(entry)
    likely = sorted(first, key=lambda page: -page_score(first[page], wanted, worth))[:LOOKED_AT]
    entries = {page: [] for page in likely}
    ids = {name: [pk for kind, pk in likely if kind == name] for name in PAGES}
    for name, pks in ids.items():
        for entry in SearchEntry.objects.filter(**{f"{name}__in": pks}) if pks else ():
            entries[page_of(entry)].append(entry)
    return entries


def page_of(entry):
    for name in PAGES:
        if pk := getattr(entry, f"{name}_id"):
            return name, pk
    raise ValueError("An entry of no page")


PAGES = {"procedure": Procedure, "condition": Condition, "office": Office}


# ---- in which order ----


def page_score(entries, wanted, worth):
    return sum(
        max((row_score(entry, term, worth) for entry in entries), default=0) for term in wanted
    )


def row_score(entry, term, worth):
    """What one term of the search finds in one row."""
    fields, best = weights(entry, worth), 0
    own = worth.get(stem(term.word), (None,))[0]
    for each, likeness in term.stems.items():
        if each in fields:
            rare = min(worth[each][0], own or worth[each][0])  # another word tells no more
            best = max(best, fields[each] * likeness * rare)
    return best


def weights(entry, worth):
    """{stem that is searched for: the weight of the best place where the row has it}"""
    if not hasattr(entry, "_weights"):
        entry._weights = {}
        by_column = (HEADING, TEXT) if entry.anchor else (TREATS, SUMMARY)
        columns = (entry.words, entry.headings, entry.names)
        for column, weight in zip(columns, (*reversed(by_column), NAME), strict=True):
            found = worth.keys() & set(column.split())
            entry._weights.update(dict.fromkeys(found, weight))
    return entry._weights


def ranked_pages(entries, wanted, worth, kinds, most):
    scored = []
    treated = any(term.word in TREATMENTS for term in wanted)
    for name, model in PAGES.items():
        pks = [pk for kind, pk in entries if kind == name]
        for page in model.objects.published().filter(pk__in=pks) if pks else ():
            score = page_score(entries[name, page.pk], wanted, worth)
            score += whole_name(page, wanted, worth)
            score *= TREATMENT if treated and model is Procedure else 1
            scored.append((-round(score, 6), page.name, name, page))
    scored.sort(key=lambda each: each[:3])
    return [
        result(page, entries[name, page.pk], wanted, worth, kinds)
        for score, _title, name, page in scored[:most]
        if score
    ]


def whole_name(page, wanted, worth):
    """More, the more of one of its names is searched for; most for the first, its own."""
    telling = max((rare for rare, _count in worth.values()), default=0)
    best = 0
    for number, name in enumerate(names_of(page)):
        found = whole = 0
        for each in set(stems_of(name)):
            rare = worth[each][0] if each in worth else telling
            likeness = max((term.stems.get(each, 0) for term in wanted), default=0)
            whole += rare
            found += rare * likeness * (each in worth)
        if found:
            best = max(best, (WHOLE_NAME - 0.5 * bool(number)) * found * (found / whole))
    return best


def kind_of(page):
    return capfirst(page._meta.verbose_name)


def names_of(page):
    if isinstance(page, Office):
        return [page.name, page.city, page.zip_code]
    return [page.name, *page.other_names.splitlines()]


def result(page, rows, wanted, worth, kinds):
    top = next(row for row in rows if not row.anchor)
    stems = {each for term in wanted for each in term.stems if each in worth}
    in_names = set(top.names.split())
    left = [term for term in wanted if not in_names & set(term.stems)]
    answers = ranked_answers(rows, left, worth, kinds) if left or kinds else []
    landing = answers[0] if answers else top
    address = page.get_absolute_url()
    return Result(
        page=page,
        address=f"{address}#{landing.anchor}" if landing.anchor else address,
        title=page.name,
        kind=kind_of(page),
        excerpt=excerpt(landing.text, stems),
        answers=[(row.heading, f"{address}#{row.anchor}") for row in answers[:SAME_PAGE_ANSWERS]],
    )


def ranked_answers(rows, left, worth, kinds):
    """The answers of a page that hold what its name does not, best first."""
    scored = []
    for row in rows:
        if not row.anchor:
            continue
        score = sum(row_score(row, term, worth) for term in left)
        kind = row.anchor.rstrip("-0123456789")
        if kind in kinds:
            score = score * ASKED_KIND + kinds[kind]
        if score > 0:
            scored.append((-score, row.position, row))
    return [row for _score, _position, row in sorted(scored, key=lambda each: each[:2])]
