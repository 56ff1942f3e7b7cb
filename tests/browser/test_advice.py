"""An editor types, and the advice beside the text follows."""

from functools import partial

import pytest

from tests.browser.test_accessibility import what_axe_finds

HARD = "We use fluoroscopy."


@pytest.fixture
def editor(colleague):
    """Opens a window in which the editor has signed in."""
    return partial(colleague, "editor")


def opened(page, name="Epidural steroid injection"):
    page.goto("/admin/procedures/procedure/")
    page.locator("#result_list").get_by_role("link", name=name).click()
    page.wait_for_load_state()  # so that what is typed is heard
    page.locator("#advice").wait_for()
    return page


def asked_by(page):
    """The texts that the page asks about from now on."""
    asked = []
    page.on("request", lambda request: "/advice/" in request.url and asked.append(request))
    return asked


def test_the_advice_follows_what_is_typed(editor):
    page = opened(editor())
    asked, summary = asked_by(page), page.get_by_label("Summary:")
    summary.fill(HARD)
    notes = page.locator("#id_summary_advice")
    notes.get_by_text("fluoroscopy: say “live X-ray”").wait_for()
    assert "needs plain words" in page.locator("#advice-said").inner_text()
    summary.fill("We use live X-ray.")
    notes.wait_for(state="hidden")
    assert page.locator("#advice-said").inner_text() == "Nothing to improve any more."
    assert len(asked) == 2


def test_typing_asks_once_and_only_about_the_text_that_changed(editor):
    page = opened(editor())
    asked = asked_by(page)
    answer = page.locator("#id_questions-0-answer")
    answer.press_sequentially("Fluoroscopy shows the way. ", delay=20)
    page.locator("#id_questions-0-answer_advice").wait_for()
    assert len(asked) == 1
    assert "Fluoroscopy" in asked[0].post_data and "childbirth" in asked[0].post_data
    assert "Bring+a+list" not in asked[0].post_data


def test_a_new_row_is_advised_on_with_the_words_of_its_list(editor):
    page = opened(editor())
    page.locator("#warning_signs-group .add-row a").click()
    row = page.locator("#warning_signs-group tr.form-row:not(.empty-form)").last
    row.locator("select").select_option("call-911")
    row.locator('[name$="-text"]').fill(" ".join(["so"] * 18))
    row.get_by_text("A sentence has more than 20 words").wait_for()
    assert "Call 911 now if so" in row.inner_text()


def test_advice_as_opened_stands_beside_its_text_without_asking(editor):
    page = editor()
    asked = asked_by(opened(page))
    place = page.locator("#advice h3 a").first.get_attribute("href")
    assert page.locator(f"{place}_advice li").count() >= 1
    page.locator("#advice h3 a").first.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)")
    assert asked == []


def test_without_an_answer_the_advice_stays_and_typing_goes_on(editor):
    page = opened(editor())
    page.route("**/advice/", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.get_by_label("Summary:").fill(HARD)
    assert page.get_by_label("Summary:").input_value() == HARD
    assert page.locator("#id_summary_advice").count() == 0


def test_without_script_the_advice_is_above_the_form(editor):
    page = opened(editor(script=False))
    panel = page.locator("#advice")
    assert panel.get_by_text("The whole page reads at grade").is_visible()
    panel.locator("h3 a").first.click()
    assert "#id_" in page.url


@pytest.mark.parametrize("kind", [{"color_scheme": "dark"}, {"width": 360}])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(editor, kind):
    page = opened(editor(**kind))
    page.get_by_label("Summary:").fill(f"{HARD} {'so ' * 30}")
    page.locator("#id_summary_advice").wait_for()
    ours = {"include": [["#advice"], [".advice__beside"]]}
    assert what_axe_finds(page, str(kind), where=ours) == []
    wide = "boxes => boxes.filter(box => box.getBoundingClientRect().right > innerWidth).length"
    assert page.locator("#advice, #id_summary_advice").evaluate_all(wide) == 0
