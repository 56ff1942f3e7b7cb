"""The booking form in a browser: what axe, the keyboard, a narrow phone and a weak line say."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import what_axe_finds, what_axe_finds_in_every_light
from tests.browser.test_reflow import CUT_OFF, TWICE_AS_LARGE
from tests.browser.walk import in_words, wear

BOOK = "/book/?procedure=trigger-point-injection&office=riverside"


@pytest.fixture
def open_form(browser, site):
    """Opens the form in a window of its own."""
    contexts = []

    def open_it(path=BOOK, width=360, height=740, script=False, **kind):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            **kind,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()


def fill(page, name="Sample Person", phone="(202) 555-0134", email=""):
    page.get_by_label("Monday morning").check()
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("No, a new patient").check()
    page.get_by_label("Your full name").fill(name)
    page.get_by_label("Your phone number").fill(phone)
    page.get_by_label("Phone call").check()
    page.get_by_label("Your email").fill(email)
    page.get_by_label("English").check()
    page.get_by_label("I agree").check()


def send(page):
    page.get_by_role("button", name="Send my request").click()


def wrong(page):
    send(page)
    expect(page).to_have_title(re.compile("^Error: "))


def questioned(page):
    fill(page, phone="(555) 234-5678", email="sample@gmial.com")
    send(page)
    expect(page).to_have_title(re.compile("^Please check: "))


def sent(page):
    fill(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has arrived")


def for_another(page):
    page.get_by_label("Someone I care for").check()
    page.get_by_label("Another language").check()
    expect(page.get_by_label("Full name of the person you care for")).to_be_visible()


def untouched(page):
    pass


RENAME = (
    "from django.db import connection; connection.cursor().execute('ALTER TABLE {} RENAME TO {}')"
)
TABLE = "booking_attempt"


@pytest.fixture
def away(clinic):
    """A state in which nothing can be stored; it ends with the test."""
    _address, run = clinic

    def take_away(page):
        fill(page, name="Not Sent")
        run(RENAME.format(TABLE, "moved"))
        try:
            send(page)
            expect(page).to_have_title(re.compile("^Not sent: "))
        finally:
            run(RENAME.format("moved", TABLE))

    return take_away


STATES = [untouched, wrong, questioned, for_another, sent]
SIZES = [
    (320, 640, ""),
    (320, 640, TWICE_AS_LARGE),
    (320, 256, ""),
    (768, 900, ""),
    (1280, 900, ""),
]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(open_form, state):
    page = open_form(script=True)
    state(page)
    assert what_axe_finds_in_every_light(page) == []


def test_axe_finds_nothing_while_the_database_is_away(open_form, away):
    page = open_form(script=True)
    away(page)
    assert what_axe_finds(page, "away") == []


def test_after_an_outage_the_same_page_sends_what_was_typed(open_form, away):
    page = open_form()
    away(page)
    expect(page.get_by_text("Your request was not sent")).to_be_visible()
    expect(page.get_by_label("Your full name")).to_have_value("Not Sent")
    assert page.locator(".summary a[href^='tel:']").count() == 3
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has arrived")


@pytest.mark.parametrize("state", STATES)
def test_everything_fits(open_form, state):
    page, faults = open_form(script=True), []
    state(page)
    for width, height, css in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wear(page, css)
        faults += [f"{width} x {height}: {fault}" for fault in page.evaluate(CUT_OFF)]
    assert not faults, in_words(faults)


@pytest.mark.parametrize(
    ("width", "words"),
    [(320, "tbody th"), (1280, "tbody th"), (360, "tbody th"), (360, "thead th span")],
)
def test_the_names_of_days_and_halves_stay_on_one_line(open_form, width, words):
    page = open_form(width=width, script=True)
    wrong(page)
    lines = [name.evaluate(LINES) for name in page.locator(f".grid-when {words}").all()]
    assert lines and set(lines) == {1}


LINES = """day => {
    const range = document.createRange();
    range.selectNodeContents(day);
    return range.getClientRects().length;
}"""

TARGETS = """() => [...document.forms[0].elements]
    .map(field => field.closest("label") || field)
    .map(target => [target.textContent.trim().slice(0, 30), target.getBoundingClientRect()])
    .filter(([_words, box]) => box.width && (box.height < 44 || box.width < 44))
    .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""


