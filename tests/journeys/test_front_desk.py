"""Priya answers the requests: by keyboard alone, without scripts, and beside a colleague."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.desk import QUEUE, open_record

FOCUSED = "document.querySelector(':focus')?.textContent ?? ''"


@pytest.fixture
def sits_down(colleague):
    def at_a_desk(name, script=True):
        page = colleague(name, script=script)
        page.goto("/admin/")
        return page

    return at_a_desk


def test_by_keyboard_alone_from_new_to_booked(sits_down):
    priya = sits_down("frontdesk", script=False)
    when_she_tabs_to_and_follows(priya, "requests? waits? to be called")
    when_she_tabs_to_and_follows(priya, "Rosa Sample")
    when_she_tabs_to_and_opens(priya, "Book a time")
    when_she_fills_in_the_visit_by_keyboard(priya)
    then_she_reads(priya, "is booked")
    then_the_patient_is_booked(priya, "Rosa Sample")


def test_a_request_goes_from_hand_to_hand_by_few_presses(sits_down):
    priya = sits_down("frontdesk", script=False)
    open_record(priya, "Lena Sample")
    when_she_presses(priya, "No answer")
    priya.get_by_label("I left a message").check()
    when_she_saves(priya, "No answer")
    then_she_reads(priya, "Trying to reach")
    when_she_presses(priya, "Internal note")
    priya.get_by_label("Note for colleagues").fill("Works at night.")
    when_she_saves(priya, "Internal note")
    then_the_history_says(priya, "No answer: left a message", "Works at night.")
    when_she_presses(priya, "Close")
    priya.get_by_label("Patient declined").check()
    when_she_saves(priya, "Close")
    priya.get_by_role("button", name="Reopen").click()
    then_she_reads(priya, "waits to be called again")


def test_two_colleagues_on_one_record(sits_down):
    priya, sam = sits_down("frontdesk"), sits_down("owner")
    open_record(priya, "Omar Sample")
    open_record(sam, "Omar Sample")
    then_she_reads(sam, "frontdesk has this open, too.")
    when_she_books_a_visit(priya)
    when_she_presses(sam, "No answer")
    sam.get_by_label("I left a message").check()
    when_she_saves(sam, "No answer")
    then_she_reads(sam, "somebody changed this request while you had it open")
    then_she_reads(sam, "frontdesk: Booked, Riverside")
    expect(sam.get_by_label("Note for colleagues")).to_have_value(re.compile("I left a message"))
    then_the_patient_is_booked(sam, "Omar Sample")


def test_the_next_patient_stands_on_top(sits_down):
    priya = sits_down("frontdesk", script=False)
    open_record(priya, "Theo Sample")
    when_she_presses(priya, "Close")
    priya.get_by_label("Reached us by phone").check()
    when_she_saves(priya, "Close")
    if priya.get_by_role("link", name="Next").count():
        first = top_of_the_queue(sits_down("frontdesk"))
        priya.get_by_role("link", name="Next").click()
        expect(priya.get_by_role("heading", level=1)).to_have_text(first)


def when_she_tabs_to_and_follows(page, words):
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def when_she_tabs_to_and_opens(page, words):
    tab_to(page, words)
    page.keyboard.press("Enter")


def tab_to(page, words):
    for _press in range(60):
        page.keyboard.press("Tab")
        if re.search(words, page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"never reached: {words}")


def when_she_fills_in_the_visit_by_keyboard(page):
    typed = {"book-date": f"{a_working_day():%m%d%Y}", "book-time": "1000AM"}
    for _press in range(30):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if not focus.count():
            continue  # the browser's own button beside a date
        if what := typed.pop(focus.get_attribute("name"), None):
            page.keyboard.type(what)
        elif focus.text_content().strip() == "Save: Book a time" and not typed:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"never reached: {list(typed)}")


def when_she_presses(page, words):
    page.locator("summary", has_text=re.compile(f"^{words}")).click()


def when_she_saves(page, step):
    page.get_by_role("button", name=f"Save: {step}").click()


def when_she_books_a_visit(page):
    when_she_presses(page, "Book a time")
    page.get_by_label("Date").fill(a_working_day().isoformat())
    page.get_by_label("Time", exact=True).fill("10:00")
    when_she_saves(page, "Book a time")
    then_she_reads(page, "is booked")


def then_she_reads(page, words):
    expect(page.get_by_text(words).first).to_be_visible()


def then_the_history_says(page, *words):
    history = page.get_by_role("region", name="History")
    for each in words:
        expect(history).to_contain_text(each)


def then_the_patient_is_booked(page, name):
    page.goto(f"{QUEUE}?tab=booked")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def top_of_the_queue(page):
    page.goto(QUEUE)
    return page.locator(".desk-name").first.inner_text()


def a_working_day():
    """A Wednesday some weeks ahead: the sample offices are open then."""
    ahead = date.today() + timedelta(days=21)
    return ahead + timedelta(days=(2 - ahead.weekday()) % 7)
