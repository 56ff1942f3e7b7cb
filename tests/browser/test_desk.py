"""The staff's pages: axe finds nothing, nothing scrolls sideways, scripts are not needed."""

from functools import partial

import pytest

from tests.browser.desk import QUEUE, open_record
from tests.browser.test_accessibility import what_axe_finds, what_axe_finds_in_every_light
from tests.browser.walk import in_words, wear

PAGES = [
    "/admin/",
    QUEUE,
    *(f"{QUEUE}?tab={tab}" for tab in ("trying", "booked", "closed", "spam")),
    f"{QUEUE}?language=es",
    f"{QUEUE}failed/",
    "/admin/booking/measure/",
    "/admin/booking/look/",
    "/admin/guide/",
]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def owner(colleague):
    """Opens a window in which the owner, who sees everything, has signed in."""
    return partial(colleague, "owner")


def records(page):
    """Goes to a record of every tab, with a step open where there is one; then to its sheet."""
    for tab, name in {"call": "Leon", "trying": "Ines", "booked": "Paul", "closed": "Nora",
                      "spam": "Unlikely"}.items():  # fmt: skip
        open_record(page, f"{name} Sample", tab)
        for step in page.locator("details.desk-step").all():
            step.evaluate("step => { step.open = true }")
        yield tab
    page.get_by_role("link", name="Sheet to print").click()
    yield "sheet"


def swept(page, look):
    faults = []
    for path in PAGES:
        page.goto(path)
        faults += look(page)
    for _record in records(page):
        faults += look(page)
    return faults


def test_axe_finds_nothing_at_the_desk(owner):
    faults = swept(owner(), what_axe_finds_in_every_light)
    assert not faults, in_words(faults)


def test_axe_finds_nothing_on_the_sign_in(browser, desk):
    page = browser.new_page(base_url=desk)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_text("Please enter the correct").wait_for()
    faults = what_axe_finds(page, "refused")
    page.context.close()
    assert not faults, in_words(faults)


def test_nothing_scrolls_sideways(owner):
    faults = swept(owner(), what_is_too_wide)
    assert not faults, in_words(faults)


def what_is_too_wide(page):
    for width, css in ((320, ""), (640, "html { font-size: 200%; }")):
        page.set_viewport_size({"width": width, "height": 800})
        wear(page, css)
        over = page.evaluate(SIDEWAYS)
        if over > 0:
            yield f"{page.url} is {over} px too wide at {width} px"


def test_what_is_late_is_told_by_words_in_forced_colours(owner):
    page = owner(forced_colors="active")
    page.goto(QUEUE)
    row = page.get_by_role("row", name="Maria Sample")
    assert "Overdue" in row.inner_text()


def test_every_page_shows_its_pictures_and_loads_nothing_from_elsewhere(owner, desk):
    page = owner()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/admin/guide/")
    for picture in page.locator(".guide img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("picture => picture.naturalWidth", arg=picture.element_handle())
    assert asked and [url for url in asked if not url.startswith(desk)] == []
