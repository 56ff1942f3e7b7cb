"""What a message says, and what it never says."""

from datetime import datetime
from email.header import decode_header, make_header
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest

from procedures.booking.messages import letter
from procedures.booking.models import Message
from procedures.models import Clinic
from tests.booking.factories import receive
from tests.factories import make_clinic, make_office, make_procedure

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
EARLIER, LATER = DUE.replace(day=23), DUE.replace(day=25)


@pytest.fixture
def request_():
    make_clinic(name="Sample Clinic")
    office = make_office(email="desk@example.com", time_zone="America/Los_Angeles")
    request = receive(
        office=office,
        procedure=make_procedure("Markerplasty"),
        name="Marker Person",
        email="marker@example.com",
        note="marker note",
    )
    request.due_at = DUE
    request.save()
    return request


def written(request, kind, at=EARLIER):
    return letter(Message.objects.get(request=request, kind=kind), at)


def test_the_patient_learns_the_reference_and_when_the_clinic_calls(request_):
    mail = written(request_, "receipt")
    assert mail.to == ["marker@example.com"]
    assert mail.from_email == "Sample Clinic <no-reply@clinic.example>"
    assert mail.subject == "Your request has arrived"
    assert mail.body == (
        "We have received your request.\n\n"
        f"Your reference is {request_.reference}.\n\n"
        "You will hear from us by Tuesday, November 24, 10 am. If you do not, or if something "
        "changes, please call us at (202) 555-0134.\n\n"
        "Please do not reply to this message: nobody reads the answers.\n\n"
        "In an emergency call 911.\n\n"
    )


def test_a_message_that_is_late_itself_promises_nothing_in_the_past(request_):
    body = written(request_, "receipt", at=LATER).body
    assert "You were to hear from us by Tuesday" in body and "You will hear" not in body


def test_answers_are_read_where_the_sender_is_a_mailbox(request_, settings):
    settings.DEFAULT_FROM_EMAIL = "Front Desk <hello@clinic.example>"
    mail = written(request_, "receipt")
    assert mail.from_email == "Front Desk <hello@clinic.example>"
    assert "reply" not in mail.body


def test_the_office_learns_only_that_something_waits(request_):
    mail = written(request_, "office")
    assert mail.to == ["desk@example.com"]
    assert mail.subject == "A new request is waiting"
    assert mail.body == (
        "A new request is waiting for the Riverside office.\n\n"
        "Please sign in to see it:\nhttps://clinic.example/admin/\n\n"
    )


@pytest.mark.parametrize("kind", ["receipt", "office"])
def test_no_message_says_who_asked_or_for_what(request_, kind):
    mail = written(request_, kind)
    whole = mail.message().as_string().replace("marker@example.com", "")
    assert "marker" not in whole.lower()
    if kind == "office":
        assert request_.reference not in whole


def test_the_number_of_a_message_is_its_own_and_stays(request_):
    numbers = {
        written(request_, kind).extra_headers["Message-ID"] for kind in ("receipt", "office")
    }
    assert len(numbers) == 2
    assert written(request_, "office").extra_headers["Message-ID"] in numbers


def test_an_office_that_was_closed_for_good_takes_nothing_with_it(request_):
    request_.office.delete()
    assert "(202)" not in written(request_, "receipt").body


def test_a_clinic_of_any_name_is_a_good_sender(request_):
    Clinic.objects.update(name='Clínica "Ana", LLC')
    sender = written(request_, "office").message()["From"]
    name, address = parseaddr(sender)
    assert (str(make_header(decode_header(name))), address) == (
        'Clínica "Ana", LLC',
        "no-reply@clinic.example",
    )
