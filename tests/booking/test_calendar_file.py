"""The calendar file of a visit, read again as a calendar reads it."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from procedures.booking import actions, keys
from procedures.booking.messages import letter
from procedures.booking.models import AppointmentRequest, Message, Reason
from tests.booking.factories import book, colleague, receive
from tests.factories import make_clinic, make_office, make_procedure

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EAST, WEST = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
WINTER, SUMMER = datetime(2026, 12, 1, 10, tzinfo=EAST), datetime(2026, 7, 1, 10, tzinfo=EAST)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def request_():
    make_clinic(name="Marker Clinic")
    return receive(
        office=make_office(suite="Suite 4, back; door"),
        procedure=make_procedure("Markerplasty"),
        name="Marker Person",
        carer_name="Markercarer Person",
        phone="(202) 555-0177",
        email="marker@example.com",
        note="markernote",
    )


def part_of(request):
    """The attached file of the newest message, as it travels."""
    newest = Message.objects.filter(request=request, kind__in=["visit", "cancel"]).latest("pk")
    whole = message_from_bytes(letter(newest).message().as_bytes(), policy=policy.SMTP)
    (part,) = whole.iter_attachments()
    return part


def file_of(request):
    return part_of(request).get_payload(decode=True)


def event_of(request):
    (event,) = Calendar.from_ical(file_of(request)).events
    return event


def booked(request, visit_at=WINTER, **fields):
    return book(request, visit_at=visit_at, **fields)


def called_off(request):
    """The patient was told of the visit before."""
    Message.objects.filter(kind="visit").update(delivery="sent")
    return actions.close(request=request, by=colleague(), reason=Reason.PHONED)


# ---- what it is ----


def test_it_is_attached_as_a_calendar_file_that_is_published(request_):
    part = part_of(booked(request_))
    assert part["Content-Type"].params == {"charset": "utf-8", "method": "PUBLISH"}
    assert part.get_content_type() == "text/calendar"
    assert part.get_filename() == "appointment.ics"
    assert part.get_content_disposition() == "attachment"


def test_it_says_when_where_and_whom_to_call(request_):
    event = event_of(booked(request_, minutes=45))
    assert event["DTSTART"].dt == WINTER and event["DTSTART"].params["TZID"] == EAST.key
    assert event["DURATION"].dt == timedelta(minutes=45)
    assert event["SUMMARY"] == "Appointment, Riverside"
    assert event["LOCATION"] == "210 Harbor Street, Suite 4, back; door, Sampleton, DC 20001"
    assert event["DESCRIPTION"] == f"Phone: (202) 555-0134\nReference: {request_.reference}"


def test_it_is_private_blocks_the_time_and_sets_no_alarm(request_):
    event = event_of(booked(request_))
    assert (event["CLASS"], event["TRANSP"], event["STATUS"]) == ("PRIVATE", "OPAQUE", "CONFIRMED")
    assert event.walk("VALARM") == [] and "ATTENDEE" not in event


def test_it_holds_what_the_standards_require(request_):
    calendar = Calendar.from_ical(file_of(booked(request_)))
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"] == "-//clinic.example//Appointments//EN"
    (event,) = calendar.events
    assert event["DTSTAMP"].dt == NOW and event["DTSTAMP"].to_ical().endswith(b"Z")
    assert event["ORGANIZER"] == "mailto:no-reply@clinic.example"
    assert re.fullmatch(r"[0-9a-f]{32}@clinic\.example", event["UID"])
    assert calendar.get_missing_tzids() == set() and not calendar.errors and not event.errors


def test_its_lines_are_folded_and_its_text_is_escaped(request_):
    request_.office.name = "Clínica del Río de los Ángeles, " * 2
    raw = file_of(booked(request_))
    lines = raw.split(b"\r\n")
    assert lines[-1] == b"" and max(map(len, lines)) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    whole = raw.replace(b"\r\n ", b"").decode()
    assert r"Suite 4\, back\; door\, Sampleton\, DC 20001" in whole
    assert r"SUMMARY:Appointment\, Clínica del Río de los Ángeles\, Clínica" in whole


def test_nothing_in_it_says_who_comes_or_why(request_):
    noted = booked(request_, note="markerword for the patient")
    actions.note_number(request=noted, by=colleague(), number="marker-4711")
    for made in (file_of(request_), file_of(called_off(noted))):
        found = made.replace(b"\r\n ", b"").lower()
        assert b"riverside" in found
        assert b"marker" not in found and b"0177" not in found


# ---- the same entry, moved and removed ----


def test_a_new_time_moves_the_same_entry(request_):
    first = event_of(booked(request_))
    second = event_of(booked(request_, visit_at=SUMMER))
    assert first["UID"] == second["UID"] and second["DTSTART"].dt == SUMMER
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)


def test_a_visit_called_off_removes_the_same_entry(request_):
    visit = booked(request_)
    first = event_of(visit)
    part = part_of(called_off(visit))
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.events
    assert part["Content-Type"].params["method"] == calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED" and event["DTSTART"].dt == WINTER
    assert event["UID"] == first["UID"] and event["SEQUENCE"] > first["SEQUENCE"]


def test_two_requests_are_two_entries_and_a_new_key_changes_neither(request_, settings):
    other = receive(office=request_.office, email="other@example.com", name="Other Person")
    first, second = (event_of(booked(each))["UID"] for each in (request_, other))
    assert first != second and request_.submission not in first
    settings.FIELD_KEYS = [keys.Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert event_of(AppointmentRequest.objects.get(pk=request_.pk))["UID"] == first


# ---- the clock of the office ----


@pytest.mark.parametrize(
    ("local", "utc"),
    [(SUMMER, "14:00"), (WINTER, "15:00"), (SUMMER.replace(tzinfo=WEST), "17:00"),
     (WINTER.replace(tzinfo=WEST), "18:00")],
)  # fmt: skip
def test_ten_in_the_morning_is_ten_summer_and_winter_east_and_west(request_, local, utc):
    office = make_office("Bayside", time_zone=local.tzinfo.key)
    calendar = Calendar.from_ical(file_of(booked(request_, visit_at=local, office=office)))
    (event,), (rules,) = calendar.events, calendar.timezones
    start = event["DTSTART"]
    assert start.to_ical() == f"{local:%Y%m%dT%H%M%S}".encode()
    assert start.params["TZID"] == rules["TZID"] == local.tzinfo.key
    # by the rules in the file alone, as a calendar that knows no zone by its name
    own = start.dt.replace(tzinfo=rules.to_tz(lookup_tzid=False))
    assert f"{own.astimezone(UTC):%H:%M}" == utc


def test_an_office_that_was_deleted_leaves_the_clock_of_the_site(request_):
    visit = booked(request_)
    request_.office.delete()
    visit.refresh_from_db()
    event = event_of(visit)
    assert event["DTSTART"].dt == WINTER and event["LOCATION"] == "Riverside"
    assert event["DESCRIPTION"] == f"Reference: {request_.reference}"
