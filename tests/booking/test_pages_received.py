"""After sending: the patient knows that it arrived, what happens next, and by when."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError

from procedures.booking import actions, received
from procedures.booking.models import AppointmentRequest
from tests.booking.patient import BOOK, RECEIVED, html, send
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db

MONDAY_10 = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(autouse=True)
def clinic():
    return make_clinic()


@pytest.fixture
def sent(client):
    """A request sent on a Monday at 10 am, and the page that followed it."""
    make_office()
    with time_machine.travel(MONDAY_10, tick=False):
        make_published("Sample injection")
        response = send(
            client, procedure="sample-injection", name="Marker Fullname", phone="(202) 555-0177",
            email="marker@example.com", note="marker note",
        )  # fmt: skip
        return client.get(response["Location"])


def test_it_says_that_it_arrived_and_what_comes_by_when(sent):
    text = html(sent)
    assert "Your request has arrived" in text
    assert AppointmentRequest.objects.get().reference in text
    assert "We get in touch with you by <strong>Tuesday, November 3, 10 am</strong>" in text
    assert "If nobody gets in touch by Tuesday, November 3, 10 am, call us" in text
    assert 'href="tel:+12025550134"' in text and "In an emergency call 911." in text


def test_the_time_is_that_of_the_office(client):
    make_office(time_zone="America/Los_Angeles")
    with time_machine.travel(MONDAY_10.replace(hour=13), tick=False):
        send(client)
        assert "Tuesday, November 3, 10 am" in html(client.get(RECEIVED))


def test_it_shows_nothing_personal(sent):
    text = html(sent)
    assert "arker" not in text and "0177" not in text and "Sample injection" not in text
    assert sent.request["QUERY_STRING"] == "" and sent.request["PATH_INFO"] == RECEIVED


def test_reloading_and_going_back_are_harmless(client, sent):
    reference = AppointmentRequest.objects.get().reference
    with time_machine.travel(MONDAY_10, tick=False):
        assert reference in html(client.get(RECEIVED))
        form = html(client.get(BOOK))
    assert "arker" not in form and AppointmentRequest.objects.count() == 1


@pytest.mark.parametrize("cookie", [None, "", "7K3Q-9M2X", "7K3Q-9M2X:1abc:forged", "x" * 3000])
def test_a_browser_that_sent_nothing_is_answered_kindly(client, cookie):
    make_office()
    if cookie is not None:
        client.cookies[received.COOKIE] = cookie
    response = client.get(RECEIVED)
    assert response.status_code == 200
    assert "7K3Q" not in html(response) and "arrived</h1>" not in html(response)
    assert "(202) 555-0134" in html(response) and f'href="{BOOK}"' in html(response)


def test_after_three_days_the_browser_has_forgotten(client, sent):
    with time_machine.travel(MONDAY_10.replace(day=6), tick=False):
        assert "This browser has sent us no request" in html(client.get(RECEIVED))


def test_what_arrived_has_arrived_also_while_the_database_is_away(client, sent, monkeypatch):
    def away(*args):
        raise OperationalError("away")

    monkeypatch.setattr(received, "find", away)
    with time_machine.travel(MONDAY_10, tick=False):
        response = client.get(RECEIVED)
    assert response.status_code == 200 and "Your request has arrived" in html(response)
    assert AppointmentRequest.objects.get().reference in html(response)


def test_no_personal_field_is_read_to_show_it(client, sent, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with time_machine.travel(MONDAY_10, tick=False), CaptureQueriesContext(connection) as queries:
        client.get(RECEIVED)
    asked = [query["sql"] for query in queries if "booking_appointmentrequest" in query["sql"]]
    assert len(asked) == 1 and '"phone"' not in asked[0].replace('_office"."phone"', "")
    for field in ("name", "carer_name", "phone", "email", "note"):
        assert f'"booking_appointmentrequest"."{field}"' not in asked[0]


def test_an_office_that_went_since_leaves_the_page_standing(client, sent):
    AppointmentRequest.objects.update(office=None)
    with time_machine.travel(MONDAY_10, tick=False):
        assert "Riverside" in html(client.get(RECEIVED))


def test_an_erased_request_shows_only_its_reference(client, sent):
    actions.erase(request=AppointmentRequest.objects.get(), by="sample-owner")
    with time_machine.travel(MONDAY_10, tick=False):
        text = html(client.get(RECEIVED))
    assert "Your request has arrived" in text and "Tuesday, November 3" not in text
