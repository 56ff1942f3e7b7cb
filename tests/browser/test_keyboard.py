"""A reader without a mouse: everything is reached in the order it is seen in, and never unseen."""

from itertools import pairwise

import pytest

from tests.browser.walk import in_words

WIDTHS = pytest.mark.parametrize("width", [360, 1280])

REACHABLE = """() => [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary")]
    .filter(stop => stop.tabIndex >= 0 && stop.checkVisibility({ visibilityProperty: true }))
    .filter((stop, _at, stops) => {  // of a group of radio buttons one; arrows go on within it
        const group = stops.filter(other => other.type === "radio" && other.name === stop.name);
        return stop.type !== "radio" || stop === (group.find(other => other.checked) || group[0]);
    })
    .map((stop, number) => (stop.dataset.stop = number, stop.textContent.trim() || stop.name))"""

# Where the focus is now: its number, its place on the whole page, and what is wrong with the sight.
HERE = """() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body || !stop.dataset.stop) return null;
    const seen = stop.getBoundingClientRect(), ring = getComputedStyle(stop), wrong = [];
    if (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2)
        wrong.push("has no ring");
    if (seen.top < 0 || seen.left < 0 || seen.bottom > innerHeight || seen.right > innerWidth)
        wrong.push("is outside the window");
    const corners = [[seen.left + 3, seen.top + 3], [seen.right - 3, seen.bottom - 3],
        [(seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2]];
    for (const bar of document.querySelectorAll(".thumb, .bar")) {
        const lid = bar.getBoundingClientRect();
        if (getComputedStyle(bar).position === "fixed" && !bar.contains(stop)
            && corners.some(([_x, y]) => y > lid.top && y < lid.bottom)) wrong.push("is covered");
    }
    const region = stop.closest("nav, ul, section, aside, header, footer, article, main, body");
    const regions = [...document.querySelectorAll("*")];
    return {
        number: Number(stop.dataset.stop), name: stop.textContent.trim() || stop.name, wrong,
        region: regions.indexOf(region), fixed: !!stop.closest(".thumb, .skip"),
        left: seen.left, right: seen.right, top: seen.top + scrollY, bottom: seen.bottom + scrollY,
    };
}"""

RING = """() => {
    const ring = getComputedStyle(document.activeElement);
    return ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2;
}"""


def stops_of(page):
    """Each stop on the way with Tab from the top of the page to its end."""
    stops = []
    for _press in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(HERE)
        if not stop or stop["number"] in [other["number"] for other in stops]:
            return stops
        stops.append(stop)
    raise AssertionError("Tab never comes to an end")


def jumps_back(before, after):
    """Up the page without moving to the next column."""
    same = before["region"] == after["region"] and not after["fixed"]
    return same and after["bottom"] <= before["top"] and after["left"] < before["right"]


def what_tab_misses(page, path):
    page.goto(path)
    expected = page.evaluate(REACHABLE)
    stops = stops_of(page)
    missed = set(range(len(expected))) - {stop["number"] for stop in stops}
    yield from (f"Tab never reaches “{expected[number]}”" for number in sorted(missed))
    for before, after in pairwise(stops):
        if jumps_back(before, after):
            yield f"Tab jumps back from “{before['name']}” to “{after['name']}”"
    yield from (f"“{stop['name']}” {wrong}" for stop in stops for wrong in stop["wrong"])


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def tab_to(page, name):
    for _press in range(60):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"Tab never reaches “{name}”")


@WIDTHS
def test_tab_reaches_everything_in_order_and_in_sight(window, kinds, width):
    page, faults = window(width=width, height=740), []
    for path in kinds:
        faults += [f"{path}: {fault}" for fault in what_tab_misses(page, path)]
    assert not faults, in_words(faults)


@WIDTHS
def test_the_first_stop_skips_to_the_words_of_the_page(window, kinds, width):
    page = window(width=width, height=740)
    for path in kinds:
        page.goto(path)
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to main content"
        assert page.evaluate(HERE.replace("!stop.dataset.stop", "false"))["wrong"] == []
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null"), path


def test_enter_opens_the_menu_and_escape_closes_it(window):
    page = window(width=360, height=740)
    page.goto("/offices/")
    menu = page.get_by_role("navigation", name="Main")
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    menu.wait_for()
    page.keyboard.press("Tab")
    assert focused(page) == "Procedures"
    assert page.evaluate(RING)
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert focused(page) == "Menu"


def test_enter_on_the_menu_button_closes_it_again(window):
    page = window(width=360, height=740)
    page.goto("/offices/")
    menu = page.get_by_role("navigation", name="Main")
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    menu.wait_for()
    page.keyboard.press("Enter")
    menu.wait_for(state="hidden")
    assert focused(page) == "Menu"


@pytest.mark.parametrize("way_out", ["Escape", "Close"])
def test_the_call_sheet_opens_gives_every_phone_and_closes(window, way_out):
    page = window(width=360, height=740)
    page.goto("/procedures/trigger-point-injection/")
    sheet = page.get_by_role("region", name="Call your nearest office")
    tab_to(page, "Call us")
    page.keyboard.press("Enter")
    sheet.wait_for()
    phones = sheet.get_by_role("link").filter(has_text="555-01").all_inner_texts()
    for phone in phones:
        tab_to(page, phone)
        assert page.evaluate(RING)
    assert len(phones) == 3
    if way_out == "Close":
        tab_to(page, "Close")
    page.keyboard.press("Enter" if way_out == "Close" else "Escape")
    sheet.wait_for(state="hidden")
    assert focused(page) == "Call us"


@WIDTHS
def test_a_contents_link_lands_on_its_heading_in_full_view(window, pages, width):
    page, faults = window(width=width, height=740), []
    for path in [path for path in pages if path.startswith("/procedures/") and path.count("/") > 2]:
        page.goto(path)
        contents = page.get_by_role("navigation", name="On this page").get_by_role("link").all()
        assert len(contents) >= 4, path
        for link in contents:
            link.press("Enter")
            if not page.evaluate(HEADING_IN_VIEW):
                faults.append(f"{path}: “{link.inner_text()}” lands out of sight")
    assert not faults, in_words(faults)


HEADING_IN_VIEW = """() => {
    const heading = document.querySelector(`${location.hash} > h2`).getBoundingClientRect();
    const lid = document.querySelector(".thumb").getBoundingClientRect();
    return heading.top >= 0 && heading.bottom <= (lid.height ? lid.top : innerHeight);
}"""
