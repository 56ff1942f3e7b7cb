"""An office goes into the address book of a phone, whatever its name."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db


def lines_of(client, path="/offices/riverside/contact.vcf"):
    """The card as a phone reads it: folded lines joined."""
    response = client.get(path)
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="riverside.vcf"'
    content = response.content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCARD\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_phone_learns_name_number_address_and_hours(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False)
    make_clinic(name="Sample Pain Clinic")
    make_office(suite="Suite 4", latitude="38.8765", longitude="-77.0032")
    lines = lines_of(client)
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    for line in (
        r"FN:Sample Pain Clinic\, Riverside",
        "N:;;;;",
        "TEL;TYPE=WORK,VOICE:+12025550134",
        "ADR;TYPE=WORK:;Suite 4;210 Harbor Street;Sampleton;DC;20001;United States",
        r"NOTE:Monday to Friday\, 8 am to 5 pm",
        "URL:https://clinic.example/offices/riverside/",
        "GEO:38.876500;-77.003200",
        "REV:20261123T120000Z",
    ):
        assert line in lines, line


def test_a_name_with_signs_of_its_own_breaks_nothing(client):
    make_clinic(name="Müller; Söhne, \\ Clínica " + "ñ" * 60)
    make_office("Riverside\r\nTEL:911", slug="riverside")
    lines = lines_of(client)
    (name,) = [line for line in lines if line.startswith("FN:")]
    assert name == r"FN:Müller\; Söhne\, \\ Clínica " + "ñ" * 60 + r"\, Riverside TEL:911"
    assert len([line for line in lines if line.startswith("TEL")]) == 1


def test_the_page_of_the_office_offers_it_and_what_is_treated_there(client):
    make_clinic()
    office = make_office()
    make_published("Shot")
    text = client.get(office.get_absolute_url()).content.decode()
    assert 'href="/offices/riverside/contact.vcf"' in text
    assert "What we treat here" in text and "/procedures/shot/" in text
    assert "destination=210+Harbor+Street%2C+Sampleton%2C+DC+20001" in text


def test_an_office_that_is_not_public_has_no_card(client):
    make_clinic()
    make_office(is_public=False)
    assert client.get("/offices/riverside/contact.vcf").status_code == 404
