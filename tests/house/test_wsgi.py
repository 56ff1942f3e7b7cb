"""The way from the server to Django."""

import io
from urllib.parse import urlencode

import pytest
from django.core.signals import request_started
from django.db import close_old_connections

from clinic_site.wsgi import django
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_of_the_test():
    """A real server begins each request with a fresh look at its connections; the test's stays."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def ask(path, content_type, method="GET", body=b""):
    """The status that a request with these raw words gets."""
    heard = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": urlencode({"q": "x"}),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    # not closed: that would end the connection of the test as well
    list(django(environ, lambda status, headers, error=None: heard.append(status)))
    return heard[0]


@pytest.mark.parametrize("charset", ["zlib", "idna", "rot13", "punycode", "no-such", "UTF-8"])
@pytest.mark.parametrize("path", ["/", "/book/", "/admin/login/"])
def test_no_charset_breaks_a_page(path, charset):
    make_clinic()
    assert ask(path, f"text/plain; charset={charset}") == "200 OK"
    body = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n"
    status = ask(path, f"multipart/form-data; charset={charset}; boundary=x", "POST", body)
    assert status.split()[0] in {"200", "400", "403", "405"}
