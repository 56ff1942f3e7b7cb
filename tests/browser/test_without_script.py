"""Nothing a patient does needs a script."""

from tests.browser.walk import in_words, wear


def test_every_kind_of_page_says_the_same_words(window, kinds):
    with_script, without, faults = window(), window(script=False), []
    for path in kinds:
        words = []
        for page in (with_script, without):
            page.goto(path)
            wear(page, ".needs-script { display: none; }")
            words.append(page.locator("body").inner_text())
        assert len(words[0]) > 200, path
        faults += [path] if words[0] != words[1] else []
    assert not faults, in_words(faults)


def test_the_menu_leads_on(window):
    page = window(width=360, height=740, script=False)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Conditions").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Conditions"


def test_the_call_sheet_opens_and_closes(window):
    page = window(width=360, height=740, script=False)
    page.goto("/conditions/")
    sheet = page.get_by_role("region", name="Call your nearest office")
    page.get_by_role("navigation", name="Contact us").get_by_role("button", name="Call us").click()
    sheet.wait_for()
    assert sheet.locator("a[href^='tel:']").count() == 3
    sheet.get_by_role("button", name="Close").click()
    sheet.wait_for(state="hidden")
