"""A password alone opens nothing: who it was stolen from has the phone still."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from procedures.booking.models import How, Look
from procedures.desk import second_step
from tests.people import PASSWORD, browser, editor, owner

pytestmark = pytest.mark.django_db
DOOR, STEP, SET_UP = "/admin/login/", "/admin/second-step/", "/admin/second-step/set-up/"
OWN_PAGE = "/admin/signing-in/"


@pytest.fixture(autouse=True)
def production(settings):
    settings.SECOND_STEP = True


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def app():
    """The owner's own, set up long ago."""
    return TOTPDevice.objects.create(user=owner(), name="app")


def code_of(app):
    return f"{totp(app.bin_key):06d}"


def type_password(client, leads_to="/admin/", name="owner"):
    given = {"username": name, "password": PASSWORD, "next": leads_to}
    return client.post(DOOR, given)


def type_code(client, code, path=STEP):
    return client.post(path, {"code": code})


def is_in(client):
    return client.get("/admin/").status_code == 200


def on_record():
    return [(look.by, look.how) for look in Look.objects.order_by("pk")]


def test_the_password_alone_opens_no_page(client, app):
    assert type_password(client)["Location"] == STEP
    for path in ("/admin/", OWN_PAGE, "/admin/booking/appointmentrequest/", "/admin/jsi18n/"):
        assert client.get(path).status_code == 302, path
    assert "_auth_user_id" not in client.session


def test_with_the_code_beside_it_one_gets_where_one_wanted(client, app):
    type_password(client, leads_to="/admin/guide/")
    assert type_code(client, code_of(app))["Location"] == "/admin/guide/"
    assert is_in(client)
    assert on_record() == [("owner", How.SIGN_IN)]


def test_who_is_signed_in_without_a_second_step_is_asked_for_it(app):
    assert not is_in(browser(owner()))


def test_a_code_opens_once(app, clock):
    for client, opens in ((Client(), True), (Client(), False)):
        type_password(client)
        type_code(client, code_of(app))
        assert is_in(client) is opens


def test_an_older_code_opens_nothing(client, app, clock):
    type_password(client)
    code = code_of(app)
    clock.move_to(timezone.now() + timedelta(minutes=2))
    type_code(client, code)
    assert not is_in(client)


def test_wrong_codes_are_throttled_and_the_owner_gets_in_from_elsewhere(client, app):
    type_password(client)
    for _time in range(20):
        last = type_code(client, "000000" if code_of(app) != "000000" else "000001")
    assert "Too many wrong tries" in last.content.decode()
    type_code(client, code_of(app))
    assert not is_in(client)
    assert on_record() == [("owner", How.CODE_REFUSED)] * 10
    phone = Client(REMOTE_ADDR="198.51.100.9")
    type_password(phone)
    type_code(phone, code_of(app))
    assert is_in(phone)


def test_after_ten_minutes_one_begins_again(client, app, clock):
    type_password(client)
    clock.move_to(timezone.now() + timedelta(minutes=10, seconds=1))
    assert type_code(client, code_of(app))["Location"] == DOOR


def test_a_password_changed_meanwhile_ends_the_wait(client, app):
    type_password(client)
    person = owner()
    person.set_password("another long sentence")
    person.save()
    assert type_code(client, code_of(app))["Location"] == DOOR


def test_nobody_comes_to_the_second_step_without_the_first(client, app):
    for path in (STEP, SET_UP):
        assert client.get(path)["Location"] == DOOR
        assert type_code(client, code_of(app), path)["Location"] == DOOR
    assert not is_in(client)


def test_the_password_is_on_no_page_and_in_no_session(client, app):
    type_password(client)
    assert PASSWORD not in str(dict(client.session))
    assert PASSWORD not in client.get(STEP).content.decode()
    assert PASSWORD not in type_code(client, "123").content.decode()


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_it_leads_to_no_other_site(client, app, evil):
    type_password(client, leads_to=evil)
    assert type_code(client, code_of(app))["Location"] == "/admin/"


def test_the_key_of_the_session_changes(client, app):
    type_password(client)
    before = client.session.session_key
    type_code(client, code_of(app))
    assert client.session.session_key != before


# ---- setting it up ----


