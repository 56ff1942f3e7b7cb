"""A clinic with very many procedures: each page stays light, and everything is still found."""

import re

import pytest
from django.utils import timezone

from procedures.booking import offer
from procedures.models import Procedure, Status
from procedures.sitemaps import SiteMap
from procedures.views import a_to_z, procedures
from tests.factories import make_clinic, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Seven procedures, where five are many."""
    make_clinic()
    make_office(slug="midtown")
    now = timezone.now()
    Procedure.objects.bulk_create(
        Procedure(
            name=f"{letter} shot", slug=f"{letter}-shot", status=Status.PUBLISHED, publish_at=now
        )
        for letter in "abcdefg"
    )
    for module in (a_to_z, procedures):
        monkeypatch.setattr(module, "ON_A_PAGE", 5)
    monkeypatch.setattr(SiteMap, "limit", 5)
    monkeypatch.setattr(offer, "MOST_TO_CHOOSE", 5)


def shots(text):
    return sorted(set(re.findall(r"/procedures/(\w)-shot/", text)))


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_list_comes_in_pages_that_lead_on_and_back(client):
    first, second = read(client, "/procedures/"), read(client, "/procedures/?page=2")
    assert shots(first) == list("abcde") and shots(second) == list("fg")
    assert 'rel="next" href="?page=2"' in first and "Page 1 of 2" in first
    assert 'rel="prev" href="?page=1"' in second and 'rel="next"' not in second
    assert '<link rel="canonical" href="https://clinic.example/procedures/">' in first
    assert '<link rel="canonical" href="https://clinic.example/procedures/?page=2">' in second


@pytest.mark.parametrize("page", ["0", "3", "x", "-1", "9" * 30])
@pytest.mark.parametrize("path", ["/procedures/", "/a-to-z/"])
def test_a_page_that_is_not_there_is_said_to_be_missing(client, path, page):
    assert client.get(path, {"page": page}).status_code == 404


def test_each_letter_leads_to_the_page_where_it_begins(client):
    first, second = read(client, "/a-to-z/"), read(client, "/a-to-z/?page=2")
    assert 'href="#letter-a"' in first and 'href="?page=2#letter-f"' in first
    assert 'href="?page=1#letter-a"' in second and 'href="#letter-g"' in second
    assert shots(first) == list("abcde") and shots(second) == list("fg")


def test_search_engines_get_the_sitemap_in_parts(client):
    parts = re.findall(r"<loc>https://clinic.example(.*?)</loc>", read(client, "/sitemap.xml"))
    assert "/sitemap-procedures.xml?p=2" in parts
    assert shots("".join(read(client, part) for part in parts)) == list("abcdefg")


def test_the_form_offers_the_procedure_of_the_page_one_came_from(client):
    options = re.findall(r'<option value="(.*?)"', read(client, "/book/?procedure=f-shot"))
    assert [each for each in options if each.endswith("-shot")] == ["f-shot"]
    page = read(client, "/book/")
    assert "-shot" not in page and "choose “Book online” on its page" in page


def test_what_was_chosen_there_is_stored(client):
    from procedures.booking.models import AppointmentRequest
    from tests.booking.patient import send

    assert send(client, procedure="g-shot", office="midtown").status_code == 303
    assert AppointmentRequest.objects.get().procedure_name == "g shot"
