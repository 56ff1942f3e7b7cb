"""The outbox is emptied, once each, whatever the mail server does."""

import smtplib
import threading
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from procedures.booking import actions, delivery
from procedures.booking.models import Attempt, Event, Message, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import details, receive
from tests.factories import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_log():
    delivery._said.clear()


@pytest.fixture
def request_():
    return receive(submission="one", email="sample@example.com")


@pytest.fixture
def mail_server(monkeypatch):
    """A mail server whose fault, if it has one, a test sets."""

    class MailServer:
        fault = None

        def send(self, letter):
            if self.fault:
                raise self.fault
            mail.outbox.append(letter)

    server = MailServer()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda letter: server.send(letter))
    return server


def verbs():
    return list(Event.objects.values_list("verb", flat=True))


def refused(code):
    return smtplib.SMTPRecipientsRefused({"sample@example.com": (code, b"sample@example.com?")})


def try_for(days, mail_server):
    """Let the worker run every minute in fast motion; gives the times it tried."""
    start, tries = timezone.now(), []
    with time_machine.travel(start, tick=False) as clock:
        while (now := timezone.now()) < start + timedelta(days=days):
            if sum(delivery.send_due()):
                tries.append(now - start)
            waiting = Message.objects.filter(delivery="waiting").first()
            clock.move_to(waiting.next_try_at if waiting else start + timedelta(days=days))
    return tries


# ---- what goes well ----


def test_a_message_is_sent_once_and_the_request_shows_it(request_):
    assert delivery.send_due() == (1, 0)
    assert delivery.send_due() == (0, 0)
    message = Message.objects.get()
    assert (message.delivery, message.leased_until) == ("sent", None) and message.sent_at
    assert len(mail.outbox) == 1 and verbs() == ["received", "sent"]
    assert Event.objects.last().detail == "Receipt to the patient"


def test_patient_and_office_each_get_their_own():
    receive(email="sample@example.com", office=make_office(email="desk@example.com"))
    assert delivery.send_due() == (2, 0)
    assert {letter.to[0] for letter in mail.outbox} == {"sample@example.com", "desk@example.com"}


def test_nothing_personal_of_the_request_is_decrypted_to_send(request_, django_assert_num_queries):
    message = delivery.claim()
    assert {"name", "phone", "note", "email"} <= message.request.get_deferred_fields()
    assert "to" in message.get_deferred_fields()


def test_the_command_sends_what_is_due_and_says_how_much(request_, capsys):
    call_command("send_messages", once=True)
    assert capsys.readouterr().out == "1 sent, 0 could not be sent yet.\n"


# ---- one at a time ----


def test_two_workers_never_hold_the_same_message(request_):
    assert delivery.claim() and delivery.claim() is None


def test_a_message_of_a_worker_that_died_goes_out_when_its_lease_has_run_out(request_):
    first = delivery.claim()
    with time_machine.travel(timezone.now() + timedelta(seconds=121)):
        again = delivery.claim()
    assert again.pk == first.pk and again.tries == 2


def test_the_lease_is_renewed_while_a_slow_server_is_at_work(request_, monkeypatch):
    renewed = threading.Event()
    monkeypatch.setattr(delivery, "RENEW_SECONDS", 0.01)
    monkeypatch.setattr(delivery, "_ours", lambda message: renewed.set() or Message.objects.none())
    with delivery.lease_kept(delivery.claim()):
        assert renewed.wait(5)


def test_a_worker_that_comes_too_late_does_not_disturb_the_next(request_):
    late = delivery.claim()
    with time_machine.travel(timezone.now() + timedelta(seconds=121)):
        delivery.claim()
        delivery.not_sent(late, "late")
    message = Message.objects.get()
    assert message.leased_until and message.trouble == ""


# ---- what goes wrong ----


def test_a_dead_mail_server_for_a_day_loses_and_doubles_nothing(request_, mail_server):
    mail_server.fault = ConnectionRefusedError("sample@example.com")
    tries = try_for(1, mail_server)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    minutes = [pause.total_seconds() / 60 for pause in pauses]
    assert minutes[:7] == [1, 2, 5, 15, 30, 60, 60] and set(minutes[7:]) == {60}
    mail_server.fault = None
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1)):
        assert delivery.send_due() == (1, 0)
    assert len(mail.outbox) == 1 and verbs() == ["received", "not-sent", "sent"]


def written_ago(time):
    Message.objects.update(created_at=timezone.now() - time)


def test_after_a_week_it_is_given_up_and_on_record(request_, mail_server):
    mail_server.fault = TimeoutError()
    written_ago(timedelta(days=6, hours=23))
    tries = try_for(1, mail_server)
    assert timedelta(hours=1) <= tries[-1] < timedelta(hours=2)
    message = Message.objects.get()
    assert message.delivery == "given-up" and verbs() == ["received", "not-sent", "gave-up"]
    assert message.trouble == "The mail server does not answer in time."


def test_an_address_that_is_refused_for_good_is_given_up_after_a_day(request_, mail_server):
    mail_server.fault = refused(550)
    delivery.send_due()
    written_ago(timedelta(days=1))
    try_for(0.1, mail_server)
    assert Message.objects.get().delivery == "given-up"


