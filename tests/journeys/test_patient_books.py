"""Maria's back hurts. She asks for an appointment: on a phone, without scripts, or by keyboard."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def phone(request, window):
    return window(width=360, height=740, script=request.param)


def test_maria_asks_for_an_appointment(phone):
    given_she_reads_about(phone, "trigger-point-injection")
    when_she_presses(phone, "Book online")
    then_the_form_knows_what_it_is_about(phone, "Trigger point injection")
    when_she_fills_it_in(phone)
    and_sends_it(phone)
    then_she_knows_that_it_arrived_and_by_when_she_is_called(phone)


def test_maria_makes_mistakes_and_loses_nothing(phone):
    given_she_opens_the_form(phone)
    when_she_sends_it_with_half_a_phone_number_and_no_name(phone)
    then_she_reads_what_is_missing(phone, "Enter your full name", "Enter a phone number with area")
    and_her_note_is_still_there(phone)
    when_she_follows_and_types(phone, "Enter your full name", "Maria Sample")
    when_she_follows_and_types(phone, "Enter a phone number with area", "(555) 234-5678")
    and_sends_it(phone)
    then_she_is_asked(phone, "Is this phone number right?")
    and_sends_it(phone)
    then_she_knows_that_it_arrived_and_by_when_she_is_called(phone)


def test_maria_books_for_her_father_who_speaks_another_language(phone):
    given_she_opens_the_form(phone)
    when_she_fills_it_in(phone)
    and_says_that_it_is_for(phone, "Father Sample", language="Portuguese")
    and_sends_it(phone)
    then_she_knows_that_it_arrived_and_by_when_she_is_called(phone)


def test_sam_uses_only_the_keyboard(phone):
    given_she_opens_the_form(phone)
    when_he_types_his_way_through_it(phone)
    then_she_knows_that_it_arrived_and_by_when_she_is_called(phone)


def given_she_reads_about(phone, procedure):
    phone.goto(f"/procedures/{procedure}/")


def given_she_opens_the_form(phone):
    phone.goto("/book/?office=riverside")


def when_she_presses(phone, name):
    phone.get_by_role("navigation", name="Contact us").get_by_role("link", name=name).click()


def then_the_form_knows_what_it_is_about(phone, name):
    chosen = phone.get_by_label("What is the visit about?").locator("option:checked")
    assert chosen.text_content() == name


def when_she_fills_it_in(phone, name="Maria Sample", number="(202) 555-0134"):
    phone.get_by_label("Riverside").check()
    phone.get_by_label("Tuesday afternoon").check()
    phone.get_by_label("Me", exact=True).check()
    phone.get_by_label("No, a new patient").check()
    phone.get_by_label("Your full name").fill(name)
    phone.get_by_label("Your phone number").fill(number)
    phone.get_by_label("Phone call").check()
    phone.get_by_label("English").check()
    phone.get_by_label("I agree").check()


def when_she_sends_it_with_half_a_phone_number_and_no_name(phone):
    when_she_fills_it_in(phone, name="", number="555-01")
    phone.get_by_label("Anything we should know?").fill("Please ring twice.")
    and_sends_it(phone)


def and_sends_it(phone):
    phone.get_by_role("button", name="Send my request").click()


def then_she_reads_what_is_missing(phone, *sentences):
    expect(phone).to_have_title(re.compile("^Error: "))
    links = phone.get_by_role("alert").get_by_role("link")
    expect(links).to_have_text([re.compile(sentence) for sentence in sentences])


def and_her_note_is_still_there(phone):
    expect(phone.get_by_label("Anything we should know?")).to_have_value("Please ring twice.")


def when_she_follows_and_types(phone, sentence, words):
    phone.get_by_role("alert").get_by_role("link", name=sentence).click()
    phone.keyboard.press("ControlOrMeta+a")
    phone.keyboard.type(words)


def then_she_is_asked(phone, question):
    expect(phone).to_have_title(re.compile("^Please check: "))
    expect(phone.get_by_role("alert")).to_contain_text(question)


def and_says_that_it_is_for(phone, name, language):
    phone.get_by_label("Someone I care for").check()
    phone.get_by_label("Full name of the person you care for").fill(name)
    phone.get_by_label("Another language").check()
    phone.get_by_label("Which other language?").fill(language)


def when_he_types_his_way_through_it(phone):
    """From field to field with Tab, choosing with Space, sending with Enter."""
    phone.get_by_label("What is the visit about?").focus()
    steps = {
        "half_days": "Space",
        "for_whom": "Space",
        "returning": "Space",
        "name": "Sam Sample",
        "phone": "2025550161",
        "way": "Space",
        "language": "Space",
        "agree": "Space",
        "send": "Enter",
    }
    for _press in range(60):
        phone.keyboard.press("Tab")
        name = phone.locator(":focus").get_attribute("name")
        if what := steps.pop(name, None):
            phone.keyboard.press(what) if what in ("Space", "Enter") else phone.keyboard.type(what)
        if not steps:
            return
    raise AssertionError(f"never reached: {list(steps)}")


def then_she_knows_that_it_arrived_and_by_when_she_is_called(phone):
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your request has arrived")
    expect(phone.locator(".receipt__reference")).to_have_text(re.compile(r"^\w{4}-\w{4}$"))
    expect(phone.locator(".lead")).to_have_text(
        re.compile(r"We get in touch with you by \w+day, \w+ \d+, \d+(:\d+)? [ap]m\.")
    )
    assert phone.url.endswith("/book/received/")
