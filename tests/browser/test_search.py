"""Searching in a real browser: suggestions by keyboard, and all of it without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import what_axe_finds_in_every_light


@pytest.fixture
def at_home(window):
    def open_home(**kind):
        page = window(**kind)
        page.goto("/")
        return page, page.locator("main").get_by_label("Search procedures, conditions and offices")

    return open_home


def test_suggestions_are_reached_by_keyboard_and_lead_to_the_page(at_home):
    page, field = at_home()
    field.press_sequentially("epidu")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Epidural steroid injection")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/procedures/epidural-steroid-injection/")


def test_escape_puts_suggestions_away_and_enter_searches(at_home):
    page, field = at_home()
    field.press_sequentially("nerve")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("nerve")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=nerve")


def test_without_script_it_searches_all_the_same(at_home):
    page, field = at_home(script=False)
    field.fill("how long off work after nerve burning")
    page.keyboard.press("Enter")
    page.locator(".hit a").first.click()
    page.wait_for_url("**/procedures/radiofrequency-ablation/#recovery")


def test_axe_finds_nothing_and_nothing_scrolls_sideways(window):
    page = window(width=320)
    for typed in ("nerve", "zzqqxx", ""):
        page.goto(f"/search/?q={typed}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert what_axe_finds_in_every_light(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("main").get_by_role("combobox").press_sequentially("epidu")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert what_axe_finds_in_every_light(page) == []
