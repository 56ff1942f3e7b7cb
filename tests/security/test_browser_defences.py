"""What a browser is told, so that it defends those who read and those who work here.

The points are those of Mozilla's HTTP Observatory: it begins with 100, takes points off for what
is missing, and gives some more for what is stricter than it asks.
"""

import re

import pytest
from django.contrib.auth.models import User

from tests.factories import make_clinic, make_condition, make_office, make_published
from tests.named_scripts import without_them

pytestmark = pytest.mark.django_db
NEVER = re.compile(
    r"<script(?![^>]*(\bsrc=|ld\+json|application/json))|<style|\sstyle=|\son[a-z]+="
)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SECURE_SSL_REDIRECT = True
    make_clinic()
    make_office()
    make_published("Shot", conditions=[make_condition("Jaw pain")])


def policy_of(response):
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in parts}


def points(response):
    """As the Observatory counts them, for an answer over https."""
    policy = policy_of(response)
    secure = all(each["secure"] for each in response.cookies.values())
    all_scripts = policy.get("script-src", policy["default-src"])
    loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}
    strict = policy["default-src"] == {"'none'"} and not loose & (all_scripts | policy["style-src"])
    age = int(re.search(r"max-age=(\d+)", response["Strict-Transport-Security"])[1])
    counted = {
        "content policy": 10 if strict else -25,
        "strict transport": 0 if age >= 15_768_000 else -20,
        "preloaded": 5 if "preload" in response["Strict-Transport-Security"] else 0,
        "frames": 5 if policy["frame-ancestors"] == {"'none'"} else -20,
        "sniffing": 0 if response["X-Content-Type-Options"] == "nosniff" else -5,
        "referrer": 5 if response["Referrer-Policy"] in REFERRERS else -5,
        "resources": 10 if response["Cross-Origin-Resource-Policy"] == "same-origin" else 0,
        "cookies": 0 if secure else -40,
    }
    return 100 + sum(counted.values())


REFERRERS = {
    "no-referrer",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}


@pytest.mark.parametrize(
    "path",
    ["/", "/procedures/shot/", "/offices/?zip=20001", "/book/", "/admin/login/", "/nowhere/"],
)
def test_the_observatory_gives_all_points(client, path):
    assert points(client.get(path, secure=True)) >= 100


@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/procedures/condition/", "/nowhere/"])
def test_no_page_has_a_script_or_style_within_it_but_what_its_policy_names(client, path):
    client.force_login(User.objects.create_superuser("sample-owner"))
    response = client.get(path, secure=True)
    assert not NEVER.search(without_them(response)), path
    assert "unsafe" not in response["Content-Security-Policy"]


def test_powers_of_the_device_are_off_but_for_the_position(client):
    policy = client.get("/offices/", secure=True)["Permissions-Policy"]
    assert "geolocation=(self)" in policy and "camera=()" in policy and "microphone=()" in policy


def test_no_file_is_read_by_a_script_of_another_site(client):
    answer = client.get("/favicon.ico", secure=True)
    assert answer.getvalue() and "Access-Control-Allow-Origin" not in answer.headers
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()


def test_the_cookies_of_staff_are_for_this_host_alone(client):
    User.objects.create_superuser("sample-owner", password="a long enough sentence")
    given = {"username": "sample-owner", "password": "a long enough sentence"}
    response = client.post("/admin/login/?next=/admin/", given, secure=True)
    assert response.status_code == 302
    assert {"__Host-session", "__Host-csrf", "__Host-device"} == set(response.cookies)
    for cookie in response.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/", cookie.key
        assert not cookie["domain"] and cookie["samesite"] == "Lax", cookie.key


def test_plain_http_is_led_to_https_and_a_forged_host_is_refused(client):
    response = client.get("/", headers={"host": "clinic.example"})
    assert (response.status_code, response["Location"]) == (301, "https://clinic.example/")
    assert client.get("/", secure=True, headers={"host": "evil.example"}).status_code == 400
    forged = {"x-forwarded-host": "evil.example"}
    assert b"evil.example" not in client.get("/", secure=True, headers=forged).content


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(client, target):
    client.force_login(User.objects.create_superuser("sample-owner"))
    response = client.get("/admin/login/", {"next": target}, secure=True)
    assert response["Location"].startswith("/admin/")
