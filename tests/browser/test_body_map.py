"""The figure under a finger, a mouse and a keyboard; and under the hands of staff."""

import pytest

from tests.browser.test_accessibility import what_axe_finds_in_every_light

FIGURE = ".bodymap__figure"


def hit(page, place):
    return page.locator(f'.bodymap__hit[data-place="{place}"]')


def lit(page, place):
    script = f"""getComputedStyle(document.querySelector('li[data-place="{place}"]'))
        .getPropertyValue("--lit").trim()"""
    return page.evaluate(script) == "1"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_every_spot_can_be_hit_with_a_thumb(window, width):
    page = window(width=width)
    page.goto("/")
    boxes = [spot.bounding_box() for spot in page.locator(".bodymap__hit").all()]
    assert len(boxes) > 5
    small = [box for box in boxes if min(box["width"], box["height"]) < 44]
    outside = [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width]
    assert small == [] and outside == []


def test_a_press_on_the_knee_opens_its_page(window):
    page = window(width=360, script=False)
    page.goto("/")
    hit(page, "knee").click()
    page.wait_for_url("**/conditions/knee-pain/")
    assert page.get_by_role("heading", level=1).inner_text() == "Knee pain"


def test_what_is_pointed_at_lights_up_in_the_list_too(window):
    page = window(width=1280)
    page.goto("/")
    assert not lit(page, "lower-back")
    hit(page, "lower-back").hover()
    assert lit(page, "lower-back") and not lit(page, "knee")


def test_by_keyboard_the_spot_and_its_words_say_where_one_is(window):
    page = window(width=1280)
    page.goto("/")
    hit(page, "head").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.place") == "jaw"
    assert lit(page, "jaw")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conditions/jaw-pain/")


class TestStaff:
    @pytest.fixture
    def form(self, colleague):
        page = colleague("editor")
        page.goto("/admin/procedures/condition/")
        page.get_by_role("link", name="Muscle knot pain").first.click()
        page.locator(FIGURE).wait_for()
        return page

    def chosen(self, page):
        return page.locator(".place input:checked").input_value()

    def test_a_condition_is_placed_by_pointing_and_by_arrow_keys(self, form):
        hit(form, "shoulder").click()
        assert self.chosen(form) == "shoulder" and lit(form, "shoulder")
        form.keyboard.press("ArrowDown")
        assert self.chosen(form) == "chest"
        form.locator(".place").get_by_text("Elbow").click()
        assert self.chosen(form) == "elbow"
        form.get_by_role("button", name="Save and continue editing").last.click()
        form.get_by_text("was changed successfully").wait_for()
        assert self.chosen(form) == "elbow"
        form.get_by_label("Not on the body map").check()
        form.get_by_role("button", name="Save and continue editing").last.click()
        form.get_by_text("was changed successfully").wait_for()
        assert self.chosen(form) == ""

    def test_axe_finds_nothing_in_the_form(self, form):
        assert what_axe_finds_in_every_light(form) == []
