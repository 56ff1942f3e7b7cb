"""Which answers are good, which are asked about once, and which are not enough."""

import pytest

from procedures.booking.emails import meant_email
from procedures.booking.models import AppointmentRequest
from procedures.booking.phones import Reading, read_phone
from tests.booking.factories import details
from tests.booking.patient import errors, filled, hidden, html, send, title
from tests.factories import make_office, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return make_office()


def stored():
    return AppointmentRequest.objects.get()


def test_a_cleaned_form_is_what_the_actions_take(office):
    from django.http import QueryDict

    from procedures.booking.forms import RequestForm
    from procedures.booking.offer import current_offer

    typed = QueryDict(mutable=True)
    for name, value in filled(half_days=["mon-am"], phone="(202) 555-0100").items():
        typed.setlist(name, value if isinstance(value, list) else [value])
    form = RequestForm(typed, offer=current_offer())
    assert form.is_valid(), form.errors
    assert form.cleaned_data == details(office=office)


def test_a_good_form_is_stored_with_all_that_was_said(client, office):
    procedure = make_published("Sample injection")
    response = send(client, procedure="sample-injection", note="Ring twice", way="text")
    request = stored()
    assert (response.status_code, response["Location"]) == (303, "/book/received/")
    assert (request.procedure, request.office) == (procedure, office)
    assert request.half_days == ["mon-am", "wed-pm"]
    assert (request.name, request.carer_name, request.note) == ("Sample Person", "", "Ring twice")


def test_any_time_means_every_half_day_of_the_office(client):
    send(client, half_days=["any"])
    assert len(stored().half_days) == 10


def test_whoever_cares_for_somebody_gives_both_names(client):
    response = send(client, for_whom="other", name="Carer Sample")
    assert errors(response) == {"patient_name": "Enter the full name of the person you care for"}
    send(client, for_whom="other", name="Carer Sample", patient_name="Patient Sample")
    assert (stored().name, stored().carer_name) == ("Patient Sample", "Carer Sample")


def test_a_name_left_over_from_another_answer_is_not_stored(client):
    send(client, for_whom="self", patient_name="Left Over", other_language="Left over")
    assert (stored().name, stored().carer_name) == ("Sample Person", "")
    assert stored().other_language == ""


def test_another_language_and_an_email_are_needed_only_where_they_are_used(client):
    response = send(client, language="other", way="email")
    assert errors(response).keys() == {"other_language", "email"}
    send(client, language="other", other_language="Tagalog", way="email", email="a@example.com")
    assert stored().other_language == "Tagalog"


@pytest.mark.parametrize(
    "name",
    [
        "X",
        "李小龙",
        "Nguyễn Thị Minh Khai",
        "O'Brien-Šťastný",
        "محمد بن سلمان",
        "Ana 🌻",
        "x" * 200,
    ],
)
def test_names_pass_as_people_have_them(client, name):
    assert send(client, name=name).status_code == 303
    assert stored().name == name


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "\u0301"])
def test_a_name_that_nobody_can_see_is_none(client, name):
    assert errors(send(client, name=name)) == {"name": "Enter your full name"}


def test_too_long_answers_are_told_how_long_they_are(client):
    response = send(client, name="x" * 201, note="y" * 501, phone="5" * 61)
    assert errors(response) == {
        "name": "A name can have up to 200 characters. You typed 201.",
        "note": "A note can have up to 500 characters. Yours has 501. Please shorten it.",
        "phone": "Enter one phone number, like (202) 555-0134",
    }
    assert "x" * 201 in html(response) and "y" * 501 in html(response)


def test_a_line_end_counts_as_one_character(client):
    send(client, note="a\r\n" * 249 + "ab")
    assert len(stored().note) == 500


