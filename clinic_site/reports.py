"""What went wrong, told to a file or an address: ERRORS_TO.

A report says when, at which kind of page, which kind of error, and through which lines of code.
It has no words of the error itself, no values, no address and no visitor: any of these may hold
what a patient typed. The same error is reported once in ten minutes, with how often it came.
"""

import logging
import os
import sys
import threading
import time
import traceback
from collections import Counter, deque
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from .logs import is_visitors, trace_of

PAUSE = 10 * 60  # seconds between two reports of the same error
MOST_KINDS = 200  # of errors that are told apart at a time

MOST_WAITED_FOR, SECONDS_FOR_MAIL = 3, 5  # when a command ends
SUBJECT = "An error on the clinic's site"

log = logging.getLogger(__name__)


class Reports(logging.Handler):
    def __init__(self, to):
        super().__init__(logging.ERROR)
        self.tell = mail_to(to) if "@" in to else write_to(Path(to))
        self.told, self.held_back = {}, Counter()

    def emit(self, record):
        if not record.exc_info or not record.exc_info[0] or is_visitors(record):
            return
        with suppress(Exception):  # a report that fails must not be a second error
            self.report(record, time.monotonic())

    def report(self, record, now):
        kind, error, trace = record.exc_info
        frames = traceback.extract_tb(trace)
        same = (kind, frames[-1].filename, frames[-1].lineno) if frames else kind
        if now - self.told.get(same, -PAUSE) < PAUSE:
            self.held_back[same] += 1
            return
        if len(self.told) >= MOST_KINDS:
            self.told.clear(), self.held_back.clear()
        self.told[same] = now
        self.tell(words_of(record, error, self.held_back.pop(same, 0)))


def words_of(record, error, more):
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    lines = [
        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
        f"page: {match.route}" if match else f"told by: {record.name}",
        f"request: {getattr(record, 'request_id', '')}",
        f"error: {trace_of(error)}",
    ]
    return "\n".join(lines + [f"and {more} more since the last report"] * bool(more)) + "\n\n"


def write_to(path):
    def write(words):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with open(file, "a") as report:
            report.write(words)

    return write


def mail_to(address):
    """Beside what goes on: nobody waits for a mail server."""

    def send(words):
        from django.core.mail import send_mail

        with suppress(Exception):
            send_mail(SUBJECT, words, None, [address])

    def begin(words):
        thread = threading.Thread(target=send, args=[words], daemon=True)
        on_their_way.append(thread)
        thread.start()

    return begin


on_their_way = deque(maxlen=MOST_WAITED_FOR)


def of_a_command(kind, error, trace):
    """For ``sys.excepthook``. Who sits at the screen sees what the error says; a log does not."""
    is_told = settings.configured and issubclass(kind, Exception)
    if not is_told or sys.stderr.isatty():
        sys.__excepthook__(kind, error, trace)
    if is_told:
        name = sys.argv[1] if len(sys.argv) > 1 else ""
        log.critical("The command %s failed.", name, exc_info=(kind, error, trace))
    for thread in on_their_way:
        thread.join(SECONDS_FOR_MAIL)
