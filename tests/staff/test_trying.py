"""An editor sees what they typed as patients would see it, before it is saved."""

from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from procedures.context import last_known
from procedures.models import Clinic, Condition, Office, Provider
from tests.factories import make_clinic, make_condition, make_office, make_published
from tests.people import browser, clinician

from .forms import add_page, add_row, edit_page, fields_of


def preview(client, address, **changes):
    fields = fields_of(client.get(address)) | changes
    return client.post(address, fields | {"_preview": "1"})


def shown(response):
    """What the frames hold, as the browser reads it."""
    return unescape(response.content.decode())


def test_a_condition_is_shown_as_typed_and_nothing_is_saved(desk):
    condition = make_condition("Neck pain", summary="It was sore.")
    answer = preview(desk, edit_page(condition), summary="It hurts <when> you turn.")
    text = shown(answer)
    assert "It hurts &lt;when&gt; you turn." in text and "It was sore." not in text
    assert "Preview." in text and "Patients do not see this." in text
    assert Condition.objects.get().summary == "It was sore."
    assert not LogEntry.objects.exists()
    assert "It was sore." not in Client().get(condition.get_absolute_url()).content.decode()


def test_one_that_is_not_there_yet_is_shown_too(desk):
    answer = preview(desk, add_page(Condition), name="Jaw pain", slug="jaw-pain")
    assert '<h1 class="display">Jaw pain</h1>' in shown(answer)
    assert not Condition.objects.exists()


def test_the_body_map_shows_a_new_place_of_a_public_condition(desk):
    condition = make_condition("Neck pain")
    make_published(conditions=[condition])
    text = shown(preview(desk, edit_page(condition), place="neck"))
    assert "Home page" in text and "bodymap__dot" in text


def test_an_office_is_shown_with_its_hours_also_when_it_is_not_public(desk):
    office = make_office("Riverside", is_public=False, weekdays=[])
    fields = fields_of(desk.get(edit_page(office))) | {"parking": "Behind the house."}
    add_row(fields, "hours", weekday=5, opens="09:00", closes="12:00")
    text = shown(desk.post(edit_page(office), fields | {"_preview": "1"}))
    assert "Behind the house." in text and "9 am to 12 pm" in text
    assert not office.hours.exists()


def test_the_clinics_words_are_shown_on_the_home_page_and_as_notices(desk):
    clinic = make_clinic(headline="The old headline")
    text = shown(
        preview(desk, edit_page(clinic), headline="The new headline", billing="Ask us first.")
    )
    assert "The new headline" in text and "The old headline" not in text
    assert "<h1>Billing notice</h1>" in text and "Ask us first." in text
    assert Clinic.current().headline == "The old headline"


def test_what_the_site_remembers_is_not_what_was_only_tried(desk):
    clinic, office = make_clinic(headline="The old headline"), make_office("Riverside")
    Client().get("/")
    preview(desk, edit_page(clinic), headline="The new headline")
    preview(desk, edit_page(office), name="Elsewhere")
    assert last_known("clinic", Clinic).headline == "The old headline"
    assert [each.name for each in last_known("offices", list)] == ["Riverside"]


def test_a_provider_is_shown_at_their_offices(desk):
    office = make_office("Riverside")
    fields = {"name": "A. Sample", "role": "Physician", "offices": [office.pk]}
    assert "A. Sample" in shown(preview(desk, add_page(Provider), **fields))
    fields["is_public"] = ""
    assert "No public page shows it yet." in shown(preview(desk, add_page(Provider), **fields))


def test_what_would_be_refused_is_said_with_its_place(desk):
    office = make_office(weekdays=[0])
    text = shown(preview(desk, edit_page(office), city="", **{"hours-0-closes": "07:00"}))
    assert "<strong>City:</strong> This field is required." in text
    assert "Opening hours 1:</strong> The office must open before it closes." in text
    assert "<iframe" not in text


def test_the_page_is_shown_twice_and_can_do_nothing(desk):
    html = preview(desk, edit_page(make_condition()), name='Pain"><b>').content.decode()
    assert "<main" not in html.split("<iframe", 1)[1].split("</iframe>")[0]
    assert html.count("<iframe srcdoc=") == 2
    assert html.count('sandbox="allow-popups allow-popups-to-escape-sandbox"') == 2


def test_nothing_keeps_it_and_the_policy_stays_strict(desk):
    answer = preview(desk, edit_page(make_condition()))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == desk.get("/admin/")["Content-Security-Policy"]
    assert "ld+json" not in shown(answer) and "canonical" not in shown(answer)


@pytest.mark.parametrize("place", [make_condition, make_office, make_clinic])
def test_the_button_opens_a_new_tab(desk, place):
    html = desk.get(edit_page(place())).content.decode()
    assert '<input name="_preview" formtarget="_blank" type="submit"' in html


def test_who_may_not_change_it_may_not_try_it(desk, db):
    office = make_office()
    reader = browser(clinician())
    assert "_preview" not in reader.get(edit_page(office)).content.decode()
    for place in (edit_page(office), add_page(Office)):
        assert reader.post(place, {"_preview": "1"}).status_code == 403


def test_a_press_from_elsewhere_is_refused(desk):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    assert strict.post(edit_page(make_condition()), {"_preview": "1"}).status_code == 403


def test_what_was_deleted_meanwhile_is_not_tried(desk):
    condition = make_condition()
    fields = fields_of(desk.get(edit_page(condition)))
    condition.delete()
    assert desk.post(edit_page(condition), fields | {"_preview": "1"}).status_code == 404
