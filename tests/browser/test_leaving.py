"""A colleague is called away in the middle of a note."""

from tests.browser.desk import PASSWORD, open_record
from tests.browser.test_accessibility import what_axe_finds_in_every_light
from tests.browser.test_desk import SIDEWAYS

NOTE = "Sample note: rang twice."


def at_the_record(colleague, **kind):
    page = colleague("frontdesk", **kind)
    page.clock.install()
    open_record(page, "Leon Sample")
    for step in page.locator("details.desk-step").all():
        step.evaluate("step => { step.open = true }")
    return page


def note(page):
    return page.locator("#content textarea").first


def test_a_warning_comes_two_minutes_before_and_a_key_is_enough_to_stay(colleague):
    page = at_the_record(colleague)
    note(page).fill(NOTE)
    page.clock.run_for(12 * 60_000)
    assert not page.get_by_role("alertdialog").is_visible()
    page.clock.run_for(70_000)
    dialog = page.get_by_role("alertdialog", name="Are you still there?")
    dialog.wait_for()
    assert "Two minutes are left." in dialog.inner_text()
    page.clock.run_for(60_000)
    assert "One minute is left." in dialog.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    assert note(page).input_value() == NOTE


def test_the_warning_has_no_fault_and_fits(colleague):
    page = at_the_record(colleague, width=320, height=700)
    page.clock.run_for(13 * 60_000 + 30_000)
    page.get_by_role("alertdialog").wait_for()
    assert page.evaluate(SIDEWAYS) <= 0
    assert not what_axe_finds_in_every_light(page)


def test_when_the_time_is_over_the_note_waits_behind_the_sign_in(browser, desk):
    """In a window of its own: what is signed off here stays so."""
    context = browser.new_context(base_url=desk)
    page = context.new_page()
    page.goto("/admin/login/")
    type_password(page)
    page.clock.install()
    open_record(page, "Leon Sample")
    for step in page.locator("details.desk-step").all():
        step.evaluate("step => { step.open = true }")
    name = note(page).get_attribute("name")
    note(page).fill(NOTE)
    with page.expect_navigation(url="**/admin/login/**"):
        page.clock.run_for(15 * 60_000)
    type_password(page)
    page.get_by_role("heading", name="what you had typed was kept").wait_for()
    page.get_by_role("button", name="Put it back").click()
    assert page.locator(f'#content [name="{name}"]').first.input_value() == NOTE
    with page.expect_navigation():
        page.get_by_role("button", name="Throw it away").click()
    assert page.locator(".kept").count() == 0
    context.close()


def test_who_signs_out_leaves_all_windows_and_each_note_waits(browser, desk):
    context = browser.new_context(base_url=desk)
    one, two = context.new_page(), context.new_page()
    one.goto("/admin/login/")
    type_password(one)
    for page, name in ((one, "Leon Sample"), (two, "Ada Sample")):
        open_record(page, name)
        for step in page.locator("details.desk-step").all():
            step.evaluate("step => { step.open = true }")
        note(page).fill(f"{NOTE} {name}")
    with two.expect_navigation(url="**/admin/login/**"), one.expect_navigation():
        one.get_by_role("button", name="Log out").click()
    type_password(one)
    kept = one.locator(".kept dd").all_text_contents()
    assert sorted(kept) == [f"{NOTE} Ada Sample", f"{NOTE} Leon Sample"]
    context.close()


def type_password(page):
    page.get_by_label("Username").fill("frontdesk")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
