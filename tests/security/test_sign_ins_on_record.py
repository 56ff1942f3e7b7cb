"""The owner sees who came, who went, and on whose account somebody tried passwords."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import Client

from procedures.booking.models import How, Look
from procedures.desk import second_step_pages
from tests.people import PASSWORD, editor, owner

pytestmark = pytest.mark.django_db
DOOR = "/admin/login/?next=/admin/"


def tries(client, password, name="editor"):
    return client.post(DOOR, {"username": name, "password": password, "next": "/admin/"})


def on_record():
    return [(look.by, look.how, look.count) for look in Look.objects.order_by("pk")]


def test_coming_going_and_a_wrong_password_are_on_record(client):
    editor()
    tries(client, "wrong")
    tries(client, PASSWORD)
    client.post("/admin/logout/")
    assert on_record() == [
        ("editor", How.REFUSED, 0),
        ("editor", How.SIGN_IN, 0),
        ("editor", How.SIGN_OUT, 0),
    ]


def test_what_was_typed_as_a_name_of_nobody_is_not_kept(client):
    tries(client, "wrong", name="my secret password")
    assert on_record() == []


def test_the_owner_reads_it_beside_the_looks(client):
    editor()
    tries(Client(), "wrong")
    tries(Client(), PASSWORD)
    client.force_login(owner())
    page = client.get("/admin/booking/look/colleague/", {"who": "editor"}).content.decode()
    assert page.index("Signed in") < page.index("Wrong password")


def test_who_cannot_be_recorded_does_not_come_in_unseen(client, monkeypatch):
    editor()

    def fail(**_look):
        raise DatabaseError("full")

    monkeypatch.setattr(second_step_pages, "record_look", fail)
    with pytest.raises(DatabaseError):
        tries(client, PASSWORD)
    assert client.get("/admin/").status_code == 302
    assert User.objects.get(username="editor").is_active
