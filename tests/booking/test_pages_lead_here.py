"""Content pages lead to the form, with what the patient was reading about."""

import pytest

from tests.booking.patient import BOOK, RECEIVED, html
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_office()
    return make_clinic(booking_promise="We call you back within one working day.")


def test_a_procedure_is_carried_over(client):
    page = html(client.get(make_published("Sample injection").get_absolute_url()))
    assert page.count(f'href="{BOOK}?procedure=sample-injection"') == 3  # header, panel, thumb


def test_an_office_is_carried_over(client):
    page = html(client.get("/offices/riverside/"))
    assert page.count(f'href="{BOOK}?office=riverside"') == 3


def test_every_page_leads_to_the_form_and_the_form_does_not_lead_to_itself(client):
    assert html(client.get("/")).count(f'href="{BOOK}"') >= 3  # header, opening, thumb
    for path in (BOOK, RECEIVED):
        assert "Book online" not in html(client.get(path))


def test_the_home_page_says_how_booking_works(client):
    page = html(client.get("/"))
    steps = page.split("How booking works")[1].split("</section>")[0]
    assert steps.count("<li>") == 3 and "We call you back within one working day." in steps
