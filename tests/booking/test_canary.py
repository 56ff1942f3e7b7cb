"""A word that nobody else uses, in every field of the form, turns up nowhere outside the record."""

import logging
import re
import sys

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.signals import got_request_exception
from django.db import DatabaseError, connection
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter

from procedures.booking import actions, delivery
from procedures.booking.models import AppointmentRequest
from tests.booking.factories import book, colleague, receive
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db

EMAIL = "kestrelmail@example.com"
TYPED = {
    "procedure": "kestrelplasty",
    "office": "riverside",
    "half_days": "any",
    "for_whom": "other",
    "patient_name": "Kestrelpatient Person",
    "returning": "new",
    "name": "Kestrelname Person",
    "phone": "(202) 555-0177",
    "way": "email",
    "best_time": "any",
    "email": EMAIL,
    "language": "other",
    "other_language": "Kestrelish",
    "note": "kestrelnote in a few words",
    "agree": "on",
}
CANARY = re.compile(r"kestrel|555-?0177", re.IGNORECASE)


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()
    make_office(email="desk@example.com")
    make_published("Kestrelplasty")


@pytest.fixture
def said(caplog, capfd):
    """All that was logged or printed, as loud as our own settings let it be."""
    django = logging.getLogger("django")
    django.addHandler(caplog.handler)  # it does not pass on to the root
    caplog.set_level(logging.DEBUG)
    yield lambda: caplog.text + "".join(capfd.readouterr())
    django.removeHandler(caplog.handler)


def open_form(client):
    page = client.get("/book/").content.decode()
    return TYPED | {"ticket": re.search(r'name="ticket"[^>]* value="([^"]+)"', page)[1]}


def fill(client, **changes):
    return client.post("/book/", open_form(client) | changes)


def canaries(*texts):
    return [text for text in texts if CANARY.search(str(text))]


def without_its_page(text):
    """The pages about the procedure, and the search of pages, may name it."""
    return re.sub(r"(?i)kestrelplast[yi]", "", text)


# ---- a request that is stored ----


def test_a_stored_request_leaves_no_word_in_logs_addresses_cookies_or_caches(client, said):
    response = fill(client)
    assert (response.status_code, response["Location"]) == (303, "/book/received/")
    page = client.get("/book/received/")
    assert AppointmentRequest.objects.get().reference in page.content.decode()
    assert canaries(response.headers, response.cookies, page.headers, client.cookies) == []
    assert canaries(page.content.decode(), said()) == []
    assert canaries(*(vars(cache).get("_cache") for cache in caches.all())) == []


def test_its_messages_hold_no_word_but_the_address_they_go_to(client, said):
    fill(client)
    assert delivery.send_due() == (2, 0)
    for letter in mail.outbox:
        whole = letter.message()
        assert whole["To"] in (EMAIL, "desk@example.com")
        del whole["To"]
        assert canaries(whole.as_string(), letter.subject, letter.body, letter.from_email) == []
    assert canaries(said()) == []


def test_its_messages_about_a_visit_hold_no_word_either(client, said):
    fill(client)
    delivery.send_due()
    mail.outbox.clear()
    request = book(AppointmentRequest.objects.get(), note="Bring a friend.")
    assert delivery.send_due() == (1, 0)
    actions.reopen(request=request, by=colleague())
    assert delivery.send_due() == (1, 0)
    for letter in mail.outbox:
        whole = letter.message()
        assert whole["To"] == EMAIL
        del whole["To"]
        parts = [part.get_payload(decode=True).decode() for part in whole.get_payload()]
        assert len(parts) == 2 and "Riverside" in parts[0] and "BEGIN:VEVENT" in parts[1]
        unfolded = parts[1].replace("\r\n ", "")
        assert canaries(whole.as_string(), letter.subject, *parts, unfolded) == []
    assert canaries(said()) == []


def test_no_table_holds_a_word_of_it_in_plain_text(client):
    fill(client)
    request = book(AppointmentRequest.objects.get(), note="kestrelvisit")
    actions.add_note(request=request, by=colleague(), text="kestrelnote, as they said")
    actions.note_number(request=request, by=colleague(), number="kestrel-4711")
    delivery.send_due()
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            if canaries(without_its_page(repr(cursor.fetchall()))):
                found.append(table)
    assert found == []


def test_a_form_that_is_sent_back_is_logged_nowhere(client, said):
    response = fill(client, phone="kestrelphone")
    assert response.status_code == 200 and CANARY.search(response.content.decode())
    assert canaries(said(), response.headers) == []


# ---- a request that fails ----

BREAKS = [
    "procedures.booking.actions._event",
    "procedures.booking.actions.call_back_by",
    "procedures.booking.outbox._messages",
    "procedures.booking.inserting._insert",
    "procedures.booking.finding.search_keys",
    "procedures.booking.keys._digest",
    "procedures.booking.models.fields.encrypt",
    "procedures.booking.spam._earlier",
    "procedures.booking.forms.read_phone",
    "procedures.booking.views.typed_words",
    "procedures.booking.received.acknowledge",
]


@pytest.fixture
def broken(monkeypatch):
    """Makes a place fail when the form is sent, and gives what error reports then say."""
    reports = []

    def report(sender, request, **kwargs):
        reporter = ExceptionReporter(request, *sys.exc_info())
        reports.extend([reporter.get_traceback_text(), reporter.get_traceback_html()])

    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    got_request_exception.connect(report)
    yield lambda place, fault=fail: monkeypatch.setattr(place, fault) or reports
    got_request_exception.disconnect(report)


@pytest.mark.parametrize("place", BREAKS)
def test_an_error_shows_no_word_of_it(client, said, broken, place):
    client.raise_request_exception = False
    filled = open_form(client)
    reports = broken(place)
    response = client.post("/book/", filled)
    assert response.status_code == 500
    assert len(reports) == 2 and "RuntimeError" in reports[0]
    # what was looked up to make the form may stand there, what was typed may not
    assert canaries(*map(without_its_page, reports)) == []
    logged = said()
    assert "builtins.RuntimeError" in logged and "broken" not in logged
    assert canaries(response.content.decode(), response.headers, logged) == []


def test_to_store_hides_its_words_whoever_called_it(monkeypatch):
    monkeypatch.setattr("procedures.booking.actions._event", lambda *args, **kwargs: 1 / 0)
    try:
        receive(name=TYPED["name"], note=TYPED["note"])
    except ZeroDivisionError:
        frames = ExceptionReporter(None, *sys.exc_info()).get_traceback_frames()
    shown = {frame["function"]: frame["vars"] for frame in frames if "actions" in frame["filename"]}
    assert {"receive", "_store"} <= set(shown)
    assert canaries(*shown.values()) == []


def test_an_outage_of_the_database_is_logged_without_a_word(client, said, broken):
    def fail(*args, **kwargs):
        raise DatabaseError(f"DETAIL: failing row contains ({TYPED['name']}, {EMAIL})")

    filled = open_form(client)
    reports = broken("procedures.booking.actions._event", fail)
    response = client.post("/book/", filled)
    assert response.status_code == 503 and not reports
    logged = said()
    assert "DatabaseError" in logged and canaries(logged) == []


# ---- what our settings say ----


def test_nothing_mails_error_reports_and_nothing_logs_statements():
    loggers = [logging.getLogger(name) for name in ["root", *logging.root.manager.loggerDict]]
    assert not any(isinstance(h, AdminEmailHandler) for log in loggers for h in log.handlers)
    assert not logging.getLogger("django.db.backends").isEnabledFor(logging.DEBUG)
