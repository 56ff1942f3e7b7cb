"""Finding requests by what a caller says. The words typed are hashed, and kept nowhere.

Each way of finding is a question of its own: joined by OR, they would read the whole table.
"""

import re
from itertools import islice, product

from django.db.models import Exists, OuterRef

from .. import finding, keys
from ..models import Delivery, Message, SearchKey

LEAST_DIGITS = 7
APOSTROPHES = re.compile(r"['’ʼ`]")
REFERENCE = re.compile(r"([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})")
SPELLINGS_MOST = 8
WEIGHED_MOST = 3  # words of a name that are looked at for the rarest; the longest are rarer
COMMON = 2_000  # requests with a word; beyond that one is as common as the other


def find(requests, words, most):
    """Keys of those of the requests that have this reference, phone or email, or all words of
    the name: the newest ``most`` of them, newest first.
    """
    found = [
        *_by_reference(requests, words),
        *_by_phone(requests, words, most),
        *_by_email(requests, words, most),
        *_by_name(requests, words, most),
    ]
    return _newest(found, most)


def same_caller(requests, request, most):
    """Keys of other requests with the same phone or email, newest first.

    One question for both: there are never many of one caller.
    """
    same = _holders("phone", finding.phone_digits(request.phone))
    same |= _holders("email", request.email.strip().casefold())
    others = requests.exclude(pk=request.pk).filter(pk__in=same.values("request"))
    return list(others.order_by("-pk").values_list("pk", flat=True)[:most])


def failed_messages(requests, most):
    """Keys of those of the requests with a message that was given up."""
    failed = Message.objects.filter(delivery=Delivery.GIVEN_UP).values("request")
    return list(requests.filter(pk__in=failed).order_by("-pk").values_list("pk", flat=True)[:most])


def _newest(found, most):
    """Keys rise as requests come in."""
    return sorted(set(found), reverse=True)[:most]


def _by_reference(requests, words):
    if found := REFERENCE.fullmatch(words.strip().upper()):
        return requests.filter(reference="-".join(found.groups())).values_list("pk", flat=True)
    return []


def _by_phone(requests, words, most):
    digits = finding.phone_digits(words)
    return _holding(requests, "phone", [digits], most) if len(digits) >= LEAST_DIGITS else []


def _by_email(requests, words, most):
    return _holding(requests, "email", [words.strip().casefold()], most) if "@" in words else []


def _by_name(requests, words, most):
    spellings = [_spellings(word) for word in words.split() if finding.name_words(word)]
    if not spellings:
        return []
    whole = {frozenset().union(*parts) for parts in islice(product(*spellings), SPELLINGS_MOST)}
    return [pk for parts in whole for pk in _holding(requests, "name", sorted(parts), most)]


def _spellings(word):
    """ "O'Brien" is found as "obrien" and as "o brien", however the patient wrote it."""
    joined, apart = APOSTROPHES.sub("", word), APOSTROPHES.sub(" ", word)
    return sorted({frozenset(finding.name_words(way)) for way in (joined, apart)}, key=len)


def _holding(requests, kind, values, most):
    """Keys of those of the requests that have all these values.

    The database walks back along the requests with the rarest of them until it has enough: so a
    name that half of the patients have costs no more than one that a few have.
    """
    rarest, *others = _rarest_first(kind, values)
    for value in others:
        requests = requests.filter(Exists(_holders(kind, value).filter(request=OuterRef("pk"))))
    found = []
    for digest in keys.digests(kind, rarest):
        along = requests.filter(search_keys__kind=kind, search_keys__digest=digest)
        found += along.order_by("-search_keys__request_id").values_list("pk", flat=True)[:most]
    return found


def _rarest_first(kind, values):
    if len(values) == 1:
        return values
    longest_first = sorted(values, key=len, reverse=True)
    weighed, others = longest_first[:WEIGHED_MOST], longest_first[WEIGHED_MOST:]
    return [*sorted(weighed, key=lambda value: _holders(kind, value)[:COMMON].count()), *others]


def _holders(kind, value):
    return SearchKey.objects.filter(kind=kind, digest__in=keys.digests(kind, value))
