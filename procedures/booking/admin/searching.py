"""Finding requests by what a caller says. The words typed are hashed, and kept nowhere."""

import re

from django.db.models import Q

from .. import finding, keys
from ..models import SearchKey

LEAST_DIGITS = 7
APOSTROPHES = re.compile(r"['’ʼ`]")
REFERENCE = re.compile(r"([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})")


def find(requests, words):
    """Those of the requests that have this reference, phone or email, or all words of the name."""
    return requests.filter(
        _by_reference(words) | _by_phone(words) | _by_email(words) | _by_name(words)
    )


def same_caller(requests, request):
    """Those of the requests with the same phone or email."""
    return requests.filter(_by_phone(request.phone) | _by_email(request.email)).exclude(
        pk=request.pk
    )


def _by_reference(words):
    found = REFERENCE.fullmatch(words.strip().upper())
    return Q(reference="-".join(found.groups())) if found else Q(pk=None)


def _by_phone(words):
    digits = finding.phone_digits(words)
    return _holding("phone", digits) if len(digits) >= LEAST_DIGITS else Q(pk=None)


def _by_email(words):
    return _holding("email", words.strip().casefold()) if "@" in words else Q(pk=None)


def _by_name(words):
    every = [_by_word(word) for word in words.split() if finding.name_words(word)]
    return _all(every) if every else Q(pk=None)


def _by_word(word):
    """ "O'Brien" is found as "obrien" and as "o brien", however the patient wrote it."""
    joined, apart = APOSTROPHES.sub("", word), APOSTROPHES.sub(" ", word)
    ways = {frozenset(finding.name_words(way)) for way in (joined, apart)}
    found = Q()
    for way in ways:
        found |= _all(_holding("name", part) for part in sorted(way))
    return found


def _all(conditions):
    whole = Q()
    for condition in conditions:
        whole &= condition
    return whole


def _holding(kind, value):
    holders = SearchKey.objects.filter(kind=kind, digest__in=keys.digests(kind, value))
    return Q(pk__in=holders.values("request"))
