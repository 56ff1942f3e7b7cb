"""An editor's day, once by mouse and once by keyboard: from a document to a page that readers see,
and to one that is gone."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.desk import running_desk, sign_in

PROCEDURES = "/admin/procedures/procedure/"
DOCUMENT = """{name}

Q: What is it?
A: It is a small shot. It eases pain.

Q: What conditions does it treat?
- Neck pain

Q: What happens?
A: You lie down. You get the shot.

Q: What is recovery like?
A: You rest for a day.
"""
WARNINGS = {"Call us if": "you have a fever", "Call 911 now if": "you cannot breathe"}
FURTHEST = 400  # presses of Tab; more, and a person would give up
IS_FOCUSED = "element => element === document.activeElement"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """A site of its own: this day ends with pages gone that other tests read."""
    with running_desk(tmp_path_factory.mktemp("editor")) as address:
        yield address


@pytest.fixture
def window(browser, clinic):
    contexts = []

    def open_window():
        contexts.append(browser.new_context(base_url=clinic))
        contexts[-1].set_default_timeout(10_000)
        return contexts[-1].new_page()

    yield open_window
    for context in contexts:
        context.close()


class ByMouse:
    document, retires = "Sample mouse shot", "Kyphoplasty"

    def __init__(self, page):
        self.page = page

    def go_to(self, control):
        control.click()

    def press(self, control):
        control.click()

    def choose(self, field, words):
        field.select_option(label=words)

    def tick(self, field):
        field.check()

    def write(self, field, words):
        """In place of what stands there."""
        self.go_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)


class ByKeyboard(ByMouse):
    document, retires = "Sample keyboard shot", "Occipital nerve block"

    def go_to(self, control):
        """Tab by Tab; backwards if it stands before the place where the focus is."""
        expect(control).to_be_visible()
        element = control.element_handle()  # found once: to find it by its name takes long
        before = "e => e.compareDocumentPosition(document.activeElement) & 4"
        key = "Shift+Tab" if element.evaluate(before) else "Tab"
        for _press in range(FURTHEST):
            if element.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"No way to {control} by Tab")

    def press(self, control):
        self.go_to(control)
        self.page.keyboard.press("Enter")

    def choose(self, field, words):
        self.go_to(field)
        self.page.keyboard.type(words)

    def tick(self, field):
        self.go_to(field)
        self.page.keyboard.press("Space")
        expect(field).to_be_checked()


@pytest.mark.parametrize("way", [ByMouse, ByKeyboard])
def test_a_day(window, way):
    page = sign_in(window(), "editor")
    hand = way(page)
    reader = Reader(window(), hand.document)

    a_document_becomes_a_draft(page, hand)
    two_questions_are_mended(page, hand)
    one_question_moves_down(page, hand)
    the_page_is_seen_on_a_phone(page, hand)
    begun = time.monotonic()
    publishing_is_refused_until_the_warning_is_there(page, hand)
    enough = 8 + time.monotonic() - begun  # seconds in which this machine saves a form
    it_becomes_public_at_its_time(page, hand, reader, enough)
    a_typo_is_mended_behind_the_public_page(page, hand, reader)
    and_that_is_taken_back(page, hand, reader)
    the_whole_page_is_reviewed(page, hand, reader)
    another_page_is_retired(page, hand, reader)


class Reader:
    """Somebody who opens the page, and sees what is public."""

    def __init__(self, page, name):
        self.page, self.address = page, f"/procedures/{name.lower().replace(' ', '-')}/"

    def gets(self, status, address=None):
        return self.page.goto(address or self.address).status == status

    def reads(self, words):
        self.page.goto(self.address)
        return words in self.page.locator("main").inner_text()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True).last


def answer(page, row):
    return page.locator(f"#questions-{row}").get_by_role("textbox", name="Answer")


def a_document_becomes_a_draft(page, hand):
    page.goto(PROCEDURES)
    hand.press(page.get_by_role("link", name="Import a document"))
    page.locator("#import_form").wait_for()
    hand.go_to(page.get_by_label("Or its words"))
    page.keyboard.insert_text(DOCUMENT.format(name=hand.document))
    hand.press(button(page, "Read it"))
    page.get_by_role("heading", name="Please check").wait_for()
    hand.press(button(page, "Accept"))
    page.locator("#procedure_form").wait_for()


def two_questions_are_mended(page, hand):
    hand.write(page.locator("#id_summary"), "A small shot for pain.")
    hand.write(answer(page, 0), "It is a small shot that eases pain.")
    hand.write(page.locator("#id_questions-3-question"), "How do I recover?")


def one_question_moves_down(page, hand):
    row = page.locator("#questions-0")
    hand.press(row.get_by_role("button", name=re.compile("Move down")))
    expect(page.locator("#id_questions-0-position")).to_have_value("2")


def the_page_is_seen_on_a_phone(page, hand):
    hand.press(button(page, "Save and preview"))
    phone = page.frame_locator("iframe >> nth=0")
    headings = phone.locator("main h2")
    expect(headings.filter(has_text="How do I recover?")).to_be_visible()
    seen = headings.all_inner_texts()
    assert seen.index("What conditions does it treat?") < seen.index("What is it?")
    assert phone.locator("html").evaluate("html => html.clientWidth") <= 400
    hand.press(page.get_by_role("link", name="Back to the form"))
    page.locator("#procedure_form").wait_for()


def publishing_is_refused_until_the_warning_is_there(page, hand):
    hand.choose(page.locator("#id_status"), "Published")
    hand.press(button(page, "Save and continue editing"))
    refused = page.get_by_role("alert").filter(has_text="cannot be published yet")
    hand.press(refused.get_by_role("link", name=re.compile("Call us if")))
    for urgency, words in WARNINGS.items():
        expect(refused).to_contain_text(urgency)
        hand.press(page.locator("#warning_signs-group .add-row a"))
        row = page.locator("tr.dynamic-warning_signs").last
        hand.choose(row.locator("select"), urgency)
        hand.write(row.get_by_role("textbox"), words)


def it_becomes_public_at_its_time(page, hand, reader, seconds):
    soon = datetime.now(ZoneInfo("America/New_York")) + timedelta(seconds=seconds)
    hand.write(page.locator("#id_publish_at_0"), f"{soon:%Y-%m-%d}")
    hand.write(page.locator("#id_publish_at_1"), f"{soon:%H:%M:%S}")
    hand.press(button(page, "Save and continue editing"))
    page.locator(".messagelist .success").wait_for()
    assert reader.gets(404)
    reader.page.wait_for_timeout((soon - datetime.now(soon.tzinfo)).total_seconds() * 1000 + 200)
    assert reader.gets(200)


def a_typo_is_mended_behind_the_public_page(page, hand, reader):
    page.reload()
    hand.write(page.locator("#id_summary"), "A small shot that eases pain.")
    hand.press(button(page, "Save as a draft"))
    page.get_by_text("This is a draft ahead of a public page.").wait_for()
    assert reader.reads("A small shot for pain.")
    hand.press(button(page, "Save and publish now"))
    page.locator(".messagelist .success").wait_for()
    assert reader.reads("A small shot that eases pain.")


def and_that_is_taken_back(page, hand, reader):
    open_form(page, hand)
    hand.press(page.get_by_role("link", name="History"))
    rows = page.locator(".versions__list tbody tr")
    before = rows.filter(has_not_text="draft").nth(1)
    hand.press(before.get_by_role("button", name="Restore"))
    page.get_by_text("Restored as a draft.").wait_for()
    hand.press(button(page, "Save and publish now"))
    page.locator(".messagelist .success").wait_for()
    assert reader.reads("A small shot for pain.")


def the_whole_page_is_reviewed(page, hand, reader):
    open_form(page, hand)
    hand.press(page.get_by_role("link", name="Note a review"))
    page.locator("#review_form").wait_for()
    hand.write(page.get_by_label("Reviewed by"), "Dana Sample")
    hand.write(page.get_by_label("Role of the reviewer"), "Physician")
    hand.tick(page.get_by_label("The whole page was read"))
    hand.press(button(page, "I reviewed the whole page"))
    page.locator(".messagelist .success").wait_for()
    assert reader.reads("Dana Sample")


def another_page_is_retired(page, hand, reader):
    page.goto(PROCEDURES)
    row = page.locator("#result_list tr").filter(has_text=hand.retires)
    hand.tick(row.get_by_role("checkbox"))
    hand.choose(page.get_by_label("Action:"), "Withdraw")
    hand.press(page.get_by_role("button", name="Go", exact=True))
    page.locator("#withdraw_form").wait_for()
    gone = page.get_by_role("radio", name="Gone for good (410)")
    if isinstance(hand, ByKeyboard):
        hand.go_to(page.locator("#withdraw_form input[type=radio]:checked"))
        page.keyboard.press("ArrowDown")
        expect(gone).to_be_checked()
    else:
        gone.check()
    hand.press(button(page, "Withdraw"))
    page.locator(".messagelist .success").wait_for()
    assert reader.gets(410, f"/procedures/{hand.retires.lower().replace(' ', '-')}/")


def open_form(page, hand):
    page.goto(PROCEDURES)
    hand.press(page.get_by_role("link", name=hand.document, exact=True))
    page.locator("#procedure_form").wait_for()
