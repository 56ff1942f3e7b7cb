"""Strangers try addresses and headers: no page is changed by them, and nobody is led elsewhere."""

import re

import pytest

from clinic_site.answers import number_of
from procedures.models import OldAddress
from tests.factories import make_clinic, make_condition, make_office, make_published
from tests.people import browser, editor, owner
from tests.staff.forms import add_page
from tests.staff.sweep import DOOR

pytestmark = pytest.mark.django_db
EVIL = "evil.example"


@pytest.fixture(autouse=True)
def site():
    make_clinic()
    make_office()
    make_published("Shot", conditions=[make_condition()])


# ---- forged names of the site ----


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-Original-URL", "X-Rewrite-URL",
     "X-Forwarded-Prefix", "X-Script-Name", "Forwarded", "X-HTTP-Method-Override"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/procedures/shot/", "/book/", "/sitemap.xml", "/admin/"])
def test_no_header_changes_a_page(client, header, path):
    given = {header: f"host={EVIL}" if header == "Forwarded" else EVIL}
    forged, plain = client.get(path, headers=given), client.get(path)
    assert forged.status_code == plain.status_code
    assert EVIL.encode() not in forged.content + str(forged.headers).encode()


@pytest.mark.parametrize("host", [EVIL, f"clinic.example@{EVIL}", f"clinic.example.{EVIL}",
                                  "clinic.example:80@x", f"{EVIL}#clinic.example"])  # fmt: skip
def test_a_forged_host_is_refused_at_every_door(client, host):
    for path in ("/", "/book/", "/admin/login/", "/nowhere/"):
        response = client.get(path, headers={"host": host})
        assert (response.status_code, EVIL in response.text) == (400, False)


# ---- other ways to ask ----


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/book/", "/admin/", "/healthz", "/nowhere/"])
def test_a_method_that_no_page_knows_is_refused(client, method, path):
    answer = client.generic(method, path, "a=b")
    assert (answer.status_code, answer.content) == (405, b"") and "POST" in answer["Allow"]


# ---- addresses that lead elsewhere ----


@pytest.mark.parametrize(
    "path",
    [f"//{EVIL}/procedures", f"/\\{EVIL}/procedures", f"//{EVIL}/%2e%2e/procedures",
     f"/%2f{EVIL}/procedures", f"/%09/{EVIL}", f"/procedures//{EVIL}", f"/{EVIL}"],
)  # fmt: skip
def test_no_address_leads_elsewhere(client, path):
    for door in ("", "/admin"):
        response = client.get("/", PATH_INFO=door + path)
        assert not re.match(r"(https?:)?[/\\]{2}", response.get("Location", "/"))


@pytest.mark.parametrize("target", [f"https://{EVIL}/", f"//{EVIL}", f"/\\{EVIL}", "/x?y=//z"])
def test_an_old_address_leads_only_within_the_site(target):
    fields = {"path": "/old/", "leads_to": target}
    answer = browser(editor()).post(add_page(OldAddress), fields)
    assert answer.status_code == 200 and not OldAddress.objects.exists()


@pytest.mark.parametrize("name", ["next", "redirect_to", "url", "return", "continue"])
def test_going_leads_nowhere_else(name):
    for path in (f"{DOOR}logout/", f"{DOOR}password_change/", f"{DOOR}login/"):
        answer = browser(owner()).post(f"{path}?{name}=//{EVIL}", {name: f"//{EVIL}"})
        assert EVIL not in answer.get("Location", "")


# ---- lines in headers ----


def test_no_line_can_be_put_into_a_header(client):
    for given in ("x\r\nSet-Cookie: a=b", "x\nLocation: //evil.example", "12345678\r\nX: y"):
        response = client.get("/", headers={"X-Request-ID": given, "Accept-Language": given})
        assert "Set-Cookie" not in response.headers and "X" not in response.headers
        assert number_of(given) != given
        for path in ("/search/", "/book/", "/offices/"):
            answer = client.get(path, {"q": given, "procedure": given, "zip": given})
            assert "\n" not in str(answer.headers.get("Location", ""))
