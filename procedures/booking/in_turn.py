"""SQLite takes one writer at a time; who finds it busy sleeps and asks again, each time for longer.
Those who store requests stand in a queue instead, where the next begins as soon as one is done.

When the first of them has waited in vain, because somebody else holds the file for long, those
behind do not begin to wait as long again: else each would keep a thread from readers.
"""

import fcntl
import os
import time
from contextlib import ExitStack, contextmanager, suppress

from django.conf import settings
from django.db import OperationalError, connection

QUEUE = settings.VAR_DIR / "queue"
LONG, PAUSE = 1, 5  # seconds: who failed after so long had waited; then nobody waits for so long


@contextmanager
def in_turn():
    if connection.vendor != "sqlite":
        yield
        return
    with ExitStack() as until_done:
        with suppress(OSError):  # without a place for the file it goes on as SQLite has it
            fcntl.flock(until_done.enter_context(open(QUEUE, "ab")), fcntl.LOCK_EX)
        if in_vain() > time.time() - PAUSE:
            raise OperationalError("Another one waited in vain a moment ago.")
        began = time.monotonic()
        try:
            yield
        except OperationalError:
            if time.monotonic() - began > LONG:
                note()
            raise


def in_vain():
    """When somebody last did; all processes of this machine see it."""
    with suppress(OSError):
        queue = os.stat(QUEUE)
        return queue.st_mtime if queue.st_size else 0
    return 0


def note():
    with suppress(OSError):
        QUEUE.write_bytes(b"in vain")
