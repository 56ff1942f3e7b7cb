"""The outbox is emptied: each message goes out after its transaction, whatever dies meanwhile.

A worker claims one message at a time by a conditional UPDATE that leases it, sends it outside any
transaction, and then records what came of it. Any number of workers may run, on any number of
machines. A worker that is killed leaves a lease that runs out; the message is tried again under
the same Message-ID. While a slow mail server is at work the lease is renewed.
"""

import logging
import smtplib
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import Error, close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from . import actions, numbers
from .keys import Undecipherable
from .messages import letter
from .models import Attempt, Delivery, Message, Status, Verb
from .privacy import KEPT_ATTEMPT_HOURS

IDLE_SECONDS = 2
LEASE, RENEW_SECONDS = timedelta(minutes=2), 30
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60)]  # then every hour
GIVEN_UP_AFTER = timedelta(days=7)
REFUSED_GIVEN_UP_AFTER = timedelta(days=1)  # a mail server set up wrongly refuses everybody
SILENT = (Status.SPAM, Status.ERASED)
EXPECTED = (OSError, Undecipherable)  # of a mail server, and of a key that is missing
HOUR = 3600

log = logging.getLogger(__name__)
_said = {}


def work(stop_after):
    """Send and count for ever, and survive what the database and the mail server do meanwhile.

    ``stop_after(seconds)`` waits, and says whether to stop.
    """
    cleaned = counted = None
    while True:
        try:
            close_old_connections()
            send_due(stop_after)
            if cleaned is None or time.monotonic() - cleaned > HOUR:
                delete_old_attempts()
                cleaned = time.monotonic()
            if counted is None or time.monotonic() - counted > numbers.RENEW_SECONDS:
                numbers.renew()
                counted = time.monotonic()
        except Error as fault:
            say_calmly("The database does not answer (%s); trying again.", type(fault).__name__)
            connection.close()
        except Exception:  # a fault of ours: told, and the other messages still go out
            log.exception("The sender failed; trying again.")
        if stop_after(IDLE_SECONDS):
            return


def send_due(stop_after=time.sleep):
    """Send what is due, one after the other; give how many were sent and how many were not."""
    counts = {True: 0, False: 0}
    while not stop_after(0) and (message := claim()):
        counts[deliver(message, stop_after)] += 1
    return counts[True], counts[False]


def claim(at=None):
    """A message that is due and from now on leased to us; its address is not yet decrypted."""
    at = at or timezone.now()
    due = Message.objects.due(at).exclude(request__status__in=SILENT)
    for pk in due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:20]:
        # without a join: only so does PostgreSQL look again after it waited for another worker
        free = Message.objects.due(at).filter(pk=pk)
        ours = free.update(leased_until=at + LEASE, tries=F("tries") + 1)
        if ours and (message := _load(pk)):
            return message
    return None


def _load(pk):
    """Only what delivery needs: of the request nothing that is encrypted."""
    return (
        Message.objects.exclude(request__status__in=SILENT)
        .select_related("request__office")
        .only("kind", "tries", "trouble", "created_at", "request__reference", "request__submission",
              "request__due_at", "request__office_name", "request__office", "request__status",
              "request__visit_at", "request__visit_minutes", "request__visit_sequence")
        .filter(pk=pk).first()
    )  # fmt: skip


def deliver(message, stop_after=time.sleep):
    """Send one claimed message and record it; give whether it was sent."""
    try:
        with lease_kept(message):
            letter(message).send()
    except Error:
        raise
    except Message.DoesNotExist:  # withdrawn since it was claimed
        return False
    except Exception as fault:
        trouble, is_refused = trouble_in_words(fault)
        say_calmly("A message could not be sent: %s", trouble)
        if not isinstance(fault, EXPECTED):
            log.error("A message cannot be written.", exc_info=fault)
        not_sent(message, trouble, is_refused)
        return False
    while True:
        # it is out: to forget that now would send it again
        try:
            sent(message)
            return True
        except Error as fault:
            say_calmly("The database does not answer (%s); trying again.", type(fault).__name__)
            connection.close()
            if stop_after(1):
                raise


@contextmanager
def lease_kept(message):
    over = threading.Event()

    def renew():
        while not over.wait(RENEW_SECONDS):
            with suppress(Error):
                _ours(message).update(leased_until=timezone.now() + LEASE)
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _ours(message):
    """Nobody else has claimed it since: each claim counts one try more."""
    return Message.objects.filter(pk=message.pk, delivery=Delivery.WAITING, tries=message.tries)


@transaction.atomic
def sent(message, at=None):
    at = at or timezone.now()
    Message.objects.filter(pk=message.pk).update(
        delivery=Delivery.SENT, sent_at=at, leased_until=None, trouble=""
    )
    _record(message, Verb.SENT, at)


@transaction.atomic
def not_sent(message, trouble, is_refused=False, at=None):
    at = at or timezone.now()
    patience = REFUSED_GIVEN_UP_AFTER if is_refused else GIVEN_UP_AFTER
    is_over = at - message.created_at >= patience
    changed = _ours(message).update(
        delivery=Delivery.GIVEN_UP if is_over else Delivery.WAITING,
        trouble=trouble,
        leased_until=None,
        next_try_at=at + PAUSES[min(message.tries, len(PAUSES)) - 1],
    )
    if changed and is_over:
        _record(message, Verb.GAVE_UP, at, trouble)
    elif changed and not message.trouble:
        _record(message, Verb.NOT_SENT, at, trouble)


def _record(message, verb, at, trouble=""):
    detail = ": ".join(filter(None, [str(message.get_kind_display()), trouble]))
    actions.record(message.request, verb, by=actions.SYSTEM, at=at, detail=detail[:200])


def trouble_in_words(fault):
    """The fault in our words, since the server's may hold the address; and whether the address
    itself was refused.
    """
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        if all(code >= 500 for code, _words in fault.recipients.values()):
            return _("The mail server refuses the address."), True
        return _("The mail server does not take the address for now."), False
    for kind, words in {
        smtplib.SMTPAuthenticationError: _("The mail server refuses our sign-in."),
        smtplib.SMTPSenderRefused: _("The mail server refuses our sender address."),
        smtplib.SMTPDataError: _("The mail server refuses the message."),
        smtplib.SMTPServerDisconnected: _("The mail server broke off."),
        smtplib.SMTPException: _("The mail server answers with a fault."),
        Undecipherable: _("The address cannot be read: a key is missing from FIELD_KEYS."),
        TimeoutError: _("The mail server does not answer in time."),
        OSError: _("The mail server cannot be reached."),
    }.items():
        if isinstance(fault, kind):
            return words, False
    return _("Unexpected fault: %(kind)s.") % {"kind": type(fault).__name__}, False


def delete_old_attempts(at=None):
    at = at or timezone.now()
    Attempt.objects.filter(at__lt=at - timedelta(hours=KEPT_ATTEMPT_HOURS)).delete()


def say_calmly(words, *args):
    """Once a minute at most."""
    now = time.monotonic()
    if now >= _said.get((words, *args), 0):
        _said[words, *args] = now + 60
        log.warning(words, *args)
