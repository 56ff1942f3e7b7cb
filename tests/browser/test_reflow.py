"""Small screens, large letters and wide desks: nothing is cut off, and no line grows too long."""

import pytest

from tests.browser.walk import in_words, wear

TWICE_AS_LARGE = "html { font-size: 200%; }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""

# The words of each text are held against every box around them, up to the page itself.
CUT_OFF = """() => {
    const faults = new Set(), root = document.documentElement;
    const named = box => `<${box.localName} class="${box.getAttribute("class")}">`;
    if (root.scrollWidth > root.clientWidth)
        faults.add(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth}`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, parent = text.parentElement;
        if (!text.data.trim() || parent.closest(".skip, script") || !parent.checkVisibility())
            continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const words = range.getBoundingClientRect();
        for (let box = parent; box; box = box.parentElement) {
            const style = getComputedStyle(box), edge = box.getBoundingClientRect();
            if (style.display.startsWith("inline") && !style.display.includes("-")) continue;
            const slack = { hidden: 1, clip: 1, visible: parseFloat(style.fontSize) / 2 };
            const most = slack[style.overflowY] ?? Infinity;
            if (words.left < edge.left - 1 || words.right > edge.right + 1
                || words.top < edge.top - most || words.bottom > edge.bottom + most)
                faults.add(`"${text.data.trim().slice(0, 40)}" sticks out of ${named(box)}`);
            if (style.position === "fixed") break;
        }
    }
    for (const box of document.querySelectorAll("body *")) {
        const edge = box.getBoundingClientRect();
        if (edge.width && !box.closest(".skip") && (edge.left < -1 || edge.right > innerWidth + 1))
            faults.add(`${named(box)} sticks out of the window`);
        const fixed = getComputedStyle(box).position === "fixed" && !box.popover;
        if (fixed && edge.height > innerHeight / 3)
            faults.add(`${named(box)} hides more than a third of the window`);
    }
    return [...faults];
}"""

LONG_LINES = """most => {
    const lines = new Map();
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const block = texts.currentNode.parentElement.closest(
            "p, li, dd, dt, th, td, h1, h2, h3, label, legend");
        if (!block || !block.checkVisibility() || block.closest(":has(> option)")) continue;
        for (const word of texts.currentNode.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            const at = Math.round(range.getBoundingClientRect().bottom);
            if (!lines.has(block)) lines.set(block, new Map());
            lines.get(block).set(at, (lines.get(block).get(at) || "") + word[0] + " ");
        }
    }
    return [...lines.values()].flatMap(block => [...block.values()])
        .filter(line => line.length - 1 > most).map(line => `${line.length - 1}: ${line}`);
}"""


def cut_off(page, paths, css=""):
    faults = []
    for path in paths:
        page.goto(path)
        if css:
            wear(page, css)
        faults += [f"{path}: {fault}" for fault in page.evaluate(CUT_OFF)]
    return faults


def test_a_narrow_phone_shows_everything(window, pages):
    faults = cut_off(window(width=320, height=640), pages)
    assert not faults, in_words(faults)


def test_letters_twice_as_large_still_fit(window, pages):
    faults = cut_off(window(width=320, height=640), pages, TWICE_AS_LARGE)
    assert not faults, in_words(faults)


def test_a_desk_zoomed_to_400_percent_shows_everything(window, kinds):
    faults = cut_off(window(width=320, height=256), kinds)
    assert not faults, in_words(faults)


def test_wider_spacing_between_letters_and_lines_fits(window, kinds):
    page = window(width=320, height=640)
    faults = cut_off(page, kinds, SPACED)
    assert not faults, in_words(faults)


@pytest.mark.parametrize("width", [768, 960, 1280])
def test_every_width_between_shows_everything(window, kinds, width):
    faults = cut_off(window(width=width), kinds)
    assert not faults, in_words(faults)


def test_no_line_on_a_wide_desk_is_longer_than_an_eye_can_follow(window, pages):
    page, faults = window(width=1920, height=1080), []
    for path in pages:
        page.goto(path)
        faults += [f"{path}: {line}" for line in page.evaluate(LONG_LINES, 80)]
    assert not faults, in_words(faults)


@pytest.mark.parametrize("zoom", ["", TWICE_AS_LARGE])
def test_the_open_menu_and_call_sheet_fit_a_narrow_phone(window, zoom):
    page = window(width=320, height=640)
    for button in ("Menu", "Call us"):
        page.goto("/offices/riverside/")
        wear(page, zoom)
        page.get_by_role("button", name=button).last.click()
        assert page.evaluate("document.querySelector(':popover-open') !== null")
        assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("width", [768, 960, 1280])
def test_the_top_of_the_page_is_one_row_from_a_tablet_on(window, width):
    page = window(width=width)
    page.goto("/")
    tops = [page.locator(name).bounding_box() for name in (".mark", ".menu", ".bar__act")]
    middles = [box["y"] + box["height"] / 2 for box in tops]
    assert max(middles) - min(middles) < 10
