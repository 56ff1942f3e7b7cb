"""In a process one form is judged at a time, and those that come together are stored in one commit.

Python runs one thread at a time: if others judge forms meanwhile, who stores one waits for them
after each word with the database, and everybody behind in the queue waits as well. And SQLite
takes little longer to commit several requests than one. So who has judged a form lets the next one
judge theirs, and the last of them commits all. They wait only for forms that are here already, and
nobody hears that a request is stored before it is. A server of databases does all this by itself.
"""

import threading
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from itertools import chain

from django.db import connection, transaction

from .in_turn import in_turn
from .inserting import insert

MOST = 8  # requests in one commit

door = threading.Lock()  # held by the thread that judges
behind = []  # who waits at it
judged = []  # of each form that waits for the commit: its rows, and what became of them


def store_alone(inserts):
    _commit([inserts])


@contextmanager
def one_form_at_a_time():
    """Gives the function that stores the rows of the form. It raises ``DatabaseError`` if nothing
    was stored, of this form or, with it, of all others.
    """
    if connection.vendor != "sqlite":
        yield store_alone
        return
    turn = Turn()
    try:
        yield turn.store
    finally:
        turn.end()


class Turn:
    """Of one thread, to judge and to store."""

    def __init__(self):
        behind.append(self)
        door.acquire()
        behind.pop()  # one less: it does not matter whose name it bears
        self.is_over = False

    def store(self, inserts):
        stored = Future()
        judged.append((inserts, stored))
        self.end(others_follow=behind and len(judged) < MOST)
        stored.result()

    def end(self, others_follow=False):
        """Who stores nothing commits for the others too: else one mistake after the other could
        keep them waiting.
        """
        if self.is_over:
            return
        self.is_over = True
        try:
            if not others_follow:
                _commit_judged()
        finally:
            door.release()


def _commit_judged():
    together = judged.copy()
    judged.clear()
    if len(together) > 1:
        with suppress(Exception):  # one of them is at fault, perhaps: each by itself, then
            _commit([inserts for inserts, _stored in together])
            for _inserts, stored in together:
                stored.set_result(None)
            return
    for inserts, stored in together:
        try:
            _commit([inserts])
        except Exception as error:
            stored.set_exception(error)
        else:
            stored.set_result(None)


def _commit(requests):
    with in_turn(), transaction.atomic():
        insert(chain.from_iterable(requests))
