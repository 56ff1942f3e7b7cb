"""SQLite takes one writer at a time; who finds it busy sleeps and asks again, each time for longer.
Those who store requests stand in a queue instead, where the next begins as soon as one is done.
"""

import fcntl
from contextlib import ExitStack, contextmanager, suppress

from django.conf import settings
from django.db import connection

QUEUE = settings.VAR_DIR / "queue"


@contextmanager
def in_turn():
    with ExitStack() as until_done:
        if connection.vendor == "sqlite":
            with suppress(OSError):  # without a place for the file it goes on as SQLite has it
                fcntl.flock(until_done.enter_context(open(QUEUE, "ab")), fcntl.LOCK_EX)
        yield
