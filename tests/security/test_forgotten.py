"""A colleague who forgot the password chooses a new one; a stranger who asks learns nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from procedures.booking.models import How, Look
from procedures.desk import forgotten
from tests.people import browser, owner

pytestmark = pytest.mark.django_db
ASK, SENT, DOOR = "/admin/forgotten/", "/admin/forgotten/sent/", "/admin/login/"
ADDRESS, CHOSEN = "sample@clinic.example", "one long new sentence"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What is done beside the answer is done before it, so that a test can wait for it."""
    monkeypatch.setattr(forgotten, "beside", lambda work: work())


@pytest.fixture
def colleague():
    person = owner()
    person.email = ADDRESS
    person.save()
    return person


def link(client):
    client.post(ASK, {"email": ADDRESS})
    return re.search(r"https://clinic\.example(/\S+)", mail.outbox[-1].body)[1]


def choose(client, address, password=CHOSEN):
    page = client.get(address, follow=True)
    path = page.redirect_chain[-1][0] if page.redirect_chain else address
    return client.post(path, {"new_password1": password, "new_password2": password})


def test_with_the_link_one_chooses_a_new_password_and_is_signed_out_elsewhere(client, colleague):
    elsewhere = browser(colleague)
    assert choose(client, link(client))["Location"] == DOOR
    colleague.refresh_from_db()
    assert colleague.check_password(CHOSEN)
    assert elsewhere.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 302  # the link is no sign-in
    assert Look.objects.filter(by="owner", how=How.PASSWORD).count() == 1


def test_the_link_opens_once_and_for_an_hour(client, colleague, time_machine):
    address = link(client)
    choose(client, address)
    assert "opens nothing any more" in Client().get(address, follow=True).content.decode()
    other = link(client)
    time_machine.move_to(timezone.now() + timedelta(seconds=3601))
    assert "opens nothing any more" in Client().get(other, follow=True).content.decode()


def test_the_link_is_in_no_address_that_a_page_could_pass_on(client, colleague):
    page = client.get(link(client), follow=True)
    assert page.redirect_chain[-1][0].endswith("/set-password/")
    assert page["Cache-Control"].startswith("max-age=0") and "no-store" in page["Cache-Control"]


def test_a_stranger_is_answered_as_a_colleague_is(colleague):
    answers = []
    for address in (ADDRESS, "nobody@clinic.example"):
        stranger = Client()
        answer = stranger.post(ASK, {"email": address})
        page = stranger.get(SENT).content.decode()
        answers.append((answer.status_code, answer["Location"], re.sub(r'value="\w+"', "", page)))
    assert answers[0][:2] == answers[1][:2] == (302, SENT)
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_looking_up_and_sending_is_done_beside_the_answer(client, colleague, monkeypatch):
    later = []
    monkeypatch.setattr(forgotten, "beside", later.append)
    client.post(ASK, {"email": ADDRESS})
    assert not mail.outbox and len(later) == 1
    later[0]()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_who_may_not_sign_in_gets_no_link(client, colleague, field):
    setattr(colleague, field, False)
    colleague.save()
    client.post(ASK, {"email": ADDRESS})
    assert not mail.outbox


def test_nobody_is_flooded(client, colleague):
    for _time in range(20):
        last = client.post(ASK, {"email": ADDRESS})
    assert last.status_code == 200 and len(mail.outbox) == 10


def test_the_mail_names_nobody_and_leads_to_our_own_address(client, colleague):
    client.post(ASK, {"email": ADDRESS}, headers={"x-forwarded-host": "evil.example"})
    words = mail.outbox[0].subject + mail.outbox[0].body
    assert "owner" not in words and "evil" not in words


def test_a_weak_password_is_refused(client, colleague):
    answer = choose(client, link(client), "password1234")
    assert answer.status_code == 200 and "too common" in answer.content.decode()


def test_whoever_has_a_second_step_needs_it_still(client, colleague, settings):
    settings.SECOND_STEP = True
    choose(client, link(client))
    answer = client.post(DOOR, {"username": "owner", "password": CHOSEN})
    assert answer["Location"].startswith("/admin/second-step/")
