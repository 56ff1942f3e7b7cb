"""Who comes past our proxies says of themselves what they like, and is not believed."""

import pytest

from tests.first_start import filled_database
from tests.server import ask_of, running_site

OURS = {"SITE_URL": "https://clinic.example", "ALLOWED_HOSTS": "clinic.example", "WORKER": "0"}
CLAIM = {"Host": "clinic.example", "X-Forwarded-Proto": "https"}


@pytest.fixture
def road(tmp_path):
    with filled_database(tmp_path, tmp_path / "var") as database:
        yield tmp_path / "var", {"DATABASE_URL": database, **OURS}


@pytest.mark.parametrize(
    ("proxies", "status"), [("", 200), ("127.0.0.1", 200), ("203.0.113.1, ::1", 301)]
)
def test_only_our_own_proxies_say_that_a_visitor_came_by_https(road, proxies, status):
    var, env = road
    with running_site(var, TRUSTED_PROXIES=proxies, **env) as site:
        for path in ("/offices/", "/offices/", "/search/"):  # made, kept, never kept
            assert ask_of(site, path, **CLAIM)[0] == status
        for more in ({"X-Forwarded-Proto": "http"}, {"X-Forwarded-Ssl": "on"}):
            plain = ask_of(site, "/offices/", Host="clinic.example", **more)
            assert (plain[0], plain[1]["Location"]) == (301, "https://clinic.example/offices/")
