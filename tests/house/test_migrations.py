"""The database comes up to date, and nobody waits for it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.core.management import call_command

from tests.server import ROOT, own_database


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert call_command("migrate", check_unapplied=True, verbosity=0) is None


@pytest.fixture
def database(tmp_path):
    with own_database(tmp_path) as url:
        migrate(tmp_path, url)
        yield url


def migrate(folder, url, *where):
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder / "var"), "DATABASE_URL": url}
    env |= {name: os.environ[name] for name in ("SECRET_KEY", "FIELD_KEYS", "SITE_URL")}
    env |= {"ALLOWED_HOSTS": "clinic.example"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", *where]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


@contextmanager
def in_use(url):
    """Somebody reads, as a long report or a backup does."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as one:
            one.execute("BEGIN")
            one.execute("SELECT * FROM procedures_procedure").fetchall()
            yield
    else:
        with psycopg.connect(url) as one:
            one.execute("SELECT * FROM procedures_procedure")
            yield


def triggers(url):
    with psycopg.connect(url) as one:
        return {name for (name,) in one.execute("SELECT tgname FROM pg_trigger")}


def test_it_keeps_nobody_waiting_for_a_table_that_is_in_use(database, tmp_path):
    with in_use(database):
        back = migrate(tmp_path, database, "procedures", "0007")
        if database.startswith("sqlite"):  # where who reads stops nobody
            assert back.returncode == 0, back.stderr
        else:
            assert back.returncode == 1
            assert "Run it again." in back.stderr and "Traceback" not in back.stderr
            assert "edition_procedures_clinic" in triggers(database)
    assert migrate(tmp_path, database, "procedures", "0007").returncode == 0
    assert migrate(tmp_path, database).returncode == 0
