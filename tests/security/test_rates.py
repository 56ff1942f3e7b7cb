"""A machine asks for page after page; people beside it go on reading."""

import signal
import time

import pytest
from django.test import Client
from redis import Redis

from clinic_site import rates
from clinic_site import settings as site_settings
from tests.factories import make_clinic, make_office
from tests.server import running_redis

pytestmark = pytest.mark.django_db
MACHINE, PERSON = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def five_a_minute(monkeypatch):
    make_clinic()
    make_office()
    monkeypatch.setattr(rates, "MOST", 5)
    monkeypatch.setattr(rates.time, "monotonic", lambda: 1000.0)


@pytest.fixture
def client():
    """Each has counts of its own, as each process does."""
    return Client()


def statuses(client, times, address=MACHINE, path="/search/?q=back", **more):
    return [client.get(path, REMOTE_ADDR=address, **more).status_code for _ in range(times)]


def test_after_so_many_pages_a_minute_it_is_asked_to_wait(client):
    assert statuses(client, 6) == [200] * 5 + [429]
    response = client.get("/conditions/", REMOTE_ADDR=MACHINE)
    assert response["Retry-After"] == "60" and response["Cache-Control"] == "no-store"
    text = response.content.decode()
    assert "Please wait a minute" in text and "(202) 555-0134" in text


def test_everybody_else_reads_on(client):
    statuses(client, 6)
    assert statuses(client, 5, PERSON) == [200] * 5


def test_a_minute_later_it_may_ask_again(client, monkeypatch):
    statuses(client, 6)
    monkeypatch.setattr(rates.time, "monotonic", lambda: 1060.0)
    assert statuses(client, 1) == [200]


def test_an_address_it_claims_for_itself_does_not_help_it(client):
    claims = [
        client.get("/search/", REMOTE_ADDR=MACHINE, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        for number in range(6)
    ]
    assert claims[-1].status_code == 429


def test_one_home_is_one_whatever_address_of_its_network_it_takes(client):
    homes = [f"2001:db8:1:2::{number:x}" for number in range(1, 7)]
    assert [statuses(client, 1, home)[0] for home in homes] == [200] * 5 + [429]
    assert statuses(client, 1, "2001:db8:1:3::1") == [200]


def test_staff_machines_that_watch_and_this_machine_are_not_counted(client):
    assert statuses(client, 8, path="/admin/login/") == [200] * 8
    assert statuses(client, 8, path="/healthz") == [200] * 8
    assert statuses(client, 8, "127.0.0.1") == [200] * 8


def test_no_address_is_remembered_for_longer_than_a_minute(monkeypatch):
    counting = rates.Here()
    counting.count("one")
    monkeypatch.setattr(rates.time, "monotonic", lambda: 1060.0)
    counting.count("other")
    assert list(counting.counts) == ["other"]


# ---- several machines ----


@pytest.fixture
def shared_cache(tmp_path, settings):
    """A Redis of our own; gives its process, which may be killed."""
    with running_redis(tmp_path) as (process, url):
        settings.CACHE_URL = url
        settings.CACHES = {"default": site_settings.shared_cache(url)}
        yield process


def test_all_machines_count_together(shared_cache):
    machines = [Client(), Client()]
    assert [statuses(machines[number % 2], 1)[0] for number in range(6)] == [200] * 5 + [429]
    assert statuses(machines[0], 1, PERSON) == [200]


def test_the_cache_is_told_no_address(shared_cache, settings):
    statuses(Client(), 1)
    with Redis.from_url(settings.CACHE_URL) as redis:
        (key,) = redis.keys()
        assert MACHINE.encode() not in key and 0 < redis.ttl(key) <= 60


def test_while_the_cache_is_away_each_counts_alone_and_nobody_waits(shared_cache, caplog):
    machines = [Client(), Client()]
    statuses(machines[0], 5)
    shared_cache.kill()
    shared_cache.wait()
    assert statuses(machines[1], 6) == [200] * 5 + [429]
    assert len([record for record in caplog.records if record.name == "clinic.rates"]) == 1


def test_a_cache_that_hangs_is_given_up_soon_and_left_alone(shared_cache):
    shared_cache.send_signal(signal.SIGSTOP)
    began = time.perf_counter()
    assert statuses(Client(), 5) == [200] * 5
    assert time.perf_counter() - began < 5  # once a quarter of a second, not five times for ever
