"""Which of the site's own answers anybody may keep: pages for readers, and nothing else."""

import pytest

from procedures.preview_links import link_to
from procedures.views.public import KEPT
from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published
from tests.people import owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_clinic(privacy_practices="How we use what you tell us.")
    make_office(slug="midtown")
    make_published("Shot", conditions=[make_condition(slug="neck-pain")])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/procedures/",
        "/procedures/shot/",
        "/conditions/",
        "/conditions/neck-pain/",
        "/offices/",
        "/offices/midtown/",
        "/offices/midtown/contact.vcf",
        "/a-to-z/",
        "/notices/privacy-practices/",
        "/sitemap.xml",
        "/sitemap-offices.xml",
        "/robots.txt",
        "/site.webmanifest",
        "/procedures/shot/?from=mail",
        "/offices/?from=mail",
    ],
)
def test_pages_for_readers_may_be_kept(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == KEPT
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    "path",
    [
        "/book/",
        "/book/?procedure=shot",
        "/book/received/",
        "/search/",
        "/search/?q=shot",
        "/search/suggestions/?q=sh",
        "/offices/?zip=10001",
        "/offices/?procedure=shot",
        "/offices/?from=mail&%7Aip=10001",
        "/sitemap-offices.xml?p=1",
        "/procedures/?page=1",
        "/procedures/unknown/",
        "/preview/unknown/",
        "/admin/",
        "/admin/login/",
        "/healthz",
        "/readyz",
        "/metrics",
    ],
)
def test_nothing_else_may(client, path):
    assert client.get(path).get("Cache-Control") != KEPT


def test_only_from_pages_for_everybody_the_next_is_fetched_ahead(client):
    assert client.get("/procedures/shot/")["Speculation-Rules"] == '"/reading-ahead.json"'
    for path in ("/book/", "/search/", "/offices/?zip=10001", "/robots.txt", "/procedures/none/"):
        assert "Speculation-Rules" not in client.get(path), path
    rules = client.get("/reading-ahead.json")
    assert rules["Content-Type"] == "application/speculationrules+json"
    (rule,) = rules.json()["prefetch"]
    assert not any("book" in each or "search" in each for each in rule["where"]["href_matches"])


def test_no_page_for_staff_may(client):
    client.force_login(owner())
    for path in ("/admin/", "/admin/procedures/procedure/", "/admin/booking/appointmentrequest/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Cache-Control"] != KEPT and "private" in answer["Cache-Control"]


def test_no_page_behind_a_private_link_may(client):
    page = make_procedure("Not yet public")
    answer = client.get(link_to(page))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
