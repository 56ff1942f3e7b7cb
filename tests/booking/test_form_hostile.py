"""Hostile input: refused or stored harmlessly, never a crash, never an unescaped echo."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.booking.models import AppointmentRequest
from tests.booking.patient import BOOK, FORM, errors, filled, html, send, send_fields
from tests.factories import make_clinic, make_office

pytestmark = pytest.mark.django_db

MULTIPART = "multipart/form-data; boundary=b"


@pytest.fixture(autouse=True)
def clinic():
    make_office()
    return make_clinic()


def part(name, value, more=""):
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'


BODIES = {
    "ten megabytes": (FORM, b"note=" + b"x" * 10_000_000, 413),
    "just too long": (FORM, b"note=" + b"x" * 100_000, 413),
    "ten thousand fields": (FORM, b"a=1&" * 10_000, 400),
    "201 fields": (FORM, b"half_days=mon-am&" * 201, 400),
    "charset zlib": (f"{MULTIPART}; charset=zlib", part("name", "x") + "--b--", 400),
    "charset zlib, plain": (f"{FORM}; charset=zlib", "name=x", 400),
    "charset idna": (f"{MULTIPART}; charset=idna", part("name", "x") + "--b--", 400),
    "charset utf-7": (f"{FORM}; charset=utf-7", "name=x", 400),
    "charset unknown": (f"{FORM}; charset=klingon", "name=x", 400),
    "charset utf-8": (f"{FORM}; charset=UTF-8", "name=x", 200),
    "no boundary": ("multipart/form-data", "x", 400),
    "broken multipart": (MULTIPART, "--b\r\nContent-Disposition", 200),
    "not base64": (
        MULTIPART,
        "--b\r\nContent-Disposition: form-data; name=a\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n--b--",
        200,
    ),
    "a file": (MULTIPART, part("note", "x", '; filename="x.exe"') + "--b--", 400),
    "bad utf-8": (FORM, b"name=%ff%fe&note=\xff\xfe", 200),
    "half a percent": (FORM, "name=%&note=%zz%u1234", 200),
    "json": ("application/json", '{"name": "x"}', 200),
    "nothing": (FORM, "", 200),
    "deep names": (FORM, "a[b][c]=1&__proto__[x]=1&name[]=x", 200),
}


@pytest.mark.parametrize("what", BODIES)
def test_strange_bodies_are_answered_kindly(client, what):
    content_type, body, status = BODIES[what]
    response = client.generic("POST", BOOK, body, content_type=content_type)
    assert response.status_code == status
    assert "(202) 555-0134" in html(response) and response["Cache-Control"] == "no-store"
    assert not AppointmentRequest.objects.exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_other_methods_are_refused(client, method):
    assert client.generic(method, BOOK).status_code == 405
    assert client.generic(method, "/book/received/").status_code == 405


def test_a_strange_charset_does_not_break_reading_either(client):
    response = client.generic("GET", BOOK, CONTENT_TYPE="text/plain; charset=zlib")
    assert response.status_code == 400


NASTY = [
    "\x00Ana\x00",
    "\x1b[31mAna\x7f\x9b",
    "\u202egnp.exe\u2066",
    "\ud800Ana\udfff",
    "Ana\r\nBcc: everyone@example.com",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% debug %}%(x)s{0}",
    "'; DROP TABLE booking_appointmentrequest; --",
    "Z̸̡͎͇̯̥͙͛̈́̎a̷͓͝l̶̗͝g̸̻̈́o̴̗͝" * 5,
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "שלום עולם",
    "\ufeffAna",
    "x" * 60_000,
]


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("how", ["kept", "sent"])
def test_strange_words_are_stored_or_shown_harmlessly(client, words, how):
    texts = {"name": words, "note": words, "other_language": words, "patient_name": words}
    agree = "on" if how == "sent" else ""
    response = send(client, **texts, agree=agree, language="other", for_whom="other")
    assert response.status_code in (200, 303, 413, 400)
    text = html(response)
    for harm in ("<script>alert", "<img src=x", "\x00", "\x1b", "\u202e", "\u2066", "&#x202e;"):
        assert harm not in text
    for request in AppointmentRequest.objects.all():
        assert not set("\x00\x1b\u202e\u2066\r") & set(request.name + request.note)
        assert "\n" not in request.name


def test_an_email_cannot_carry_a_header(client):
    response = send(client, email="a@example.com\r\nBcc: b@example.com")
    assert errors(response).keys() == {"email"}


@pytest.mark.parametrize(
    "name",
    ["procedure", "office", "half_days", "for_whom", "returning", "way", "best_time", "language"],
)
@pytest.mark.parametrize("value", ["<b>x</b>", "x" * 5000, "🙂", "x\x00", "-1", "None"])
def test_made_up_choices_get_a_kind_error(client, name, value):
    response = send(client, **{name: value})
    assert response.status_code == 200 and errors(response).keys() >= {name}
    assert "<b>x</b>" not in html(response) and "x" * 5000 not in html(response)


def test_a_form_sent_in_parts_is_read_too(client):
    assert client.post(BOOK, filled()).status_code == 303


def test_letters_that_broke_on_the_way_are_asked_for_again(client):
    response = send(client, name=b"Jos\xe9 Sample")
    assert errors(response) == {"name": "Some letters did not reach us. Type this again."}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    answers=st.dictionaries(
        st.sampled_from([*filled(asked=""), "show_times"]),
        st.one_of(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=5)),
    )
)
def test_whatever_is_sent_is_answered(client, answers):
    assert send_fields(client, filled() | answers).status_code in (200, 303)
