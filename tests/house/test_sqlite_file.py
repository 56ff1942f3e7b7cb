"""The open file is the one under its name, or it is not written to."""

import os

import pytest
from django.core.signals import request_started
from django.db import connections

from clinic_site import sqlite_file


@pytest.fixture
def database(tmp_path, settings, monkeypatch):
    """A SQLite file of its own beside the suite's database."""
    path = tmp_path / "own.sqlite3"
    own = {**connections.settings["default"], "ENGINE": "django.db.backends.sqlite3"}
    own |= {"NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": None}
    monkeypatch.setitem(connections.settings, "own", own)
    yield connections["own"]
    connections["own"].close()
    del connections["own"]


def rows(database):
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS words (word)")
        cursor.execute("INSERT INTO words VALUES ('one')")
        return cursor.execute("SELECT count(*) FROM words").fetchone()[0]


@pytest.mark.django_db(databases=["default"])
def test_it_stays_open_between_requests(database, django_db_blocker):
    with django_db_blocker.unblock():
        rows(database)
        before = database.connection
        sqlite_file.close_what_is_gone()
        assert database.connection is before


def test_a_file_that_was_deleted_is_written_to_no_more(database, django_db_blocker):
    with django_db_blocker.unblock():
        assert rows(database) == 1
        os.unlink(database.settings_dict["NAME"])
        sqlite_file.close_what_is_gone()
        assert rows(database) == 1, "a new file, and empty"


def test_nor_is_one_that_another_took_the_place_of(database, tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        rows(database)
        os.replace(database.settings_dict["NAME"], tmp_path / "aside")
        sqlite_file.close_what_is_gone()
        assert rows(database) == 1


def test_each_request_looks():
    heard = [receiver() if isinstance(receiver, type) else receiver for receiver in receivers()]
    assert sqlite_file.close_what_is_gone in heard


def receivers():
    return request_started._live_receivers(None)[0]
