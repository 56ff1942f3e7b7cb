"""A passkey opens the second step: to its owner, on this site, once for each question."""

import html
import re

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from procedures.booking.models import How
from procedures.desk import second_step
from tests.authenticator import Passkey
from tests.people import editor, owner
from tests.security.test_second_step import (
    OWN_PAGE,
    SET_UP,
    STEP,
    code_of,
    is_in,
    on_record,
    production,  # noqa: F401 - used by every test
    type_code,
    type_password,
)

pytestmark = pytest.mark.django_db
NEW, FORGET = f"{OWN_PAGE}passkey/", f"{OWN_PAGE}forget/"
HERE = ("https://clinic.example", "clinic.example")


def question_of(page):
    return html.unescape(re.search(r'data-question="([^"]*)"', page.content.decode())[1])


def sets_up(client, name="owner", passkey=None):
    """Signs in for the first time, with a passkey as the second step."""
    passkey = passkey or Passkey(*HERE)
    type_password(client, name=name)
    answer = passkey.makes(question_of(client.get(SET_UP)))
    return passkey, type_code(client, answer, SET_UP)


def opens(client, passkey, name="owner"):
    type_password(client, name=name)
    return type_code(client, passkey.opens(question_of(client.get(STEP))))


@pytest.fixture
def passkey():
    owner()
    return sets_up(Client())[0]


def test_who_sets_up_a_passkey_gets_recovery_codes_and_is_in(client):
    owner()
    _passkey, answer = sets_up(client)
    assert (
        len(re.findall(r"<code>\w{4}-\w{4}<", client.get(answer["Location"]).content.decode()))
        == 10
    )
    assert is_in(client)
    assert on_record() == [("owner", How.SIGN_IN), ("owner", How.SECOND_STEP)]


def test_it_opens_the_door_again_and_again(passkey):
    for _time in range(2):
        client = Client()
        assert opens(client, passkey)["Location"] == "/admin/"
        assert is_in(client)


def test_an_answer_that_was_heard_on_the_way_opens_nothing(passkey):
    client, thief = Client(), Client()
    type_password(client)
    answer = passkey.opens(question_of(client.get(STEP)))
    for browser in (thief, client, thief):
        type_password(browser)
        type_code(browser, answer)
        assert is_in(browser) is (browser is client)


def test_a_colleagues_passkey_opens_nothing_of_mine(passkey):
    editor()
    theirs, _answer = sets_up(Client(), name="editor")
    client = Client()
    opens(client, theirs)
    assert not is_in(client)
    assert on_record()[-1] == ("owner", How.CODE_REFUSED)


@pytest.mark.parametrize(
    "elsewhere", [("https://evil.example", "clinic.example"), ("https://clinic.example", "evil")]
)
def test_what_another_site_was_answered_is_worth_nothing_here(passkey, elsewhere):
    passkey.origin, passkey.site = elsewhere
    client = Client()
    opens(client, passkey)
    assert not is_in(client)


def test_none_is_made_for_another_site(client):
    owner()
    sets_up(client, passkey=Passkey("https://evil.example", "clinic.example"))
    assert not is_in(client) and not WebAuthnCredential.objects.exists()


@pytest.mark.parametrize(
    "nonsense", ["{", "{}", '{"id": 1}', '{"id": "a", "rawId": "a", "type": "public-key"}',
                 '{"a":' * 3000, '{"response": {"clientDataJSON": "=="}}', '{"x": "\\u0000"}']
)  # fmt: skip
def test_nonsense_is_a_wrong_answer(passkey, nonsense):
    client = Client()
    type_password(client)
    client.get(STEP)
    assert type_code(client, nonsense).status_code == 200
    assert not is_in(client)


def test_a_damaged_answer_is_a_wrong_one(passkey):
    client = Client()
    for cut in (10, 60, 200, 400):
        type_password(client)
        answer = passkey.opens(question_of(client.get(STEP)))
        assert type_code(client, answer[:cut] + answer[cut + 8 :]).status_code == 200
        assert not is_in(client)


def test_wrong_answers_are_throttled(passkey):
    client = Client()
    type_password(client)
    for _time in range(11):
        client.get(STEP)
        last = type_code(client, "{}")
    assert "Too many wrong tries" in last.content.decode()


def test_who_has_an_app_adds_one_and_takes_it_away(client):
    app = TOTPDevice.objects.create(user=owner(), name="app")
    type_password(client)
    type_code(client, code_of(app))
    passkey = Passkey(*HERE)
    client.post(NEW, {"code": passkey.makes(question_of(client.get(OWN_PAGE)))})
    other = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    opens(other, passkey)
    assert is_in(other)
    stored = WebAuthnCredential.objects.get()
    other.post(FORGET, {"passkey": stored.pk})
    assert is_in(other) and not WebAuthnCredential.objects.exists()
    type_password(other := Client())
    assert "data-question" not in other.get(STEP).content.decode()
    assert [look for look in on_record() if look[1] == How.SECOND_STEP] == [
        ("owner", How.SECOND_STEP)
    ] * 2


def test_the_only_second_step_is_not_taken_away(client, passkey):
    opens(client, passkey)
    answer = client.post(FORGET, {"passkey": WebAuthnCredential.objects.get().pk}, follow=True)
    assert "only second step" in answer.content.decode()
    assert WebAuthnCredential.objects.exists()


@pytest.mark.parametrize("named", ["", "x", "999", "1' OR 1=1"])
def test_nobody_takes_away_what_is_not_theirs(client, passkey, named):
    editor()
    sets_up(client, name="editor")
    theirs = WebAuthnCredential.objects.get(user__username="owner").pk
    for each in (named, theirs):
        assert client.post(FORGET, {"passkey": each}).status_code == 302
    assert WebAuthnCredential.objects.count() == 2


def test_before_a_change_one_says_again_who_one_is(client, passkey, time_machine):
    opens(client, passkey)
    session = client.session
    session["second step proved until"] = 0
    session.save()
    stored = WebAuthnCredential.objects.get()
    client.post(NEW, {"code": "{}"}), client.post(FORGET, {"passkey": stored.pk})
    page = client.get(OWN_PAGE)
    assert client.post(OWN_PAGE, {"code": passkey.opens(question_of(page))}).status_code == 302
    assert client.session["second step proved until"] > 0


def test_the_owner_lets_who_lost_it_set_it_up_anew(client, passkey):
    opens(client, passkey)
    second_step.forget(owner())
    assert not is_in(client)
    assert type_password(Client())["Location"] == SET_UP


def test_where_browsers_make_none_codes_are_asked(client, passkey, settings):
    settings.PASSKEYS = False
    type_password(client)
    assert "data-question" not in client.get(STEP).content.decode()