def test_every_answer_is_large_enough_for_a_thumb(open_form):
    page = open_form(width=320, script=True)
    for_another(page)
    assert page.evaluate(TARGETS) == []


@pytest.mark.parametrize("script", [False, True])
def test_the_list_of_errors_takes_the_focus_and_leads_to_the_fields(open_form, script):
    page = open_form(script=script)
    wrong(page)
    expect(page.locator("#summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Choose at least one time that suits you")).to_be_focused()
    page.get_by_role("link", name="Enter your phone number").click()
    expect(page.get_by_label("Your phone number")).to_be_focused()
    expect(page.get_by_text("Your phone number", exact=True)).to_be_in_viewport()


def test_enter_in_a_field_sends_and_does_not_change_the_times(open_form):
    page = open_form()
    page.get_by_label("Your full name").press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))


def test_the_times_of_another_office_are_shown_in_place(open_form):
    page = open_form("/book/")
    page.get_by_label("Your full name").fill("Sample Person")
    page.get_by_label("Hillcrest").check()
    page.get_by_role("button", name="Show times for this office").click()
    expect(page.get_by_text("These are the times of Hillcrest.")).to_be_in_viewport()
    expect(page.get_by_label("Saturday morning")).to_be_visible()
    expect(page.get_by_label("Saturday afternoon")).to_have_count(0)
    expect(page.get_by_label("Your full name")).to_have_value("Sample Person")


def test_what_is_not_asked_is_not_shown(open_form):
    page = open_form()
    carer, language = page.get_by_label("person you care for"), page.get_by_label("Which other")
    expect(carer).to_be_hidden()
    expect(language).to_be_hidden()
    for_another(page)
    expect(language).to_be_visible()
    page.get_by_label("Me", exact=True).check()
    expect(carer).to_be_hidden()


def test_nobody_sees_or_reaches_the_trap(open_form):
    page = open_form()
    expect(page.locator("[name=subject]")).to_be_hidden()


def test_the_email_that_was_meant_is_one_press_away(open_form):
    page = open_form()
    questioned(page)
    page.get_by_role("button", name="Use sample@gmail.com and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has arrived")


def test_back_and_reload_are_harmless(open_form):
    page = open_form()
    sent(page)
    reference = page.locator(".receipt__reference").inner_text()
    page.reload()
    assert page.locator(".receipt__reference").inner_text() == reference
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Request an appointment")
    page.go_forward()
    assert page.locator(".receipt__reference").inner_text() == reference


@pytest.mark.parametrize("state", [untouched, wrong, sent])
def test_each_page_is_light(open_form, state):
    page = open_form("/healthz")
    page.goto(BOOK)
    sizes = []
    wire = page.context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.reload(wait_until="networkidle") if state is untouched else state(page)
    page.wait_for_load_state("networkidle")
    assert sizes and sum(sizes) < 30_000


@pytest.mark.parametrize(("width", "buttons"), [(360, 2), (768, 1), (1280, 1)])
def test_content_pages_show_the_button_where_a_thumb_or_an_eye_looks(open_form, width, buttons):
    page = open_form("/procedures/trigger-point-injection/", width=width, height=900)
    place = page.locator(".thumb" if width < 768 else ".bar__act")
    expect(place.get_by_role("link", name="Book online")).to_be_visible()
    assert place.locator("a:visible, button:visible").count() == buttons
    fits = place.evaluate("box => box.scrollWidth <= box.clientWidth") if width == 360 else True
    assert fits
