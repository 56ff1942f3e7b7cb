"""The nearest office, found by ZIP code or by the position of the device."""

import pytest

from tests.browser.test_accessibility import what_axe_finds_in_every_light

NORTHGATE = {"latitude": 38.9981, "longitude": -77.0274}


def names(page):
    return page.locator("#offices h2").all_inner_texts()


@pytest.fixture
def offices(window):
    def open_page(path="/offices/", **kind):
        page = window(**kind)
        page.goto(path)
        return page

    return open_page


def use_my_position(page):
    page.get_by_role("button", name="Use my position").click()
    return page.get_by_role("status")


def test_by_zip_code_without_script_and_on_to_the_form(offices):
    page = offices(script=False, width=360)
    assert not page.get_by_role("button", name="Use my position").is_visible()
    page.get_by_label("Your ZIP code").fill("20910")
    page.keyboard.press("Enter")
    page.wait_for_url("**/offices/?zip=20910")
    assert names(page)[0] == "Northgate"
    assert "less than a mile" in page.locator("#offices li").first.inner_text()
    page.get_by_role("link", name="Book at Northgate").click()
    page.wait_for_url("**/book/?office=northgate")
    assert page.get_by_label("Northgate").first.is_checked()


def test_a_slip_in_the_code_is_said_at_the_field(offices):
    page = offices("/offices/?zip=209")
    field = page.get_by_label("Your ZIP code")
    assert field.get_attribute("aria-invalid") == "true"
    described = page.locator(f"#{field.get_attribute('aria-describedby').split()[-1]}")
    assert described.inner_text() == "Enter the five digits, like 20001."
    assert len(names(page)) == 3


def test_by_position_which_is_never_sent(offices):
    page = offices()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(NORTHGATE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    said = use_my_position(page)
    said.get_by_text("The nearest office is first").wait_for()
    assert names(page)[0] == "Northgate"
    assert "less than a mile" in page.locator("#offices li").first.inner_text()
    assert "about 5 miles" in page.locator("#offices li").nth(1).inner_text()
    assert [url for url in asked if "/static/" not in url or "38.9" in url] == []
    assert page.url.endswith("/offices/")


def test_a_refused_position_is_no_dead_end(offices):
    page = offices()
    page.context.clear_permissions()
    said = use_my_position(page)
    said.get_by_text("Please type your ZIP code").wait_for()
    assert page.get_by_label("Your ZIP code").is_visible() and len(names(page)) == 3


@pytest.mark.parametrize("path", ["/offices/?zip=20910", "/offices/?zip=1", "/a-to-z/"])
def test_axe_finds_nothing(offices, path):
    assert what_axe_finds_in_every_light(offices(path)) == []


@pytest.mark.parametrize("path", ["/offices/?zip=20910", "/offices/?zip=1"])
def test_it_fits_the_narrowest_window(offices, path):
    page = offices(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
