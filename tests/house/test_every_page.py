"""Promises about every public page, also pages not yet written."""

import json
import re

import pytest
from django.urls import get_resolver

from procedures.models import Clinic
from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published
from tests.named_scripts import without_them

pytestmark = pytest.mark.django_db

NOT_PAGES = {
    "sitemap",
    "sitemap-part",
    "reading-ahead",
    "robots",
    "manifest",
    "picture",
    "preview",
    "suggestions",
    "contact-card",
}


@pytest.fixture
def pages(client):
    """(path, response) of every page whose address the content app knows."""
    make_clinic(privacy_practices="How we use what you tell us.")
    condition, office = make_condition(summary="A neck that aches."), make_office()
    procedure = make_published("Sample injection", conditions=[condition])
    slugs = {"procedure": procedure, "condition": condition, "office": office}
    found = []
    for name, route in routes():
        slug = slugs[name].slug if name in slugs else "privacy-practices"
        path = "/" + re.sub(r"<slug:slug>", slug, route)
        found.append((path, client.get(path)))
    return found


def routes():
    from procedures import urls

    assert get_resolver()
    return [
        (pattern.name, str(pattern.pattern))
        for pattern in urls.urlpatterns
        if pattern.name not in NOT_PAGES
    ]


def html(response):
    return response.content.decode()


def test_every_page_opens_with_one_heading_and_a_title(pages):
    for path, response in pages:
        assert response.status_code == 200, path
        assert len(re.findall(r"<h1\b", html(response))) == 1, path
        assert re.search(r"<title>[^<]+</title>", html(response)), path
    titles = [re.search(r"<title>(.*?)</title>", html(response))[1] for _path, response in pages]
    assert len(set(titles)) == len(titles)


def test_no_page_sets_a_cookie_or_fetches_from_elsewhere(pages):
    for path, response in pages:
        assert not response.cookies, path
        assert "Set-Cookie" not in response.headers and "Cookie" not in response.get("Vary", ""), (
            path
        )
        fetched = re.findall(
            r'<(?:img|script|link|iframe|source)\b[^>]*(?:src|href)="(https?:[^"]+)"',
            html(response),
        )
        assert all(url.startswith("https://clinic.example/") for url in fetched), path


def test_no_page_holds_inline_style_handler_or_script_but_what_its_policy_names(pages):
    for path, response in pages:
        text = without_them(response)
        assert not re.search(r'\sstyle="|<style|\son\w+="', text), path
        assert set(re.findall(r"<script\b([^>]*)>", text)) <= {' type="application/ld+json"'}, path


def test_every_page_says_its_address_and_what_it_is(pages):
    for path, response in pages:
        text = html(response)
        assert f'<link rel="canonical" href="https://clinic.example{path}">' in text, path
        assert re.search(r'<meta name="description" content="[^"]{10,}">', text), path
        assert f'<meta property="og:url" content="https://clinic.example{path}">' in text, path


def test_every_page_gives_the_phone_and_the_emergency_line(pages):
    for path, response in pages:
        assert "tel:+12025550134" in html(response), path
        assert Clinic.current().emergency_line in html(response), path


def test_structured_data_is_valid_json_wherever_it_stands(pages):
    blocks = [re.search(r"ld\+json\">(.*?)</script>", html(response)) for _path, response in pages]
    data = [json.loads(block[1]) for block in blocks if block]
    assert len(data) >= 7
    assert all(item["@context"] == "https://schema.org" for item in data)


def test_pages_carry_a_strict_content_policy(pages):
    for path, response in pages:
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path


def test_pages_refuse_to_be_posted_to(client, pages):
    for path, _response in pages:
        assert client.post(path).status_code == 405, path


@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_queries_does_not_grow_with_the_content(
    client, django_assert_max_num_queries, many
):
    make_clinic()
    conditions = [make_condition(f"Pain {number}") for number in range(many)]
    offices = [make_office(f"Office {number}") for number in range(many)]
    procedures = [make_published(conditions=conditions) for _ in range(many)]
    procedures[0].related.set(procedures[1:])
    make_procedure("Draft")
    limits = {"/procedures/": 7, "/conditions/": 6, "/offices/": 5, "/sitemap.xml": 10}
    limits["/a-to-z/"] = 6
    limits["/search/?q=sample+procedure"] = 20
    # set anew; read anew it is one, and whether a draft is due
    limits |= {"/": 8, procedures[0].get_absolute_url(): 14, conditions[0].get_absolute_url(): 8}
    limits[offices[0].get_absolute_url()] = 10
    for path, limit in limits.items():
        with django_assert_max_num_queries(limit):
            assert client.get(path).status_code == 200
