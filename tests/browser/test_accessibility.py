"""axe looks at every page; at one page of each kind in every state a reader may see it in."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.walk import in_words, wear

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURS = OPTIONS | {
    "runOnly": ["color-contrast", "link-in-text-block"]
}  # all that a light changes
RUN = "([where, options]) => axe.run(where, options).then(found => found.violations)"
AT_ONCE = "* { transition: none !important; }"  # else colours are measured halfway to the next


def what_axe_finds(page, state, options=OPTIONS, where="html"):
    page.evaluate(AXE_SCRIPT)
    return [
        f"{page.url} ({state}): {violation['id']}: {node['html'][:160]}"
        for violation in page.evaluate(RUN, [where, options])
        for node in violation["nodes"]
    ]


def what_axe_finds_in_every_light(page):
    """On a wide screen, light and dark, and on a phone, without loading the page anew."""
    wear(page, AT_ONCE)
    faults = []
    for scheme, width, options in (
        ("light", 1280, OPTIONS),
        ("dark", 1280, COLOURS),
        ("light", 360, OPTIONS),
    ):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        faults += what_axe_finds(page, f"{scheme}, {width} px", options)
    return faults


def swept(page, paths, state, prepare=lambda page: None, options=OPTIONS):
    faults = []
    for path in paths:
        page.goto(path)
        prepare(page)
        faults += what_axe_finds(page, state, options)
    return faults


def open_the_menu(page):
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").wait_for()


def open_the_call_sheet(page):
    page.get_by_role("navigation", name="Contact us").get_by_role("button", name="Call us").click()
    page.get_by_role("heading", name="Call your nearest office").first.wait_for()


def test_axe_finds_nothing_on_any_page(window, pages):
    faults = swept(window(), pages, "wide")
    assert not faults, in_words(faults)


def test_axe_finds_nothing_on_any_kind_of_page_in_the_dark(window, kinds):
    faults = swept(window(dark=True), kinds, "dark", options=COLOURS)
    assert not faults, in_words(faults)


@pytest.mark.parametrize("prepare", [open_the_menu, open_the_call_sheet])
def test_axe_finds_nothing_on_a_phone_with_something_open(window, kinds, prepare):
    faults = swept(window(width=360, height=740), kinds, prepare.__name__, prepare)
    assert not faults, in_words(faults)


def test_axe_would_find_something(window):
    page = window()
    page.goto("/")
    page.evaluate("document.querySelector('h1').outerHTML = '<img src=/favicon.ico>'")
    found = " ".join(what_axe_finds(page, "broken"))
    assert "image-alt" in found and "page-has-heading-one" in found
    wear(page, "h1, p { color: #eee; background: #fff }")
    assert "color-contrast" in " ".join(what_axe_finds(page, "pale", COLOURS))
