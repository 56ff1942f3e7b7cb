"""Rows are put in order by button, by number and by dragging; what is saved is what readers see."""

import pytest

PAGE = "/procedures/trigger-point-injection/"
STEPS = "#steps-group tr.form-row:not(.empty-form)"


@pytest.fixture
def form(colleague):
    """Opens the form of a procedure, as the editor."""

    def open_form(**kind):
        page = colleague("editor", **kind)
        page.goto("/admin/procedures/procedure/")
        page.get_by_role("link", name="Trigger point injection").first.click()
        page.locator("#steps-group").wait_for()
        return page

    return open_form


def titles(page):
    return [box.input_value() for box in page.locator(f"{STEPS} .field-title input").all()]


def numbers(page):
    return [box.input_value() for box in page.locator(f"{STEPS} .field-position input").all()]


def button(page, row, words):
    return page.locator(STEPS).nth(row).get_by_role("button", name=words)


def save(page):
    page.get_by_role("button", name="Save and continue editing").last.click()
    page.get_by_text("was changed successfully").wait_for()


def seen_by_readers(page, names):
    page.goto(PAGE)
    text = page.locator("main").inner_text()
    return sorted(names, key=text.index)


def test_a_step_moves_by_keyboard_alone_and_readers_see_it_there(form):
    page = form()
    before = titles(page)
    button(page, 0, "Move down").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.locator("#order-said").inner_text() == f"Moved to place 3 of {len(before)}"
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == f"Move down, now place 3 of {len(before)}"
    wanted = [*before[1:3], before[0], *before[3:]]
    assert titles(page) == wanted
    assert numbers(page) == [str(place + 1) for place in range(len(before))]
    save(page)
    assert titles(page) == wanted and seen_by_readers(page, before) == wanted


def test_at_the_end_it_stays_and_says_so(form):
    page = form()
    before = titles(page)
    button(page, 0, "Move up").press("Enter")
    assert "It stays at place 1" in page.locator("#order-said").inner_text()
    assert titles(page) == before


def test_a_row_that_is_to_be_deleted_is_skipped(form):
    page = form()
    before = titles(page)
    page.locator(STEPS).nth(1).get_by_label("Delete").check()
    button(page, 0, "Move down").click()
    assert f"place 2 of {len(before) - 1}" in page.locator("#order-said").inner_text()
    assert titles(page)[:3] == [before[2], before[0], before[1]]


def test_a_typed_number_moves_the_row(form):
    page = form()
    before = titles(page)
    page.locator(f"{STEPS} .field-position input").nth(2).fill("1")
    page.keyboard.press("Tab")
    assert titles(page)[:3] == [before[2], before[0], before[1]]
    assert numbers(page)[:3] == ["1", "2", "3"]


def test_a_row_is_dragged(form):
    page = form()
    before = titles(page)
    handles = page.locator(f"{STEPS} .order__handle")
    handles.nth(0).scroll_into_view_if_needed()
    start, end = handles.nth(0).bounding_box(), handles.nth(1).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + end["height"] * 3, steps=8)
    page.mouse.up()
    assert titles(page)[1] == before[0] and numbers(page)[:2] == ["1", "2"]


def test_a_new_row_moves_too_and_another_one_is_taken_back(form):
    page = form()
    before = titles(page)
    for _each in range(2):
        page.locator("#steps-group").get_by_role("button", name="Add another").click()
    new = page.locator(STEPS).nth(len(before))
    new.locator(".field-title input").fill("A new step")
    button(page, len(before), "Move up").click()
    page.locator("#steps-group .inline-deletelink").last.click()
    wanted = [*before[:-1], "A new step", before[-1]]
    assert titles(page) == wanted
    save(page)
    assert titles(page) == wanted


def test_without_script_the_numbers_are_there_and_no_buttons(form):
    page = form(script=False)
    assert numbers(page)[0] == "1" and page.locator(".order").count() == 0


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_a_row_is_a_card_with_its_names_and_nothing_scrolls_sideways(form, width):
    page = form(width=width)
    assert page.locator("#steps-group, .tabular, .tabular fieldset").evaluate_all(TOO_WIDE) == []
    row = page.locator(STEPS).first
    assert row.locator("td:visible").evaluate_all(NAMES) == ["Title", "Text", "Order", "Delete?"]
    for words in ("Move up", "Move down"):
        box = button(page, 0, words).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


TOO_WIDE = """boxes => boxes.filter(box => box.scrollWidth > box.clientWidth)
    .map(box => `${box.className}: ${box.scrollWidth} px in ${box.clientWidth}`)"""
NAMES = """cells => cells.map(cell => getComputedStyle(cell, "::before").content)
    .filter(words => words !== "none").map(words => words.slice(1, -1))"""
