"""How often something is looked for, without a trace of who looked.

A sentence is not kept, only its telling words in the order of the alphabet, and of those only
what can name nobody: words that stand on a page of ours are kept together; a word that we do
not know is kept apart from all others. Digits and whatever holds one are left out. A count is
of a whole month.
"""

from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from procedures.models import SearchCount, SearchWord

from .words import stem, words_searched

HURRY = 200  # ms
MOST = 6  # words of one search
SHOWN_FROM = 3  # times: what was looked for less often staff do not see


def count(typed, found):
    """Count one search. A database that cannot write costs the reader nothing."""
    month = timezone.localdate().replace(day=1)
    try:
        with in_a_hurry(), transaction.atomic():
            for words in kept(typed):
                add(month, words, found)
    except DatabaseError:
        return


@contextmanager
def in_a_hurry():
    """A reader does not wait until somebody else has written, as SQLite has it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {HURRY}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def kept(typed):
    words = [word for word in words_searched(typed)[:MOST] if word.isalpha() and len(word) > 1]
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    stems = {stem(word) for word in known}
    ours = sorted({word for word in words if word in known or stem(word) in stems})
    if ours:
        yield " ".join(ours)[:120]
    yield from sorted(set(words) - set(ours))


def add(month, words, found):
    named = {"month": month, "words": words, "found": found}
    if not SearchCount.objects.filter(**named).update(times=F("times") + 1):
        SearchCount.objects.bulk_create([SearchCount(times=1, **named)], ignore_conflicts=True)
