"""A colleague sets up their second step and comes in with it, by keyboard, without script."""

import re
from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import expect

from tests.browser.desk import PASSWORD
from tests.browser.test_accessibility import what_axe_finds_in_every_light
from tests.browser.test_desk import SIDEWAYS
from tests.browser.walk import in_words
from tests.first_start import filled_database
from tests.server import free_port, run_on, running_site

ADD = """
from django.contrib.auth.models import User
User.objects.create_user({name!r}, password={password!r}, is_staff=True)
"""


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """Address of a site of its own, and a way to give it one more colleague."""
    folder = tmp_path_factory.mktemp("door")
    with filled_database(folder, folder / "var") as database:

        def add(name):
            run_on(folder / "var", database, ADD.format(name=name, password=PASSWORD))

        env = {"DATABASE_URL": database, "WORKERS": "1", "WORKER": "0"}
        with running_site(folder / "var", **env) as address:
            yield address, add


@pytest.fixture
def window(browser, door):
    contexts = []

    def open_window(**kind):
        contexts.append(browser.new_context(base_url=door[0], **kind))
        contexts[-1].set_default_timeout(10_000)
        return contexts[-1].new_page()

    yield open_window
    for context in contexts:
        context.close()


def type_password(page, name):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def set_up(page):
    """Leaves the page of recovery codes open; gives the key and the codes."""
    page.get_by_role("link", name="Signing in").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Set up codes from an app").click()
    key = page.locator(".signing__key").inner_text().replace(" ", "")
    page.get_by_label("The code that your app shows now").fill(code_of(key))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    return key, re.findall(r"\w{4}-\w{4}", page.locator(".signing__codes").inner_text())


def code_of(key):
    return f"{totp(b32decode(key)):06d}"


@pytest.mark.parametrize("script", [True, False])
def test_it_is_set_up_and_opens_the_door_with_the_keyboard_alone(window, door, script):
    name = f"colleague-{script}"
    door[1](name)
    page = window(java_script_enabled=script)
    type_password(page, name)
    _key, codes = set_up(page)
    later = window(java_script_enabled=script)
    type_password(later, name)
    expect(later.get_by_label("Code from your app, or a recovery code")).to_be_focused()
    later.keyboard.type("not a code")
    with later.expect_navigation():
        later.keyboard.press("Enter")
    later.get_by_role("alert").wait_for()
    expect(later.get_by_label("Code from your app, or a recovery code")).to_be_focused()
    later.keyboard.press("Control+A")
    later.keyboard.type(codes[0])
    later.keyboard.press("Enter")
    later.get_by_role("heading", name="Today").wait_for()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(window, door):
    door[1]("narrow")
    page, faults = window(viewport={"width": 320, "height": 700}), []

    def look():
        faults.extend(what_axe_finds_in_every_light(page))
        if page.evaluate(SIDEWAYS) > 0:
            faults.append(f"{page.url} scrolls sideways")

    type_password(page, "narrow")
    page.goto("/admin/signing-in/")
    look()
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Set up codes from an app").click()
    page.get_by_label("The code that your app shows now").wait_for()
    look()
    page.keyboard.type("000")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look()
    key = page.locator(".signing__key").inner_text().replace(" ", "")
    page.get_by_label("The code that your app shows now").fill(code_of(key))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    look()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("heading", name="Your second step").wait_for()
    look()
    other = window(viewport={"width": 320, "height": 700})
    type_password(other, "narrow")
    page = other
    page.get_by_role("heading", name="Second step").wait_for()
    look()
    assert not faults, in_words(faults)


# ---- passkeys: browsers make them for a name, not for a number ----


@pytest.fixture(scope="module")
def named_door(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    with filled_database(folder, folder / "var") as database:
        port = free_port()
        named = {"SITE_URL": f"http://localhost:{port}", "ALLOWED_HOSTS": "localhost"}
        env = {"DATABASE_URL": database, "WORKERS": "1", "WORKER": "0", "PORT": str(port), **named}
        with running_site(folder / "var", **env):
            sentence = ADD.format(name="keyed", password=PASSWORD)
            run_on(folder / "var", database, sentence, **named)
            yield named["SITE_URL"]


@pytest.fixture
def keyed(browser, named_door):
    """A narrow window of a device that has a passkey of its own, and its authenticator."""
    context = browser.new_context(base_url=named_door, viewport={"width": 320, "height": 700})
    context.set_default_timeout(10_000)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True}
    able = {"isUserVerified": True, "hasResidentKey": True, "automaticPresenceSimulation": True}
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": kind | able})
    yield page, wire, made["authenticatorId"]
    context.close()


def test_a_passkey_is_made_and_opens_the_door_and_without_it_a_code_does(keyed):
    page, wire, device = keyed
    faults = []

    def look():
        faults.extend(what_axe_finds_in_every_light(page))
        if page.evaluate(SIDEWAYS) > 0:
            faults.append(f"{page.url} scrolls sideways")

    type_password(page, "keyed")
    page.get_by_role("link", name="Signing in").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make a passkey on this device").press("Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Forget the passkey").wait_for()
    look()
    page.context.clear_cookies()
    type_password(page, "keyed")
    look()
    page.get_by_role("button", name="Use my passkey").press("Enter")
    page.get_by_role("heading", name="Today").wait_for()
    page.context.clear_cookies()
    wire.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    type_password(page, "keyed")
    page.get_by_role("button", name="Use my passkey").press("Enter")
    page.get_by_text("No passkey came").wait_for()
    expect(page.get_by_label("Code from your app, or a recovery code")).to_be_visible()
    assert not faults, in_words(faults)


# ---- a forgotten password ----


def test_the_pages_of_a_forgotten_password_are_open_to_everybody(window, door):
    page, faults = window(viewport={"width": 320, "height": 700}), []

    def look():
        faults.extend(what_axe_finds_in_every_light(page))
        if page.evaluate(SIDEWAYS) > 0:
            faults.append(f"{page.url} scrolls sideways")

    page.goto("/admin/login/")
    look()
    page.get_by_role("link", name="Forgotten your password?").press("Enter")
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.type("not an address")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look()
    page.get_by_label("Email").fill("nobody@clinic.example")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Look into your mail").wait_for()
    look()
    page.goto("/admin/forgotten/MQ/x-y/")
    page.get_by_role("link", name="Ask for a new one").wait_for()
    look()
    assert not faults, in_words(faults)
