"""A reader who knows a name, any name, finds its page in the list of names."""

import re

import pytest

from tests.factories import make_clinic, make_condition, make_procedure, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()


@pytest.fixture
def names(client):
    """What the page lists: for each letter its lines, in words."""

    def read():
        text = client.get("/a-to-z/").content.decode().split("<footer")[0]
        found = {}
        for part in text.split('<section class="letter"')[1:]:
            letter = re.search(r"<h2[^>]*>(.+?)</h2>", part)[1]
            lines = re.findall(r"<li>(.+?)</li>", part, re.DOTALL)
            found[letter] = [re.sub(r"<[^>]+>", "", line) for line in lines]
        return found

    return read


def test_every_name_stands_under_its_letter_and_leads_to_its_page(names, client):
    jaw = make_condition("Jaw pain", other_names="sore jaw")
    make_published("Radiofrequency ablation", other_names="nerve burning\nRFA", conditions=[jaw])
    assert names() == {
        "J": ["Jaw pain"],
        "N": ["nerve burning see Radiofrequency ablation"],
        "R": ["Radiofrequency ablation", "RFA see Radiofrequency ablation"],
        "S": ["sore jaw see Jaw pain"],
    }
    text = client.get("/a-to-z/").content.decode()
    assert 'see <a href="/procedures/radiofrequency-ablation/">' in text
    assert 'see <a href="/conditions/jaw-pain/">' in text


def test_accents_and_capitals_do_not_change_the_order_and_numbers_come_first(names):
    make_published("Échange", other_names="eaten\nEZ\n3-day test")
    assert list(names()) == ["0–9", "E"]
    assert names()["E"] == ["eaten see Échange", "Échange", "EZ see Échange"]


def test_a_name_of_two_pages_leads_to_both_and_a_page_is_not_listed_under_its_own_name_twice(names):
    low = make_condition("Lower back pain", other_names="back pain\nlower back pain")
    high = make_condition("Upper back pain", other_names="Back pain")
    make_published("Shot", conditions=[low, high])
    assert names()["B"] == ["back pain see Lower back pain, Upper back pain"]
    assert names()["L"] == ["Lower back pain"]


def test_what_is_not_public_is_not_named(names, client):
    make_procedure("Draft", other_names="secret name", conditions=[make_condition("Jaw pain")])
    assert names() == {}
    assert "No page is published yet" in client.get("/a-to-z/").content.decode()


def test_it_is_found_from_every_page_and_by_search_engines(client):
    make_published("Shot", conditions=[make_condition("Jaw pain")])
    for path in ("/", "/procedures/", "/conditions/", "/sitemap.xml"):
        assert "/a-to-z/" in client.get(path).content.decode(), path