def set_up(client, name="editor"):
    """What the person sees and does the first time; gives their recovery codes."""
    assert type_password(client, name=name)["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    key = re.search(r'signing__key">([A-Z2-7 ]+)<', page)[1]
    app = TOTPDevice.objects.get(user__username=name, confirmed=False)
    assert key.replace(" ", "") == second_step.key_of(app).replace(" ", "")
    assert 'src="data:image/svg+xml;base64,' in page
    assert type_code(client, code_of(app), SET_UP)["Location"] == "/admin/signing-in/codes/"
    shown = client.get("/admin/signing-in/codes/").content.decode()
    return re.findall(r"<code>(\w{4}-\w{4})</code>", shown)


def test_who_has_none_sets_it_up_before_anything_else(client):
    editor()
    codes = set_up(client)
    assert len(set(codes)) == 10 and is_in(client)
    assert on_record() == [("editor", How.SIGN_IN), ("editor", How.SECOND_STEP)]
    assert client.get("/admin/signing-in/codes/")["Location"] == OWN_PAGE, "shown once"


def test_a_wrong_first_code_sets_nothing_up(client):
    editor()
    type_password(client, name="editor")
    client.get(SET_UP)
    type_code(client, "000", SET_UP)
    assert not is_in(client)
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_who_has_one_is_not_let_to_set_up_another_by_the_password_alone(client, app):
    type_password(client)
    assert client.get(SET_UP)["Location"] == STEP


def test_a_recovery_code_opens_once_and_cannot_be_read_in_the_database(client):
    editor()
    code = set_up(client)[0]
    tokens = list(second_step.StaticToken.objects.values_list("token", flat=True))
    assert len(tokens) == 10 and code.replace("-", "").casefold() not in tokens
    for typed, opens in ((code.lower().replace("-", " "), True), (code, False)):
        other = Client()
        type_password(other, name="editor")
        type_code(other, typed)
        assert is_in(other) is opens


# ---- changing it, losing it ----


def test_before_changing_it_one_says_once_more_who_one_is(client, app, clock):
    type_password(client)
    type_code(client, code_of(app))
    clock.move_to(timezone.now() + timedelta(minutes=11))
    assert client.get("/admin/signing-in/app/")["Location"] == OWN_PAGE
    client.post(OWN_PAGE, {"codes": "new"})
    assert second_step.codes_left(app.user) == 0
    type_code(client, code_of(app), OWN_PAGE)
    assert client.post(OWN_PAGE, {"codes": "new"})["Location"] == "/admin/signing-in/codes/"
    assert second_step.codes_left(app.user) == 10


def test_another_app_takes_the_place_of_the_old_one(client, app, clock):
    type_password(client)
    type_code(client, code_of(app))
    client.get("/admin/signing-in/app/")
    new = TOTPDevice.objects.get(confirmed=False)
    type_code(client, code_of(new), "/admin/signing-in/app/")
    assert list(TOTPDevice.objects.values_list("key", "confirmed")) == [(new.key, True)]
    assert is_in(client)


def signed_in_owner(app):
    client = Client()
    type_password(client)
    type_code(client, code_of(app))
    return client


def forget(client, *people):
    chosen = [str(person.pk) for person in people]
    given = {"action": "forget_second_step", "_selected_action": chosen}
    return client.post("/admin/auth/user/", given, follow=True)


def test_the_owner_lets_a_colleague_set_it_up_anew_and_that_is_on_record(app):
    editor()
    colleague = Client()
    set_up(colleague)
    forget(signed_in_owner(app), editor())
    assert Look.objects.filter(by="owner", how=How.RESET, detail="editor").count() == 1
    assert type_password(colleague, name="editor")["Location"] == SET_UP


def test_who_was_signed_in_on_the_lost_phone_is_not_any_more(app):
    editor()
    phone = Client()
    set_up(phone)
    assert is_in(phone)
    forget(signed_in_owner(app), editor())
    assert not is_in(phone)


def test_the_owner_does_not_take_their_own_away_by_mistake(app):
    client = signed_in_owner(app)
    said = forget(client, owner()).content.decode()
    assert "changed on the page “Signing in”" in said
    assert TOTPDevice.objects.filter(user=owner()).exists()


def test_an_editor_takes_nobodys_away(app):
    editor()
    client = Client()
    set_up(client)
    assert client.post("/admin/auth/user/", {"action": "forget_second_step"}).status_code == 403


def test_an_owner_who_lost_everything_is_helped_by_a_command(app, capsys):
    call_command("reset_second_step", "owner")
    assert "sets it up anew" in capsys.readouterr().out
    assert not TOTPDevice.objects.exists()
    assert on_record() == [("system", How.RESET)]
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("reset_second_step", "nobody")


# ---- where it is not asked for ----


def test_on_a_site_for_trying_out_it_is_asked_of_who_set_one_up(client, app, settings):
    settings.SECOND_STEP = False
    editor()
    assert type_password(client, name="editor")["Location"] == "/admin/"
    assert is_in(client)
    assert type_password(Client())["Location"] == STEP


def test_a_site_without_https_says_on_every_page_that_it_is_not_production(client, settings):
    settings.SECOND_STEP = False
    client.force_login(owner())
    for path in ("/admin/", OWN_PAGE, "/admin/booking/appointmentrequest/"):
        settings.HTTPS = True
        assert "This is not production" not in client.get(path).content.decode(), path
        settings.HTTPS = False
        assert "This is not production" in client.get(path).content.decode(), path


def test_behind_https_it_is_asked_of_everybody():
    from clinic_site import settings as site

    assert site.SECOND_STEP is site.HTTPS is True


def test_keys_and_codes_are_nowhere_in_the_admin(app):
    client = signed_in_owner(app)
    assert "otp_" not in client.get("/admin/").content.decode()
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
