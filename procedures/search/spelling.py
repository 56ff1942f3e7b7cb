"""The word that a misspelled one most likely meant, from the words that stand on the pages."""

import re
from functools import lru_cache

from django.db.models import Max
from rapidfuzz import process
from rapidfuzz.distance import OSA

from procedures.models import SearchWord

from .words import everyday_words

SHORTEST = 3
NEAR = 0.73  # of 1.0: two signs of eight may be wrong, one of four may not
SURE = 0.87
MOST = 3

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"ph", "f"),
        (r"gh(?=t)", ""),
        (r"^ps", "s"),
        (r"^kn", "n"),
        (r"sc(?=[eiy])", "s"),
        (r"sch|sh", "s"),
        (r"c(?=[eiy])", "s"),
        (r"ch|ck|cq|c|q", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"ei|ie|ee|ea|ae|oe|y|i", "e"),
        (r"ou|oo|ow", "u"),
        (r"au|aw", "o"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"e$", ""),
    ]
]


def likely(word):
    """[(word on the pages, how near from 0 to 1)], nearest first; empty if none is near."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    return _likely(word, newest())


@lru_cache(maxsize=2_000)
def _likely(word, newest):
    known, sounds = _vocabulary(newest)
    near = dict(_near(word, list(known), NEAR))
    heard = sound(word)
    for other, likeness in _near(heard, list(sounds), SURE):
        for each in sounds[other]:
            near[each] = max(near.get(each, 0), likeness - 0.05)
    best = sorted(near.items(), key=lambda item: (-_kept_start(word, *item), item[0]))[:MOST]
    return [(each, likeness) for each, likeness in best if likeness >= best[0][1] - 0.1]


def _near(word, others, least):
    found = process.extract(
        word, others, scorer=OSA.normalized_similarity, score_cutoff=least, limit=10
    )
    return [(other, likeness) for other, likeness, _place in found]


def _kept_start(word, other, likeness):
    """People seldom miss the first sign of a word."""
    return likeness + (0.05 if word[0] == other[0] else 0)


@lru_cache(maxsize=1)
def _vocabulary(newest):
    words = {*SearchWord.objects.values_list("word", flat=True), *everyday_words()}
    known = dict.fromkeys(sorted(words))
    sounds = {}
    for word in known:
        sounds.setdefault(sound(word), []).append(word)
    return known, sounds


def known_words():
    """The words that stand on the pages or among the everyday ones."""
    known, _sounds = _vocabulary(newest())
    return known.keys()


def newest():
    """What is remembered of the words holds until there is another one."""
    return SearchWord.objects.aggregate(newest=Max("pk"))["newest"] or 0


@lru_cache(maxsize=50_000)
def sound(word):
    """Nearly as it is spoken, so that “sakroiliac” and “sacroiliac” are alike."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word
