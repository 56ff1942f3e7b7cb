"""Private: no cache, no referrer, no cookie without need, no word in a log; and spam put aside."""

import logging
import sys

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from procedures.booking import actions, spam
from procedures.booking.door import client_address, home
from procedures.booking.models import AppointmentRequest, Attempt, Status
from tests.booking.patient import BOOK, RECEIVED, html, send
from tests.factories import make_clinic, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_office()
    return make_clinic()


def answers(client, monkeypatch):
    """Each kind of answer that the two pages give, by name."""
    yield "form", client.get(BOOK)
    yield "errors", client.post(BOOK, {})
    yield "sent", send(client)
    yield "received", client.get(RECEIVED)
    yield "refused", client.post(BOOK, "x" * 100_001, content_type="text/plain")
    yield "other method", client.put(BOOK)
    monkeypatch.setattr(spam, "FLOOD", 0)
    yield "flood", send(client, name="Somebody Else")
    monkeypatch.setattr(spam, "judge", locked)
    yield "away", send(client, name="Somebody Else")


def locked(*_args, **_words):
    raise OperationalError("database is locked")


def test_no_answer_is_cached_indexed_or_named_elsewhere(client, monkeypatch):
    for name, response in answers(client, monkeypatch):
        assert response["Cache-Control"] == "no-store", name
        assert response["Referrer-Policy"] == "no-referrer", name
        assert response["X-Robots-Tag"] == ("all" if name == "form" else "noindex"), name


def test_only_the_cookies_that_are_needed(client):
    form = client.get(BOOK)
    (cookie,) = form.cookies.values()
    assert cookie.key == "__Host-csrf" and cookie["max-age"] == 86400
    assert (cookie["path"], cookie["secure"], cookie["domain"]) == ("/", True, "")
    sent = send(client)
    assert set(sent.cookies) == {"booking_received"}
    cookie = sent.cookies["booking_received"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (BOOK, True, "Lax")
    assert cookie["secure"]  # the suite's site is https
    assert not client.get(RECEIVED).cookies
    for path in ("/", "/offices/", "/procedures/"):
        assert not client.get(path).cookies


def test_nothing_typed_is_in_the_address_or_the_cookie(client):
    sent = send(client, name="Marker Fullname", email="marker@example.com")
    assert sent["Location"] == RECEIVED
    assert "arker" not in str(sent.cookies)


def test_no_log_holds_a_word_of_the_patient(client, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    for logger in ("django.request", "django.security"):
        monkeypatch.setattr(logging.getLogger(logger), "propagate", True)
    words = {"name": "Marker Fullname", "note": "marker note", "phone": "(202) 555-0177"}
    send(client, **words)
    send(client, **words, ticket="forged")
    send(client, **words, agree="")
    monkeypatch.setattr(actions, "receive", locked)
    send(client, **words)
    said = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert "arker" not in said and "0177" not in said


def test_a_report_of_a_crash_holds_nothing_typed(client, monkeypatch, settings):
    settings.DEBUG = False
    seen = []

    def crash(**words):
        raise ValueError("our own mistake")

    def report(sender, request, **kwargs):
        reporter = ExceptionReporter(request, *sys.exc_info())
        seen.append(reporter.get_traceback_text() + reporter.get_traceback_html())

    from django.core.signals import got_request_exception

    monkeypatch.setattr(actions, "receive", crash)
    client.raise_request_exception = False
    got_request_exception.connect(report)
    try:
        send(client, name="Marker Fullname", email="marker@example.com", phone="(202) 555-0177")
    finally:
        got_request_exception.disconnect(report)
    assert len(seen) == 1 and "our own mistake" in seen[0]
    assert "arker" not in seen[0] and "0177" not in seen[0]


def test_a_filled_trap_is_thanked_and_put_aside(client):
    response = send(client, subject="Buy now")
    assert response.status_code == 303
    assert AppointmentRequest.objects.get().status == Status.SPAM
    assert "Your request has arrived" in html(client.get(RECEIVED))


def test_the_trap_is_out_of_sight_and_out_of_reach(client):
    text = html(client.get(BOOK))
    trap = text.split('<div class="trap" aria-hidden="true">')[1].split("</div>")[0]
    assert 'tabindex="-1"' in trap and 'autocomplete="off"' in trap


def test_a_person_who_reads_is_no_suspect(client):
    send(client, note="Please ring twice, my hearing is poor")
    assert AppointmentRequest.objects.get().status == Status.NEW
    assert Attempt.objects.filter(kind="address").count() == 1


PROXY, OTHER_PROXY, VISITOR = "10.0.0.1", "10.0.0.2", "198.51.100.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (VISITOR, None, VISITOR),
        (VISITOR, "203.0.113.9", VISITOR),
        (PROXY, VISITOR, VISITOR),
        (PROXY, f"203.0.113.9, {VISITOR}", VISITOR),
        (PROXY, f"203.0.113.9, {VISITOR}, {OTHER_PROXY}", VISITOR),
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        (PROXY, f"{OTHER_PROXY}, {OTHER_PROXY}", OTHER_PROXY),
        (f"::ffff:{PROXY}", VISITOR, VISITOR),
        (f"::ffff:{VISITOR}", OTHER_PROXY, VISITOR),
    ],
)
def test_only_our_own_proxies_are_believed(settings, peer, forwarded, address):
    settings.TRUSTED_PROXIES = [PROXY, OTHER_PROXY]
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    request = RequestFactory().get(BOOK, headers=headers, REMOTE_ADDR=peer)
    assert client_address(request) == address


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        (VISITOR, VISITOR),
        (f"::ffff:{VISITOR}", VISITOR),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_one_home_counts_as_one_whatever_addresses_it_takes(peer, counted):
    assert home(RequestFactory().get(BOOK, REMOTE_ADDR=peer)) == counted


def test_no_proxy_is_believed_by_default():
    request = RequestFactory().get(BOOK, headers={"x-forwarded-for": VISITOR})
    assert client_address(request) == "127.0.0.1"