def test_an_address_that_is_refused_for_now_is_tried_on(request_, mail_server):
    mail_server.fault = refused(451)
    delivery.send_due()
    written_ago(timedelta(days=2))
    try_for(0.1, mail_server)
    assert Message.objects.get().delivery == "waiting"


@pytest.mark.parametrize(
    "fault",
    [
        refused(550),
        refused(451),
        smtplib.SMTPDataError(550, b"sample@example.com is spam"),
        smtplib.SMTPSenderRefused(550, b"no", "sample@example.com"),
        smtplib.SMTPServerDisconnected("sample@example.com"),
        OSError("sample@example.com"),
        ValueError("Invalid address; sample@example.com"),
        RuntimeError("sample@example.com"),
    ],
)
def test_no_address_and_no_word_of_the_server_is_kept_or_logged(
    request_, mail_server, fault, caplog
):
    mail_server.fault = fault
    assert delivery.send_due() == (0, 1)
    said = Message.objects.get().trouble + Event.objects.last().detail + caplog.text
    assert Message.objects.get().trouble and caplog.text
    assert "sample" not in said and "spam" not in said


def test_a_message_that_cannot_be_made_does_not_hold_up_the_others(request_, monkeypatch):
    receive(email="other@example.com", name="Another Person")
    whole = delivery.letter

    def letter(message):
        if message.request == request_:
            raise KeyError("sample@example.com")
        return whole(message)

    monkeypatch.setattr(delivery, "letter", letter)
    assert delivery.send_due() == (1, 1)


def test_a_missing_key_is_named_and_the_message_waits(request_, settings):
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = ["bm90LWEta2V5LW5vdC1hLWtleS1ub3QtYS1rZXktMTI="]
    assert delivery.send_due() == (0, 1)
    assert "FIELD_KEYS" in Message.objects.defer("to").get().trouble
    settings.FIELD_KEYS = old
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert delivery.send_due() == (1, 0)


def test_what_was_sent_while_the_database_went_away_is_recorded_when_it_is_back(
    request_, monkeypatch
):
    whole, failures = delivery.sent, [OperationalError("gone"), OperationalError("gone")]

    def sent(message):
        if failures:
            raise failures.pop()
        whole(message)

    monkeypatch.setattr(delivery, "sent", sent)
    monkeypatch.setattr(delivery.connection, "close", lambda: None)
    assert delivery.send_due(lambda seconds: False) == (1, 0)
    assert len(mail.outbox) == 1 and verbs() == ["received", "sent"]


def test_the_worker_survives_an_outage_of_the_database_and_says_so_calmly(monkeypatch, caplog):
    def away(stop_after):
        raise OperationalError("host=10.0.0.1 password=secret")

    monkeypatch.setattr(delivery, "send_due", away)
    monkeypatch.setattr(delivery, "close_old_connections", lambda: None)
    monkeypatch.setattr(delivery.connection, "close", lambda: None)
    rounds = iter([False] * 20 + [True])
    delivery.work(lambda seconds: next(rounds))
    assert [record.getMessage() for record in caplog.records] == [
        "The database does not answer (OperationalError); trying again."
    ]


# ---- what must not go out, and what must go elsewhere ----


@pytest.mark.parametrize("status", [Status.SPAM, Status.ERASED])
def test_nothing_is_sent_for_spam_or_an_erased_request(request_, status):
    type(request_).objects.update(status=status)
    assert delivery.send_due() == (0, 0)


def test_what_is_erased_while_it_is_on_its_way_leaves_no_trace(request_):
    message = delivery.claim()
    actions.erase(request=request_, by="sample-owner")
    assert delivery.deliver(message) is False and not mail.outbox


def test_a_message_on_its_way_when_staff_says_spam_is_not_sent_again_when_restored(request_):
    message = delivery.claim()
    actions.mark_spam(request=request_, by="sample-owner")
    assert delivery.deliver(message)
    actions.restore_from_spam(request=request_, by="sample-owner")
    assert delivery.send_due() == (0, 0) and len(mail.outbox) == 1


def test_a_restored_request_sends_what_it_had_not_sent(request_):
    actions.mark_spam(request=request_, by="sample-owner")
    assert delivery.send_due() == (0, 0)
    actions.restore_from_spam(request=request_, by="sample-owner")
    assert delivery.send_due() == (1, 0)


def test_a_corrected_address_gets_the_receipt_and_the_same_address_only_one(request_):
    delivery.send_due()
    for email in ("correct@example.com", "correct@example.com", ""):
        actions.receive(submission="one", details=details(email=email), spam=Verdict())
        delivery.send_due()
    assert [letter.to for letter in mail.outbox] == [
        ["sample@example.com"],
        ["correct@example.com"],
    ]
    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first != second


def test_attempts_are_forgotten_after_a_day(db):
    now = timezone.now()
    for hours in (23, 25):
        Attempt.objects.create(kind="phone", digest="x", at=now - timedelta(hours=hours))
    delivery.delete_old_attempts()
    assert Attempt.objects.count() == 1
