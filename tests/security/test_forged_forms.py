"""Forged forms, foreign frames, and fields and files that are not meant for who asks."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from procedures.booking.models import AppointmentRequest, Status
from tests.booking.factories import receive
from tests.booking.patient import BOOK, filled
from tests.factories import make_clinic, make_office, make_procedure
from tests.people import PASSWORD, browser, editor, owner
from tests.staff.sweep import DOOR, paths

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_clinic()
    make_office()


# ---- forged forms ----


def test_every_form_of_the_desk_needs_its_token():
    """What only refuses to be posted to, or does not exist, needs none."""
    request, desk = receive(), Client(enforce_csrf_checks=True, raise_request_exception=False)
    desk.force_login(User.objects.create_superuser("sample-owner"))
    keys = {"object_id": [request.pk], "any": [request.pk], "content_type_id": [1]}
    answers = {path: desk.post(path, {"post": "yes"}).status_code for path in paths(keys, ["take"])}
    assert set(answers.values()) <= {403, 404, 405}
    assert sum(code == 403 for code in answers.values()) > 30


def test_a_sign_in_from_another_site_is_refused():
    owner()
    stranger = Client(enforce_csrf_checks=True)
    given = {"username": "owner", "password": PASSWORD}
    assert stranger.post(f"{DOOR}login/", given).status_code == 403
    assert stranger.post(f"{DOOR}login/", given, headers={"origin": "null"}).status_code == 403


# ---- frames ----


def test_no_page_of_the_desk_is_shown_in_a_frame():
    request, desk = receive(), browser(owner())
    keys = {"object_id": [request.pk], "any": [request.pk], "content_type_id": [1]}
    for path in paths(keys, ["take"]):
        answer = desk.get(path)
        assert answer["X-Frame-Options"] == "DENY", path
        assert re.search(r"frame-ancestors 'none'", answer["Content-Security-Policy"]), path


# ---- fields and files that are not theirs ----


def test_a_patient_fills_only_the_fields_of_the_form(client):
    theirs = {"status": "done", "reference": "AAAA-AAAA", "version": 99, "visit_at": "2027-01-01",
              "pk": 1, "id": 1, "assigned_to": 1, "is_staff": "on", "due_at": "2030-01-01",
              "spam_score": 0, "received_at": "2000-01-01", "name_keys": "x"}  # fmt: skip
    assert client.post(BOOK, filled() | theirs).status_code == 303
    request = AppointmentRequest.objects.get()
    assert (request.status, request.visit_at) == (Status.NEW, None)
    assert request.reference != "AAAA-AAAA" and request.received_at.year > 2000


def test_an_editor_makes_nobody_a_colleague():
    desk, page = browser(editor()), make_procedure("Draft")
    given = {"is_superuser": "on", "is_staff": "on", "groups": 1, "user_permissions": 1}
    desk.post(f"{DOOR}procedures/procedure/{page.pk}/change/", given)
    assert desk.post(f"{DOOR}auth/user/add/", given | {"username": "x"}).status_code in (403, 404)
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("name", ["../../manage.py", "..%2f..%2fmanage.py", "....//manage.py",
                                  "%2e%2e/%2e%2e/manage.py", "..\\..\\manage.py", "/etc/passwd",
                                  "x-480.jpg/../../../manage.py", "x%00-480.jpg"])  # fmt: skip
@pytest.mark.parametrize("folder", ["/static/", "/pictures/", "/"])
def test_no_file_beside_the_public_ones_is_given(client, folder, name):
    for path in (folder + name, f"{folder}x/{name}"):
        response = client.get("/", PATH_INFO=path)
        assert response.status_code in (301, 400, 404)
        assert b"execute_from_command_line" not in response.content


@pytest.mark.parametrize(
    "path", ["/.env", "/.git/config", "/var/local.env", "/manage.py", "/requirements.txt",
             "/clinic.sqlite3", "/var/clinic.sqlite3", "/backups/", "/static/../manage.py"],
)  # fmt: skip
def test_what_lies_beside_the_site_is_not_served(client, path):
    assert client.get(path).status_code == 404
