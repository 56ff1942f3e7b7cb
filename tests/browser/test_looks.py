"""What a reader set for the whole machine is kept to: high contrast, dark, calm, big fingers."""

import pytest

from tests.browser.walk import in_words

# What is told from its surroundings by colour alone must get an edge when colours are taken away.
NO_EDGE = """() => {
    const edged = ".btn, .card, .chips a, .glance, .care, .bar__menu, .note, .panel .btn, .sheet";
    const canvas = getComputedStyle(document.body).backgroundColor;
    const sides = ["Top", "Right", "Bottom", "Left"];
    return [...document.querySelectorAll(edged)].filter(box => box.checkVisibility()
        && !sides.some(side => {
            const style = getComputedStyle(box);
            return style[`border${side}Style`] !== "none"
                && parseFloat(style[`border${side}Width`]) >= 1
                && style[`border${side}Color`] !== canvas;
        })).map(box => box.outerHTML.slice(0, 90));
}"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap(box =>
    ["", "::before", "::after"].flatMap(part => {
        const style = getComputedStyle(box, part);
        const slow = [...style.transitionDuration.split(","), ...style.animationDuration.split(",")]
            .some(time => parseFloat(time) > .02);
        return slow || style.scrollBehavior === "smooth" ? [box.localName + part] : [];
    })).concat(document.getAnimations().map(() => "an animation runs"))"""

BRIGHTNESS = """([selector, property]) => [...document.querySelectorAll(selector)]
    .filter(box => box.checkVisibility() && box.clientWidth * box.clientHeight > 1500).map(box => {
        const [r, g, b, opaque] = getComputedStyle(box)[property].match(/[\\d.]+/g).map(Number);
        return opaque === 0 ? null : (.2126 * r + .7152 * g + .0722 * b) / 255;
    }).filter(light => light !== null)"""

# A finger's breadth around the middle of each target must belong to that target.
TOO_SMALL = """() => {
    const faults = [];
    const targets = document.querySelectorAll("a[href], button, input, select, textarea, summary");
    for (const target of targets) {
        if (target.closest(".skip") || !target.checkVisibility()) continue;
        // a dot in the drawing has its like in the list beside it
        if (target.tabIndex < 0) continue;
        const parent = target.parentElement;
        const inSentence = target.localName === "a" && getComputedStyle(target).display === "inline"
            && [...parent.childNodes].some(node => node !== target && node.nodeType === 3
                && /\\w/.test(node.data));
        if (inSentence) continue;
        target.scrollIntoView({ block: "center", behavior: "instant" });
        const box = target.getBoundingClientRect();
        const strong = target.matches(".btn, button, a[href^='tel:']");
        const reach = (strong ? 44 : 24) / 2 - 1.5;
        const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
        const hits = [[-reach, 0], [reach, 0], [0, -reach], [0, reach], [0, 0]].every(([dx, dy]) =>
            [target, ...(target.labels || [])].some(part =>
                part.contains(document.elementFromPoint(x + dx, y + dy))));
        const size = `${Math.round(box.width)} by ${Math.round(box.height)}`;
        const name = target.textContent.trim() || target.name;
        if (!hits) faults.push(`“${name}” is ${size} and should be ${strong ? 44 : 24}`);
    }
    return faults;
}"""


def swept(page, paths, check):
    faults = []
    for path in paths:
        page.goto(path)
        faults += [f"{path}: {fault}" for fault in page.evaluate(check)]
    return faults


@pytest.mark.parametrize("width", [360, 1280])
def test_without_colours_everything_keeps_its_edge(window, kinds, width):
    faults = swept(window(width=width, forced_colors=True), kinds, NO_EDGE)
    assert not faults, in_words(faults)


@pytest.mark.parametrize("width", [360, 1280])
def test_without_colours_the_menu_shows_where_one_is(window, width):
    page = window(width=width, forced_colors=True)
    page.goto("/offices/riverside/")
    if width == 360:
        page.get_by_role("button", name="Menu").click()
    side = "borderLeftColor" if width == 360 else "borderBottomColor"
    menu = page.get_by_role("navigation", name="Main")
    colours = {
        link.inner_text(): link.evaluate(f"link => getComputedStyle(link).{side}")
        for link in menu.get_by_role("link").all()
    }
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours.pop("Offices") != canvas
    assert set(colours.values()) == {canvas}


def test_dark_is_really_dark(window, kinds):
    page, faults = window(dark=True), []
    for path in kinds:
        page.goto(path)
        paper = page.evaluate(BRIGHTNESS, ["html, body, body :not(.btn)", "backgroundColor"])
        words = page.evaluate(BRIGHTNESS, ["main h1, main p:not(.btn), main li, main dd", "color"])
        # small marks may shine: a step's number, the disc of the sign
        faults += [f"{path}: paper of {light:.2f}" for light in paper if light > 0.25]
        faults += [f"{path}: words of {light:.2f}" for light in words if light < 0.5]
        assert words and page.evaluate(BRIGHTNESS, ["body", "backgroundColor"])[0] < 0.12, path
    assert not faults, in_words(faults)


def test_nothing_moves_for_who_asked_for_calm(window, kinds):
    faults = swept(window(still=True), kinds, MOVING)
    assert not faults, in_words(faults)


def test_a_finger_meets_every_target(window, pages):
    faults = swept(window(width=360, height=740), pages, TOO_SMALL)
    assert not faults, in_words(faults)


@pytest.mark.parametrize("button", ["Menu", "Call us"])
def test_a_finger_meets_every_target_in_what_opens(window, button):
    page = window(width=360, height=740)
    page.goto("/procedures/")
    page.get_by_role("button", name=button).last.click()
    # the links behind are covered for as long as it is open
    check = TOO_SMALL.replace("document.querySelectorAll", "opened.querySelectorAll")
    opened = "() => { const opened = document.querySelector(':popover-open');"
    assert page.evaluate(check.replace("() => {", opened, 1)) == []
