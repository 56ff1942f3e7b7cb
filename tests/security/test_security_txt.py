"""Who finds a hole is told whom to tell; scanners and search engines are told no more."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.factories import make_clinic

pytestmark = pytest.mark.django_db
PATH = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("security@clinic.example", "Contact: mailto:security@clinic.example"),
        ("https://clinic.example/report", "Contact: https://clinic.example/report"),
    ],
)
def test_it_says_whom_to_tell_and_is_never_out_of_date(client, settings, contact, line):
    settings.SECURITY_CONTACT = contact
    lines = client.get(PATH).text.splitlines()
    (expires,) = (each.removeprefix("Expires: ") for each in lines if "Expires" in each)
    assert line in lines and f"Canonical: {settings.SITE_URL}{PATH}" in lines
    assert 0 < (datetime.fromisoformat(expires) - timezone.now()).days < 365


def test_without_a_contact_there_is_none(client):
    make_clinic()
    assert client.get(PATH).status_code == 404


def test_robots_are_kept_from_the_desk_and_told_of_no_private_page(client):
    make_clinic()
    named = [line for line in client.get("/robots.txt").text.splitlines() if "llow:" in line]
    assert named == ["Disallow: /admin/"]
