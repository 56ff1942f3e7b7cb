"""What the site writes down while it works says nothing of who visits."""

import json
import logging
import sys

import pytest

from clinic_site.logs import Json, WithRequest
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


def test_a_fault_is_written_with_where_it_happened():
    try:
        raise ValueError("a fault")
    except ValueError:
        record = logging.LogRecord("sample", 40, "", 1, "It failed.", (), sys.exc_info())
    line = json.loads(Json().format(record))
    assert line["says"] == "It failed." and "test_logs.py" in line["trace"]
