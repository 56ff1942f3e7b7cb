"""Whatever goes wrong, the patient is told what to do and whom to call."""

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, OperationalError
from django.test import Client

from procedures import pages
from tests.factories import make_clinic, make_office
from tests.people import browser, owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch, client):
    """Call it with what shall go wrong; it opens the home page and gives (status, text)."""
    client.raise_request_exception = False

    def open_with(trouble):
        def fail(request):
            raise trouble

        monkeypatch.setattr(pages.structured_data, "home", fail)
        response = client.get("/")
        return response.status_code, response.content.decode()

    return open_with


def gives_the_phones(text):
    return "(202) 555-0134" in text and "In an emergency call 911." in text


def test_a_missing_page_offers_ways_on_and_the_phones(client):
    make_clinic()
    make_office()
    response = client.get("/no-such-page/")
    text = response.content.decode()
    assert response.status_code == 404 and gives_the_phones(text)
    assert "/procedures/" in text and 'content="noindex"' in text and "canonical" not in text


@pytest.mark.parametrize(
    ("trouble", "status", "words"),
    [
        (PermissionDenied(), 403, "You cannot open this page"),
        (SuspiciousOperation(), 400, "We could not read that request"),
        (ValueError("secret detail"), 500, "Something went wrong on our side"),
    ],
)
def test_each_trouble_has_its_own_kind_page(broken, trouble, status, words):
    make_clinic()
    make_office()
    answer, text = broken(trouble)
    assert answer == status and words in text and gives_the_phones(text)
    assert "secret detail" not in text


def test_a_forged_form_is_refused_kindly():
    make_clinic()
    make_office()
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    text = response.content.decode()
    assert response.status_code == 403 and "This page was open too long" in text
    assert gives_the_phones(text)


def test_the_phones_are_there_while_the_database_is_away(client, monkeypatch):
    make_clinic()
    make_office()
    client.get("/procedures/")

    def away(*args, **kwargs):
        raise OperationalError("away")

    monkeypatch.setattr("procedures.context.public_offices", away)
    monkeypatch.setattr("procedures.context.Clinic.current", away)
    monkeypatch.setattr("procedures.pages.Procedure.objects.published", away)
    client.raise_request_exception = False
    response = client.get("/procedures/")
    assert response.status_code == 503 and response["Retry-After"] == "60"
    assert gives_the_phones(response.content.decode())


# ---- staff ----


@pytest.fixture
def desk(monkeypatch):
    """Call it with what shall go wrong; a colleague sends something and is answered."""

    def send(trouble):
        def fail():
            raise trouble

        monkeypatch.setattr("procedures.desk.site.sample_counts", fail)
        client = browser(owner())
        client.raise_request_exception = False
        typed = {"code": "123456", "note": "Rang <twice>.", "password": "secret"}
        return client.post("/admin/signing-in/", typed)

    return send


def interrupted_by(cause):
    """As Django says it when a session could not be stored."""
    try:
        try:
            raise cause
        except DatabaseError:
            raise SessionInterrupted from None
    except SessionInterrupted as error:
        return error


@pytest.mark.parametrize(
    "trouble", [OperationalError("locked"), interrupted_by(OperationalError("locked"))]
)
def test_staff_are_told_of_an_outage_and_given_back_what_they_typed(desk, trouble):
    response = desk(trouble)
    text = response.content.decode()
    assert response.status_code == 503 and response["Cache-Control"] == "no-store"
    assert "database does not answer" in text and "Rang &lt;twice&gt;." in text
    assert "secret" not in text and "123456" not in text


def test_who_was_signed_out_meanwhile_is_led_to_the_sign_in(desk):
    assert desk(interrupted_by(DatabaseError("no such row")))["Location"] == "/admin/login/"


@pytest.mark.parametrize("is_production", [True, False])
def test_error_pages_of_the_desk_say_too_that_this_is_not_production(settings, is_production):
    settings.HTTPS = is_production
    for path, says_it in (("/admin/nowhere/", not is_production), ("/nowhere/", False)):
        text = browser(owner()).get(path).content.decode()
        assert ("This is not production" in text) is says_it, path
