"""What the home page and the foot of every page say is the clinic's to say."""

import pytest

from procedures.models import Clinic
from tests.factories import make_clinic, make_condition, make_office, make_published

pytestmark = pytest.mark.django_db
WORDS = {
    "headline": "We listen first",
    "promise": "Then we explain.",
    "body_map_title": "Show us the place",
    "procedures_title": "What we do",
    "booking_title": "Three steps to a visit",
    "first_step": "Say where and when.",
    "booking_promise": "We call tomorrow.",
    "last_step": "We tell you how to prepare.",
    "emergency_line": "Call 911 at once.",
    "footer_note": "Ask your own doctor, too.",
}


@pytest.fixture(autouse=True)
def site():
    make_office()
    make_published(conditions=[make_condition(place="neck")])


def test_the_home_page_says_what_the_clinic_says(client):
    make_clinic(**WORDS)
    text = client.get("/").content.decode()
    assert [words for words in WORDS.values() if words not in text] == []


def test_before_the_clinic_says_anything_the_page_has_words(client):
    text = client.get("/").content.decode()
    fresh = Clinic()
    assert [name for name in WORDS if str(getattr(fresh, name)) not in text] == []


def test_the_foot_says_it_on_every_page(client):
    make_clinic(footer_note="Ask your own doctor, too.")
    assert "Ask your own doctor, too." in client.get("/offices/").content.decode()
