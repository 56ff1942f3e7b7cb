"""What the site writes down while it works says nothing of who visits."""

import json
import logging
import sys
from types import SimpleNamespace

import pytest

from clinic_site.logs import Json, Plain, WithRequest
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """The lines of JSON that are written meanwhile."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    handler, logger = Keep(), logging.getLogger("clinic.requests")
    handler.setFormatter(Json())
    handler.addFilter(WithRequest())
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.INFO)
    yield written
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()
    make_office()
    make_published("Shot")


def test_a_request_is_one_line_with_its_number_and_without_the_visitor(client, lines):
    response = client.get(
        "/search/?q=my+secret+pain",
        REMOTE_ADDR="203.0.113.7",
        HTTP_USER_AGENT="Sample browser",
        HTTP_REFERER="https://elsewhere.example/",
    )
    (line,) = lines
    assert line["request"] == response["X-Request-ID"] and len(line["request"]) == 32
    assert (line["method"], line["route"], line["status"]) == ("GET", "search/", 200)
    assert line["seconds"] > 0 and line["at"].startswith("20")
    said = json.dumps(line)
    assert not any(word in said for word in ("secret", "203.0.113", "Sample", "elsewhere"))


def test_of_an_address_only_its_pattern_is_written(client, lines):
    client.get("/procedures/shot/")
    client.get("/old/patients-name.html")
    assert [line.get("route") for line in lines] == ["procedures/<slug:slug>/", None]
    assert "patients-name" not in json.dumps(lines)


def test_the_number_that_the_proxy_gave_is_kept_unless_it_is_nonsense(client):
    given = {"X-Request-ID": "0123abcd-4567"}
    assert client.get("/", headers=given)["X-Request-ID"] == "0123abcd-4567"
    for nonsense in ("short", "with space in it", "x" * 65, "line\\nbreak-in-it"):
        assert client.get("/", headers={"X-Request-ID": nonsense})["X-Request-ID"] != nonsense


@pytest.fixture
def fault():
    """A record of an error that says a patient's words, and so does the one that led to it."""
    try:
        try:
            raise KeyError("kestrelname")
        except KeyError as error:
            raise ValueError("kestrelnote") from error
    except ValueError:
        return logging.LogRecord("sample", 40, "", 1, "It failed.", (), sys.exc_info())


@pytest.mark.parametrize("format", [Json(), Plain("{message}", style="{")])
def test_a_fault_is_written_with_where_it_happened_and_without_what_it_says(fault, format):
    fault.exc_text = "ValueError: kestrelnote"  # as another handler leaves it
    line = format.format(fault)
    assert "It failed." in line and "test_logs.py:" in line
    assert "builtins.ValueError" in line and "builtins.KeyError" in line
    assert "kestrel" not in line


def test_a_page_that_failed_is_named_by_its_pattern(fault):
    fault.request = SimpleNamespace(resolver_match=SimpleNamespace(route="preview/<str:token>/"))
    fault.msg, fault.args = "%s: %s", ("Internal Server Error", "/preview/kestrel/")
    WithRequest().filter(fault)
    assert fault.getMessage() == "Internal Server Error: /preview/<str:token>/"
    fault.args, fault.request = ("Internal Server Error", "/kestrel"), SimpleNamespace()
    WithRequest().filter(fault)
    assert fault.getMessage() == "Internal Server Error: /"


def test_what_a_suspicious_visitor_sent_is_not_repeated(fault):
    fault.name, fault.msg = "django.security.SuspiciousFileOperation", "The path /kestrel is out."
    WithRequest().filter(fault)
    assert fault.getMessage() == "ValueError"
