"""Somebody leaves the desk open; soon it is not, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from procedures.booking.models import How, Look
from procedures.desk import leaving
from tests.people import PASSWORD, browser, editor, owner

pytestmark = pytest.mark.django_db
NOTE = "Rang twice, will be at home on Friday."


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def later(clock, **time):
    clock.move_to(timezone.now() + timedelta(**time))


def is_in(client):
    return client.get("/admin/").status_code == 200


def sign_in(client, name="owner", leads_to="/admin/"):
    given = {"username": name, "password": PASSWORD, "next": leads_to}
    return client.post("/admin/login/", given)


def text(client, path="/admin/"):
    return client.get(path).content.decode()


def test_after_fifteen_minutes_without_a_word_one_is_signed_off(clock):
    client = browser(owner())
    later(clock, minutes=15, seconds=1)
    answer = client.get("/admin/guide/")
    assert answer["Location"] == "/admin/login/?next=/admin/guide/"
    assert "_auth_user_id" not in client.session


def test_who_is_busy_stays(clock):
    client = browser(owner())
    for _time in range(4):
        later(clock, minutes=10)
        assert client.post("/admin/leaving/stay/").status_code == 204
    assert is_in(client)


def test_what_is_sent_too_late_is_shown_again_to_the_same_person(clock):
    client = browser(owner())
    later(clock, minutes=16)
    client.post("/admin/guide/", {"note": NOTE, "password": "secret", "csrfmiddlewaretoken": "t"})
    assert NOTE not in text(client, "/admin/login/")
    sign_in(client)
    page = text(client)
    assert NOTE in page and "secret" not in page and 'href="/admin/guide/"' in page
    assert NOTE in text(client), "until it is thrown away"
    answer = client.post("/admin/leaving/forget/", {"path": "/admin/guide/"})
    assert answer["Location"] == "/admin/guide/" and NOTE not in text(client)


def test_what_was_typed_in_several_windows_is_kept_from_each():
    client = browser(owner())
    for number in "123":
        typed = {"note": f"Note {number}.", "typed-at": f"/admin/{number}/"}
        client.post("/admin/leaving/sign-off/", typed)
    sign_in(client)
    page = text(client)
    assert all(f"Note {number}." in page for number in "123")
    client.post("/admin/leaving/forget/", {"path": "/admin/2/"})
    page = text(client)
    assert "Note 1." in page and "Note 2." not in page and "Note 3." in page


def test_the_time_is_kept_closely_enough_for_who_stays_at_the_last_moment(clock):
    client = browser(owner())
    later(clock, seconds=11)
    client.get("/admin/guide/")
    later(clock, minutes=14, seconds=50)
    assert client.post("/admin/leaving/stay/").status_code == 204


def test_the_browser_sends_it_just_before_the_time_is_over():
    client = browser(owner())
    typed = {"note": NOTE, "typed-at": "/admin/booking/appointmentrequest/7/change/"}
    assert client.post("/admin/leaving/sign-off/", typed).status_code == 204
    assert not is_in(client)
    assert Look.objects.get().how == How.SIGN_OUT
    sign_in(client)
    assert 'data-path="/admin/booking/appointmentrequest/7/change/"' in text(client)


def test_nobody_else_is_shown_it(clock):
    editor()
    client = browser(owner())
    client.post("/admin/leaving/sign-off/", {"note": NOTE})
    sign_in(client, "editor")
    assert NOTE not in text(client)
    client.post("/admin/logout/")
    sign_in(client)
    assert NOTE not in text(client)
    other = Client()
    sign_in(other)
    assert NOTE not in text(other)


def test_after_an_hour_it_is_gone(clock):
    client = browser(owner())
    client.post("/admin/leaving/sign-off/", {"note": NOTE})
    later(clock, minutes=61)
    sign_in(client)
    assert NOTE not in text(client)


def test_it_is_kept_encrypted_and_not_without_limit(clock):
    client = browser(owner())
    client.post("/admin/leaving/sign-off/", {"note": NOTE})
    (kept,) = [each.get_decoded() for each in Session.objects.all()]
    assert leaving.KEPT in kept and "Friday" not in str(kept)
    client = browser(owner())
    client.post("/admin/leaving/sign-off/", {"note": "x" * leaving.MOST})
    assert client.session[leaving.KEPT]["pages"] == {}


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "/admin//evil"])
def test_it_leads_to_no_other_place(evil):
    client = browser(owner())
    client.post("/admin/leaving/sign-off/", {"note": NOTE, "typed-at": evil})
    sign_in(client)
    assert evil not in text(client)


def test_a_stranger_keeps_nothing_here(client):
    client.post("/admin/leaving/sign-off/", {"note": NOTE})
    assert leaving.KEPT not in client.session
