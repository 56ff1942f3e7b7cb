"""An editor writes answers in the rich-text field; what is saved is what readers see."""

import pytest

from tests.browser.desk import running_desk, sign_in
from tests.browser.test_accessibility import what_axe_finds
from tests.browser.walk import in_words
from tests.content.test_rich_text import FROM_WORD

PAGE = "/procedures/trigger-point-injection/"
PASTE = """(field, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "plain words");
    const kind = { clipboardData, bubbles: true, cancelable: true };
    field.dispatchEvent(new ClipboardEvent("paste", kind));
}"""


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    with running_desk(tmp_path_factory.mktemp("answers")) as address:
        yield address


@pytest.fixture
def form(browser, desk):
    """Opens the form of a procedure, as the editor."""
    contexts = []

    def open_form(width=1280, **kind):
        viewport = {"width": width, "height": 800}
        contexts.append(browser.new_context(base_url=desk, viewport=viewport, **kind))
        contexts[-1].set_default_timeout(10_000)
        page = sign_in(contexts[-1].new_page(), "editor")
        page.goto("/admin/procedures/procedure/")
        page.get_by_role("link", name="Trigger point injection").first.click()
        page.locator("#questions-group").wait_for()
        if kind.get("java_script_enabled", True):  # before, the plain field has the same name
            page.locator("#questions-0 [contenteditable=true]").wait_for()
        return page

    yield open_form
    for context in contexts:
        context.close()


def answer(page, row=0):
    return page.locator(f"#questions-{row}").get_by_role("textbox", name="Answer")


def kept(page, row=0):
    return page.locator(f"#id_questions-{row}-answer").input_value()


def tool(page, name, row=0):
    return page.locator(f"#questions-{row}").get_by_role("button", name=name, exact=True)


def emptied(page, row=0):
    answer(page, row).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def save(page):
    page.get_by_role("button", name="Save and continue editing").last.click()
    page.get_by_text("was changed successfully").wait_for()


def test_bold_lists_and_links_by_keyboard_alone_reach_the_reader(form):
    page = form()
    answer(page).focus()
    keys = page.keyboard
    for key in ("Control+a", "Delete"):
        keys.press(key)
    keys.type("A ")
    keys.press("Control+b")
    keys.type("small")
    keys.press("Control+b")
    keys.type(" shot.")
    keys.press("Enter")
    keys.type("ice")
    keys.press("Control+Shift+Digit8")
    keys.press("Enter")
    keys.type("rest")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("See us")
    keys.press("Control+Shift+ArrowLeft")
    keys.press("Control+k")
    keys.type("/offices/")
    keys.press("Enter")
    save(page)
    assert kept(page) == (
        "<p>A <strong>small</strong> shot.</p>\n<ul>\n<li>ice</li>\n<li>rest</li>\n</ul>\n"
        '<p>See <a href="/offices/">us</a></p>'
    )
    page.goto(PAGE)
    section = page.locator("#what")
    assert section.locator("p strong").inner_text() == "small"
    assert section.locator(".list li").all_inner_texts() == ["ice", "rest"]
    section.get_by_role("link", name="us", exact=True).click()
    assert page.url.endswith("/offices/")


def test_the_same_by_the_buttons_which_say_what_is_on(form):
    page = form()
    emptied(page, 1)
    tool(page, "Bold", 1).click()
    page.keyboard.type("Pain")
    assert tool(page, "Bold", 1).get_attribute("aria-pressed") == "true"
    tool(page, "Bold", 1).click()
    assert tool(page, "Bold", 1).get_attribute("aria-pressed") == "false"
    page.keyboard.press("Enter")
    tool(page, "Numbers", 1).click()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Home")
    tool(page, "Link", 1).click()
    address = page.locator("#questions-1").get_by_label("Address of the link")
    address.fill("javascript:alert(1)")
    tool(page, "Set link", 1).click()
    assert address.is_visible() and "href" not in kept(page, 1)
    address.fill("https://example.org/one")
    tool(page, "Set link", 1).click()
    save(page)
    linked = '<li><a href="https://example.org/one">one</a></li>'
    assert kept(page, 1) == f"<p><strong>Pain</strong></p>\n<ol>\n{linked}\n</ol>"
    answer(page, 1).get_by_text("one").click()
    tool(page, "Remove link", 1).click()
    save(page)
    assert "<li>one</li>" in kept(page, 1)


def test_the_tools_are_one_stop_of_the_tab_key_and_the_arrows_walk_them(form):
    page = form()
    tool(page, "Bold").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Numbers"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"


def test_what_is_pasted_from_word_comes_in_clean(form):
    page = form()
    emptied(page, 2)
    answer(page, 2).evaluate(PASTE, FROM_WORD)
    answer(page, 2).get_by_text("both sides").wait_for()
    shown = answer(page, 2).inner_html()
    assert "Mso" not in shown and "style" not in shown
    save(page)
    assert "<li>both sides</li>" in kept(page, 2) and "<strong>Eat</strong>" in kept(page, 2)


def test_what_cannot_be_cleaned_is_pasted_as_plain_words(form):
    page = form()
    page.route("**/paste/", lambda route: route.abort())
    emptied(page)
    answer(page).evaluate(PASTE, "<b>bold words</b>")
    answer(page).get_by_text("plain words").wait_for()
    assert kept(page) == "<p>plain words</p>"


def test_a_new_question_has_the_field_too_and_moves_with_its_words(form):
    page = form()
    count = page.locator("#questions-group .answer__field").count()
    page.locator("#questions-group").get_by_role("button", name="Add another").click()
    page.locator(f"#id_questions-{count}-question").fill("A new question?")
    answer(page, count).click()
    page.keyboard.type("New words")
    new = page.locator(f"#questions-{count}")
    new.get_by_role("button", name="Move up").click()
    save(page)
    shown = page.locator("#questions-group .answer__field").all_inner_texts()
    assert len(shown) == count + 1
    assert shown[count - 1].strip() == "New words"


def test_the_label_and_the_advice_lead_into_the_field(form):
    page = form()
    page.locator("#questions-0 label[for$='-answer']").click()
    page.keyboard.type("Fluoroscopy ")
    assert "Fluoroscopy" in kept(page)
    page.locator("#id_questions-0-answer_advice").get_by_text("Fluoroscopy: say").wait_for()


def test_without_script_the_text_box_is_there(form):
    page = form(java_script_enabled=False)
    box = page.locator("#id_questions-0-answer")
    assert box.is_visible() and box.input_value().startswith("<p>")
    assert page.locator(".answer__field").count() == 0


@pytest.mark.parametrize("kind", [{}, {"color_scheme": "dark"}, {"width": 360}])
def test_axe_finds_nothing_with_the_link_line_open_and_nothing_scrolls_sideways(form, kind):
    page = form(**kind)
    answer(page).click()
    page.keyboard.press("Control+k")
    page.locator(".answer__link").first.wait_for()
    faults = what_axe_finds(page, str(kind))
    assert not faults, in_words(faults)
    wide = "boxes => boxes.filter(box => box.getBoundingClientRect().right > innerWidth).length"
    assert page.locator(".answer, .answer__tools button").evaluate_all(wide) == 0
