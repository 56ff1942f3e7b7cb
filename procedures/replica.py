"""Readers may be served from a copy of the database: REPLICA_URL.

A page for readers is made from the copy, and the edition asked of it as well, so that a kept page
is always as new as the copy is. All that writes, staff's pages and the form ask the database
itself, and for a while readers do too when the copy does not answer.
"""

import time
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

REPLICA = "replica"
PAUSE = 5  # seconds in which a copy that did not answer is not asked again

_reads = ContextVar("reads from the copy", default=False)
_asked_again = 0


class Router:
    """Django's question to which database a word goes."""

    def db_for_read(self, model, **hints):
        return asked()

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True  # they are of the same content

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


def asked():
    """Which database is asked here and now."""
    return readers_database() if _reads.get() else DEFAULT_DB_ALIAS


def readers_database():
    there = REPLICA in connections.settings and time.monotonic() >= _asked_again
    return REPLICA if there else DEFAULT_DB_ALIAS


@contextmanager
def read():
    """What is read inside is for readers."""
    token = _reads.set(True)
    try:
        yield
    finally:
        _reads.reset(token)


def for_readers(view):
    """A view that only reads: from the copy; once more, and from the database itself, if the copy
    does not answer.
    """

    @wraps(view)
    def answer(*args, **kwargs):
        with read():
            first = asked()
            try:
                return view(*args, **kwargs)
            except (OperationalError, InterfaceError):
                if first != REPLICA:
                    raise
                leave()
            return view(*args, **kwargs)

    return answer


def leave():
    """The copy is not asked for a while."""
    global _asked_again
    if readers_database() == REPLICA:
        _asked_again = time.monotonic() + PAUSE
