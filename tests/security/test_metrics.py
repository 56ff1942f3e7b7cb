"""Machines that watch learn what waits and how fast the site answers; nobody else does."""

import os
import re

import pytest
from django.db import DatabaseError

from clinic_site import gunicorn, metrics
from procedures.booking.models import Delivery, Message
from tests.booking.factories import book, receive
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db


def read(client, **headers):
    return client.get("/metrics", secure=True, **headers)


def number(response, name):
    (found,) = re.findall(rf"^{re.escape(name)} (\S+)$", response.content.decode(), re.MULTILINE)
    return float(found)


def test_what_waits_is_counted(client):
    make_office()
    receive(email="sample@clinic.example")
    book(receive(name="Other Sample"))
    Message.objects.filter(pk=Message.objects.first().pk).update(delivery=Delivery.GIVEN_UP)
    answer = read(client)
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert number(answer, "clinic_requests_waiting") == 1
    assert number(answer, "clinic_requests_overdue") == 0
    assert number(answer, "clinic_messages_given_up") == 1
    assert number(answer, "clinic_database_up") == 1
    assert "Sample" not in answer.content.decode()


def test_answers_are_counted_by_the_pattern_of_their_address(client):
    make_clinic()
    make_published("Shot")
    name = 'clinic_answer_seconds_count{route="procedures/<slug:slug>/",status="200"}'
    client.get("/procedures/shot/")
    before = number(read(client), name)
    client.get("/procedures/shot/")
    assert number(read(client), name) == before + 1


@pytest.mark.parametrize(
    "who",
    [
        {"REMOTE_ADDR": "203.0.113.7"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer "},
        {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer wrong"},
    ],
)
def test_nobody_else_learns_that_it_is_there(client, who):
    make_clinic()
    assert read(client, **who).status_code == 404


def test_who_knows_the_token_may_ask_from_elsewhere(client, settings):
    settings.METRICS_TOKEN = "a token"
    who = {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer a token"}
    assert read(client, **who).status_code == 200


def test_while_the_database_is_away_it_says_so(client, monkeypatch):
    def fail(*_args):
        raise DatabaseError

    monkeypatch.setattr(metrics.queue, "overdue", fail)
    answer = read(client)
    assert number(answer, "clinic_database_up") == 0
    assert "clinic_requests_waiting" not in answer.content.decode()


def test_what_a_killed_server_left_behind_is_swept_at_the_next_start(tmp_path):
    names = [f"clinic-metrics-{os.getpid()}-x", "clinic-metrics-99999999-x", "another-99999999-x"]
    for name in names:
        (tmp_path / name).mkdir()
    gunicorn.sweep(tmp_path)
    assert {left.name for left in tmp_path.iterdir()} == {names[0], names[2]}
