"""Those who store a request on SQLite wait for each other, and for nobody else."""

import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from procedures.booking import in_turn as queue
from procedures.booking.in_turn import in_turn


@pytest.fixture(autouse=True)
def on_sqlite(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "QUEUE", tmp_path / "queue")
    monkeypatch.setattr(queue, "connection", SimpleNamespace(vendor="sqlite"))


def test_the_next_begins_when_one_is_done():
    begun, done = threading.Event(), []

    def next_one():
        begun.set()
        with in_turn():
            done.append("next")

    with in_turn():
        thread = threading.Thread(target=next_one)
        thread.start()
        begun.wait(5)
        thread.join(0.05)
        done.append("first")
    thread.join(5)
    assert done == ["first", "next"]


def test_one_that_fails_holds_nobody_up():
    with pytest.raises(OperationalError), in_turn():
        raise OperationalError
    with in_turn():
        pass


def test_a_server_of_databases_needs_no_queue_of_ours(monkeypatch):
    monkeypatch.setattr(queue, "connection", SimpleNamespace(vendor="postgresql"))
    inside = []
    with in_turn(), in_turn():
        inside.append("two at once")
    assert inside


def test_who_comes_after_one_that_waited_in_vain_does_not_wait_as_long_again(monkeypatch):
    monkeypatch.setattr(queue, "LONG", 0)
    with pytest.raises(OperationalError), in_turn():
        raise OperationalError("database is locked")
    with pytest.raises(OperationalError, match="in vain"), in_turn():
        pass
    monkeypatch.setattr(queue, "PAUSE", 0)
    with in_turn():
        pass


def test_without_a_place_for_the_queue_it_goes_on(monkeypatch, tmp_path):
    monkeypatch.setattr(queue, "QUEUE", tmp_path / "no-folder" / "queue")
    inside = []
    with in_turn():
        inside.append("one")
    assert inside and not (tmp_path / "no-folder").exists()