FINE, ODD, UNREADABLE = Reading.FINE, Reading.ODD, Reading.UNREADABLE
PHONES = [
    ("(202) 555-0134", FINE),
    ("202-555-0100", FINE),
    ("202.555.0134 ext 5", FINE),
    ("2025550134 x12", FINE),
    ("+1 202 555 0199", FINE),
    ("1 (305) 555-0142", FINE),
    ("+44 20 7946 0000", FINE),
    ("011 44 20 7946 0000", FINE),
    ("+52 55 1234 5678", FINE),
    ("+47 22 12 34 56", FINE),
    ("２０２５５５０１３４", FINE),
    ("1-800-FLOWERS", FINE),
    ("mobile 2025550134", FINE),
    ("(555) 555-0134", ODD),
    ("000-000-0000", ODD),
    ("442079460000", ODD),
    ("202 555 01345", ODD),
    ("+999 1234567", ODD),
    ("555-0134", UNREADABLE),
    ("555-01", UNREADABLE),
    ("911", UNREADABLE),
    ("none", UNREADABLE),
    ("202 555 0134 or 202 555 0135", UNREADABLE),
    ("1" * 60, UNREADABLE),
]


@pytest.mark.parametrize(("phone", "reading"), PHONES)
def test_phones_are_read_forgivingly(phone, reading):
    assert read_phone(phone) is reading


def test_sample_numbers_pass_in_every_area_that_has_numbers():
    import phonenumbers

    def is_an_area(code):
        number = phonenumbers.parse(f"{code}2221234", "US")
        place = phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE
        in_the_country = phonenumbers.is_valid_number_for_region(number, "US")
        return in_the_country and phonenumbers.number_type(number) == place

    areas = [code for code in range(200, 1000) if is_an_area(code)]
    assert len(areas) > 300
    assert all(read_phone(f"({code}) 555-0134") is FINE for code in areas)


def test_a_phone_is_stored_as_it_was_typed(client):
    send(client, phone="202.555.0134 ext 5")
    assert stored().phone == "202.555.0134 ext 5"


def test_a_phone_without_area_code_is_asked_for_again(client):
    response = send(client, phone="555-0134")
    assert errors(response) == {"phone": "Enter a phone number with area code, like (202) 555-0134"}


@pytest.mark.parametrize(
    ("name", "value", "question"),
    [
        ("phone", "(555) 555-0134", "Is this phone number right?"),
        ("email", "sample@gmial.com", "Did you mean sample@gmail.com?"),
    ],
)
def test_an_odd_answer_is_asked_about_once_and_then_taken(client, name, value, question):
    asked = send(client, **{name: value})
    assert asked.status_code == 200 and question in errors(asked)[name]
    assert title(asked).startswith("Please check: ") and "There is a problem" not in html(asked)
    assert send(client, **{name: value, "asked": hidden(asked, "asked")}).status_code == 303
    assert getattr(stored(), name) == value


def test_a_second_odd_answer_is_asked_about_too(client):
    asked = hidden(send(client, phone="(555) 555-0134"), "asked")
    again = send(client, phone="(555) 555-0135", asked=asked)
    assert hidden(again, "asked") == ["(555) 555-0134", "(555) 555-0135"]


def test_the_email_that_was_meant_is_one_press_away(client):
    asked = send(client, email="sample@gmial.com")
    assert (
        '<button class="btn btn--quiet" type="submit" name="email" value="sample@gmail.com">'
        in (html(asked))
    )
    send(client, email=["sample@gmial.com", "sample@gmail.com"])
    assert stored().email == "sample@gmail.com"


@pytest.mark.parametrize(
    ("email", "meant"),
    [
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.con", "a@gmail.com"),
        ("a@GMAI.com", "a@gmail.com"),
        ("a@yaho.com", "a@yahoo.com"),
        ("a@hotmial.com", "a@hotmail.com"),
        ("a@outlok.com", "a@outlook.com"),
        ("a@gmail.com", ""),
        ("a@mail.com", ""),
        ("a@ymail.com", ""),
        ("a@gmx.com", ""),
        ("a@example.org", ""),
        ("", ""),
    ],
)
def test_slips_in_an_email_are_noticed(email, meant):
    assert meant_email(email) == meant


def test_an_office_without_hours_offers_the_working_week(client):
    make_office("Quiet", weekdays=())
    assert send(client, office="quiet", half_days=["fri-pm"]).status_code == 303
