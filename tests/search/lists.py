"""The lists of searches beside this file, and the share of them that find the right page."""

from pathlib import Path

from procedures.search.finding import find

KINDS = {"p": "procedure", "c": "condition", "o": "office"}


def searches(name):
    """(what is typed, the pages that are right as (kind, slug)) of each line."""
    for line in (Path(__file__).parent / name).read_text().splitlines():
        if line and not line.startswith("#"):
            typed, _mark, right = line.rpartition(":")
            pairs = (page.split() for page in right.split(","))
            yield typed, {(KINDS[kind], slug) for kind, slug in pairs}


def shares(name):
    """(share found first, share found among the first three, what was missed) of a list."""
    first = among = total = 0
    missed = []
    for typed, right in searches(name):
        pages = [each.page for each in find(typed).results[:3]]
        found = [(page._meta.model_name, page.slug) for page in pages]
        total += 1
        first += found[:1] != [] and found[0] in right
        among += bool(right & set(found))
        missed += [] if right & set(found) else [typed]
    return first / total, among / total, missed
