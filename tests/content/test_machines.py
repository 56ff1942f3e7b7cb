import json
import re

import pytest
from django.utils.timezone import localtime

from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published

pytestmark = pytest.mark.django_db


def test_the_sitemap_lists_public_pages_with_their_last_change(client):
    page = make_published("Public", conditions=[make_condition()])
    make_procedure("Draft")
    office = make_office()
    text = client.get("/sitemap.xml").content.decode()
    found = re.findall(r"<loc>https://clinic.example(.*?)</loc>", text)
    lists = {"/", "/procedures/", "/conditions/", "/offices/", "/a-to-z/"}
    pages = {"/conditions/neck-pain/", page.get_absolute_url(), office.get_absolute_url()}
    assert set(found) == lists | pages
    assert f"<lastmod>{localtime(page.changed_at):%Y-%m-%d}</lastmod>" in text


def test_robots_may_read_everything_but_the_admin(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: https://clinic.example/sitemap.xml" in text


def test_the_manifest_carries_the_clinics_name_and_icons(client):
    make_clinic(name="Sample Clinic")
    data = json.loads(client.get("/site.webmanifest").content)
    assert data["name"] == "Sample Clinic"
    assert [icon["sizes"] for icon in data["icons"]] == ["192x192", "512x512"]


def test_a_notice_has_a_page_and_a_footer_link_only_when_filled(client):
    make_clinic(billing="We bill your plan first.\n\n- Ask us")
    home = client.get("/").content.decode()
    assert "/notices/billing/" in home and "/notices/privacy-practices/" not in home
    assert "We bill your plan first." in client.get("/notices/billing/").content.decode()
    assert client.get("/notices/privacy-practices/").status_code == 404


def test_nothing_in_the_code_or_templates_names_the_clinic():
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    places = [*root.glob("templates/**/*.html"), *root.glob("procedures/**/*.py"),
              *root.glob("clinic_site/*.py"), *root.glob("static/**/*.css")]  # fmt: skip
    assert len(places) > 60
    assert [path.name for path in places if "Minimally Invasive" in path.read_text()] == []
