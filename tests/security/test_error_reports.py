"""Whoever keeps the site running hears of errors, and reads no word of a patient there."""

import logging
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import IntegrityError

from clinic_site import reports
from clinic_site.reports import Reports
from procedures.booking import delivery, views
from tests.booking.factories import receive
from tests.factories import make_office
from tests.server import ROOT

SECRET = "Sample Patient, (202) 555-0134"


def fails(words):
    typed = words
    raise ValueError(f"could not read {typed}")


def record(words=SECRET, route="book/"):
    try:
        fails(words)
    except ValueError:
        told = logging.LogRecord("django.request", 40, "", 1, words, (), sys.exc_info())
    told.request = SimpleNamespace(
        resolver_match=SimpleNamespace(route=route), POST={"name": words}
    )
    told.request_id = "0123abcd"
    return told


@pytest.fixture
def file(tmp_path):
    return tmp_path / "errors.txt"


def test_it_says_where_and_at_which_kind_of_page_and_nothing_that_was_typed(file):
    Reports(str(file)).emit(record())
    said = file.read_text()
    assert "error: builtins.ValueError" in said and "page: book/" in said
    assert "request: 0123abcd" in said and f"{__file__}:" in said and " fails" in said
    assert not any(word in said for word in ("Sample", "555", "could not"))
    assert file.stat().st_mode & 0o077 == 0


def test_the_same_error_is_told_once_in_ten_minutes_with_its_number(file, monkeypatch):
    told, clock = Reports(str(file)), SimpleNamespace(now=0.0)
    monkeypatch.setattr(reports.time, "monotonic", lambda: clock.now)
    for _time in range(5):
        told.emit(record())
    assert file.read_text().count("error:") == 1
    clock.now = reports.PAUSE
    told.emit(record())
    assert file.read_text().count("error:") == 2
    assert "and 4 more since the last report" in file.read_text()


def test_an_address_gets_it_by_mail(monkeypatch):
    monkeypatch.setattr(reports.threading, "Thread", AtOnce)
    Reports("who.helps@clinic.example").emit(record())
    (letter,) = mail.outbox
    assert letter.to == ["who.helps@clinic.example"]
    assert "ValueError" in letter.body and "Sample" not in letter.body + letter.subject


class AtOnce:
    def __init__(self, target, args, daemon):
        self.start = lambda: target(*args)


def test_a_report_that_cannot_be_written_is_no_second_error(tmp_path):
    Reports(str(tmp_path / "no-folder" / "errors.txt")).emit(record())


def test_what_is_no_error_of_ours_is_not_told(file):
    Reports(str(file)).emit(logging.LogRecord("sample", 40, "", 1, SECRET, (), None))
    assert not file.exists()


def test_an_error_of_a_page_reaches_it(client, db, file, monkeypatch):
    from procedures.views import home

    handler, logger = Reports(str(file)), logging.getLogger("django")
    logger.addHandler(handler)
    monkeypatch.setattr(home.pages, "home", lambda _clinic: fails(SECRET))
    client.raise_request_exception = False
    try:
        assert client.get("/").status_code == 500
    finally:
        logger.removeHandler(handler)
    assert "ValueError" in file.read_text() and "Sample" not in file.read_text()


def test_a_request_that_could_not_be_stored_reaches_it(client, db, file, monkeypatch):
    def fail(*_args):
        raise IntegrityError(SECRET)

    handler, logger = Reports(str(file)), logging.getLogger("procedures.booking.views")
    logger.addHandler(handler)
    monkeypatch.setattr(views, "send", fail)
    try:
        assert client.post("/book/", {"name": SECRET}).status_code == 503
    finally:
        logger.removeHandler(handler)
    assert "IntegrityError" in file.read_text() and "Sample" not in file.read_text()


def test_what_a_visitor_sent_to_be_suspicious_is_no_error_of_ours(file):
    told = record()
    told.name = "django.security.RequestDataTooBig"
    Reports(str(file)).emit(told)
    assert not file.exists()


def test_a_command_that_fails_is_told_and_its_words_are_not(file, tmp_path):
    given = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "ERRORS_TO": str(file)}
    words = f"raise ValueError('{SECRET}')"
    env = {**given, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", words]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert ran.returncode == 1 and "The command shell failed." in ran.stderr
    assert "error: builtins.ValueError" in file.read_text()
    assert not any(word in ran.stderr + file.read_text() for word in ("Sample", "555"))


def test_a_message_that_cannot_be_written_is_told_and_the_sender_goes_on(db, file, monkeypatch):
    receive(email="sample@clinic.example", office=make_office(email="desk@clinic.example"))
    handler, logger = Reports(str(file)), logging.getLogger("procedures.booking.delivery")
    logger.addHandler(handler)
    monkeypatch.setattr(delivery, "letter", lambda _message: fails(SECRET))
    try:
        assert delivery.send_due() == (0, 2)
    finally:
        logger.removeHandler(handler)
    said = file.read_text()
    assert "ValueError" in said and "delivery.py:" in said and "Sample" not in said


def test_a_sender_that_meets_an_unknown_fault_goes_on(caplog, monkeypatch):
    monkeypatch.setattr(delivery, "send_due", lambda _stop: fails(SECRET))
    rounds = iter([False, False, True])
    delivery.work(lambda _seconds: next(rounds))
    assert caplog.messages == ["The sender failed; trying again."] * 3
