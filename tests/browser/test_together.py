"""Two editors at once, in two windows and by keyboard: the second is told, loses nothing, and saves
on purpose."""

from itertools import count

import pytest

from tests.browser.desk import running_desk, sign_in
from tests.browser.test_accessibility import what_axe_finds
from tests.browser.walk import in_words

STOP = "Not saved yet: somebody saved this while you had it open."
NUMBERS = count(1)
FORMS = {"office": "Parking and transit", "condition": "Plain summary", "procedure": "Summary"}


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    with running_desk(tmp_path_factory.mktemp("together")) as address:
        yield address


@pytest.fixture
def window(browser, desk):
    """Opens a window in which a colleague has signed in."""
    contexts = []

    def open_window(name, width=1280, **kind):
        viewport = {"width": width, "height": 800}
        contexts.append(browser.new_context(base_url=desk, viewport=viewport, **kind))
        contexts[-1].set_default_timeout(10_000)
        return sign_in(contexts[-1].new_page(), name)

    yield open_window
    for context in contexts:
        context.close()


def open_first(page, model):
    page.goto(f"/admin/procedures/{model}/")
    page.locator("#result_list tbody th a").first.press("Enter")
    page.locator(".submit-row").first.wait_for()
    return page.url


def write(page, label, words):
    page.get_by_label(label, exact=True).or_(page.get_by_label(f"{label}:", exact=True)).first.fill(
        words
    )


def save(page):
    page.get_by_role("button", name="Save and continue editing").first.press("Enter")
    page.wait_for_load_state()


def both_write(ana, ben, model):
    """Both have the form open; Ana saves first, then Ben tries to, with new words."""
    number = next(NUMBERS)
    address, label = open_first(ana, model), FORMS[model]
    ben.goto(address)
    write(ana, label, f"Ana{number}")
    save(ana)
    ana.get_by_text("was changed successfully").wait_for()
    write(ben, label, f"Ben{number}")
    save(ben)
    ben.get_by_text(STOP).wait_for()
    return label, f"Ana{number}", f"Ben{number}"


@pytest.mark.parametrize("model", FORMS)
def test_the_second_is_told_sees_both_and_saves_on_purpose(window, model):
    ana, ben = window("owner"), window("editor")
    label, hers, his = both_write(ana, ben, model)
    told = ben.locator(".overtaken").inner_text()
    assert "owner, " in told and label in told and hers in told
    field = ben.get_by_label(f"{label}:", exact=True)
    assert field.input_value() == his
    beside = ben.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert f"A colleague saved: {hers}" in beside
    save(ben)
    ben.get_by_text("was changed successfully").wait_for()
    ana.reload()
    shown = ana.get_by_label(f"{label}:", exact=True).input_value()
    assert shown == his


def test_whoever_opens_a_form_sees_who_has_it_open(window):
    ana, ben = window("owner"), window("editor")
    ben.goto(open_first(ana, "office"))
    assert "owner opened this" in ben.locator(".overtaken").inner_text()
    ana.get_by_role("button", name="Save", exact=True).first.press("Enter")
    ana.get_by_text("was changed successfully").wait_for()
    ben.reload()
    assert ben.locator(".overtaken").count() == 0


def test_without_script_it_is_the_same(window):
    both_write(window("owner"), window("editor", java_script_enabled=False), "condition")


@pytest.mark.parametrize("kind", [{}, {"width": 360}, {"width": 768, "color_scheme": "dark"}])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(window, kind):
    ben = window("editor", **kind)
    both_write(window("owner"), ben, "office")
    faults = what_axe_finds(ben, str(kind))
    wide = "boxes => boxes.filter(box => box.getBoundingClientRect().right > innerWidth).length"
    assert ben.locator(".overtaken, .theirs").evaluate_all(wide) == 0
    ben.goto(ben.url.replace("change", "history"))
    faults += what_axe_finds(ben, str(kind))
    ben.locator(".versions__list th a").first.press("Enter")
    ben.locator(".changes").wait_for()
    faults += what_axe_finds(ben, str(kind))
    ben.goto("/admin/procedures/office/deleted/")
    faults += what_axe_finds(ben, str(kind))
    assert not faults, in_words(faults)
