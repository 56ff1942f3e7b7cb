"""Maria's back hurts. She has an old phone, and scripts are off."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def phone(window):
    return window(width=360, height=740, script=False)


def test_maria_finds_out_how_she_would_recover_and_whom_to_call(phone):
    given_she_opens_the_clinics_site(phone)
    when_she_chooses_where_it_hurts(phone, "Lower back pain")
    and_opens_a_procedure_that_treats_it(phone, "Epidural steroid injection")
    and_goes_to(phone, "Recovery")
    then_she_reads_what_comes_after(phone)
    and_sees_when_to_call(phone)
    and_every_office_is_a_touch_away(phone, offices=3)


def test_maria_follows_the_link_on_an_old_leaflet(phone):
    given_she_opens(phone, "/old-site/tpi.html")
    then_she_is_on(phone, "/procedures/trigger-point-injection/")


def test_maria_is_told_that_a_page_is_gone_and_where_to_go_on(phone):
    given_she_opens(phone, "/old-site/gone.html")
    then_she_reads(phone, "This page is gone")
    when_she_goes_on_to(phone, "all procedures")
    then_she_is_on(phone, "/procedures/")


def given_she_opens_the_clinics_site(phone):
    phone.goto("/")


def given_she_opens(phone, path):
    phone.goto(path)


def when_she_chooses_where_it_hurts(phone, place):
    map_and_words = phone.get_by_role("region", name="Where does it hurt?")
    map_and_words.get_by_role("link", name=place).first.click()  # the dot on the figure
    then_she_reads(phone, place)


def and_opens_a_procedure_that_treats_it(phone, name):
    treats = phone.get_by_role("region", name="Procedures that treat it")
    treats.get_by_role("link", name=name, exact=True).click()
    then_she_reads(phone, name)


def and_goes_to(phone, label):
    phone.get_by_role("navigation", name="On this page").get_by_role("link", name=label).click()


def when_she_goes_on_to(phone, name):
    phone.get_by_role("main").get_by_role("link", name=name).click()


def then_she_reads(phone, heading):
    expect(phone.get_by_role("heading", level=1)).to_have_text(heading)


def then_she_is_on(phone, path):
    assert phone.url.endswith(path)


def then_she_reads_what_comes_after(phone):
    recovery = phone.locator("#recovery")
    expect(recovery.get_by_role("heading", level=2)).to_be_in_viewport()
    assert recovery.get_by_role("listitem").count() >= 3


def and_sees_when_to_call(phone):
    expect(phone.get_by_role("heading", name="Call us if:")).to_be_visible()
    expect(phone.get_by_role("heading", name="Call 911 now if:")).to_be_visible()
    expect(phone.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")


def and_every_office_is_a_touch_away(phone, offices):
    phone.get_by_role("navigation", name="Contact us").get_by_role("button", name="Call us").click()
    sheet = phone.get_by_role("region", name="Call your nearest office")
    expect(sheet.locator("a[href^='tel:']")).to_have_count(offices)
