"""The editor's pages: axe finds nothing, and nothing scrolls sideways on a phone."""

import pytest

from tests.browser.test_accessibility import what_axe_finds_in_every_light
from tests.browser.walk import in_words

CONTENT = "/admin/procedures/"
PROCEDURES = f"{CONTENT}procedure/"
LISTS = ["procedure", "condition", "office", "provider", "oldaddress"]
DOCUMENT = """Sample shot

Q: What is a sample shot?
A: It eases pain. We use fluoroscopy to see the way.

Q: What conditions does it treat?
- Neck pain
- A pain that no page names yet
"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def rounds(colleague):
    """All pages that an editor comes by, one after the other, in the window that is given."""
    page = colleague("editor")

    def walk():
        for stop in (lists, forms, imported, draft_and_history, deleted):
            for where in stop(page):
                page.wait_for_load_state()
                yield page, where

    return walk


def lists(page):
    for name in LISTS:
        page.goto(f"{CONTENT}{name}/")
        yield name


def forms(page):
    for name in LISTS:
        page.goto(f"{CONTENT}{name}/add/")
        yield f"new {name}"
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.locator(".errornote").wait_for()
    yield "refused form"
    page.goto(f"{CONTENT}clinic/")
    yield "clinic"
    for name in ("condition", "office", "procedure"):
        page.goto(f"{CONTENT}{name}/")
        page.locator("#result_list th a").last.click()
        yield f"form of a {name}"
    if page.locator(".historylink").count():
        page.locator(".historylink").click()
        yield "history of a procedure without one"


def imported(page):
    page.goto(f"{PROCEDURES}import/")
    yield "import"
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Choose a file, or paste the words").wait_for()
    yield "import, refused"
    page.get_by_label("Or its words").fill(DOCUMENT)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Please check").wait_for()
    yield "look before the import"
    page.get_by_role("button", name="Accept").click()


def draft_and_history(page):
    page.locator("#procedure_form").wait_for()
    form = page.url
    yield "form of a draft"
    for address in ("preview/", "review/", "history/"):
        page.goto(form.replace("change/", address))
        yield address
    page.locator(".versions__list th a").first.click()
    yield "version"
    page.get_by_role("link", name="from this version to now").click()
    yield "version, compared"
    page.goto(form.replace("change/", "delete/"))
    yield "delete?"
    page.get_by_role("button", name="Yes").click()


def deleted(page):
    page.goto(f"{PROCEDURES}deleted/")
    yield "deleted pages"
    page.get_by_role("link", name="Sample shot").first.click()
    yield "deleted page"


def test_axe_finds_nothing(rounds):
    faults = [
        f"{where}: {fault}"
        for page, where in rounds()
        for fault in what_axe_finds_in_every_light(page)
    ]
    assert not faults, in_words(faults)


def test_nothing_scrolls_sideways_on_a_phone(rounds):
    faults = []
    for page, where in rounds():
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 740})
            over = page.evaluate(SIDEWAYS)
            faults += [f"{where} at {width} px: {over} px too wide"] if over > 0 else []
    assert not faults, in_words(faults)
