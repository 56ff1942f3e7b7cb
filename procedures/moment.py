"""A time in which readers see the same content: an edition of it, until a clock changes what is
said of it. What was read in a moment need not be read twice.
"""

import time
from contextvars import ContextVar

from django.db import connection

from . import edition, replica
from .next_change import next_change

current = ContextVar("moment", default=None)  # of the request that is being answered


class Moment:
    def __init__(self):
        self.told = edition.last_told[0]  # first: what is told from now on ends this moment
        with replica.read():
            self.database = replica.asked()
            self.edition = edition.ask()
            self.until = next_change().timestamp()
        self.known = {}

    def holds(self):
        """Whether what is read here and now would be the same."""
        return self.lasts() and self.database == replica.asked()

    def lasts(self):
        return edition.last_told[0] == self.told and time.time() < self.until


def known(name, read):
    """What ``read`` gives, read once in a moment; nobody may alter it.

    In a transaction it is read as the transaction sees it, and so it is where there is no moment.
    """
    moment = current.get()
    if moment is None or connection.in_atomic_block or not moment.holds():
        return read()
    if name not in moment.known:
        value = read()
        if not moment.holds():  # by now another database may be asked, and was perhaps
            return value
        moment.known[name] = value
    return moment.known[name]
