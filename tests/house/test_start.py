"""`make run`, piece by piece, and once for real: the server on a free port with its own VAR_DIR."""

import logging
import os
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from urllib.request import urlopen

import psycopg
import pytest

from clinic_site import gunicorn, local_env, start
from tests.server import ROOT, own_database, running_site


def settled(var_dir, **given):
    env = {"VAR_DIR": str(var_dir), **given}
    start.settle(env, *start.where(env))
    return env


def refusal(function, *args, **kwargs):
    with pytest.raises(start.CannotStart) as caught:
        function(*args, **kwargs)
    return str(caught.value)


# ---- secrets and addresses ----


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path):
    first = settled(tmp_path / "var")
    path = tmp_path / "var" / "local.env"
    assert len(local_env.read(path.read_text())["SECRET_KEY"]) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    before = path.read_text()
    assert settled(tmp_path / "var") == first
    assert path.read_text() == before


def test_the_environment_wins_and_is_not_copied_to_the_file(tmp_path):
    env = settled(
        tmp_path, SITE_URL="https://clinic.example", SECRET_KEY="theirs", FIELD_KEYS="theirs"
    )
    assert (env["SITE_URL"], env["SECRET_KEY"]) == ("https://clinic.example", "theirs")
    assert "clinic.example" in env["ALLOWED_HOSTS"].split(",")
    assert set(local_env.read((tmp_path / "local.env").read_text())) == {"ALLOWED_HOSTS"}


def test_where_everything_is_given_nothing_is_kept(tmp_path):
    given = dict.fromkeys(("SECRET_KEY", "FIELD_KEYS"), "theirs")
    settled(tmp_path, SITE_URL="https://clinic.example", ALLOWED_HOSTS="clinic.example", **given)
    assert not (tmp_path / "local.env").exists()


def test_a_variable_given_empty_is_not_given(tmp_path):
    env = settled(tmp_path, PORT="", SITE_URL=" ", SECRET_KEY="")
    assert env["SITE_URL"] == "http://127.0.0.1:8000"
    assert "SECRET_KEY" not in env


def test_the_address_follows_another_port(tmp_path):
    settled(tmp_path)
    assert settled(tmp_path, PORT="8001")["SITE_URL"] == "http://127.0.0.1:8001"
    assert "SITE_URL=http://127.0.0.1:8001\n" in (tmp_path / "local.env").read_text()


def test_what_a_person_wrote_into_the_file_stays(tmp_path):
    written = "SECRET_KEY=kept\nSITE_URL=https://clinic.example\nEMAIL_URL=smtp://mail"
    (tmp_path / "local.env").write_text(written)
    assert settled(tmp_path, PORT="8001")["SITE_URL"] == "https://clinic.example"
    assert (tmp_path / "local.env").read_text().startswith(f"{written}\n")


def test_a_write_cut_short_leaves_the_old_secrets(tmp_path, monkeypatch):
    path = tmp_path / "local.env"
    path.write_text("SECRET_KEY=old\n")

    def cut(*args):
        raise OSError("power cut")

    monkeypatch.setattr(os, "replace", cut)
    with pytest.raises(OSError, match="power cut"):
        local_env.write_whole(path, "SECRET_KEY=new\n")
    assert [file.name for file in tmp_path.iterdir()] == ["local.env"]
    assert path.read_text() == "SECRET_KEY=old\n"


def test_an_open_host_is_allowed_and_pointed_out(tmp_path, capsys):
    env = settled(tmp_path, HOST="192.0.2.7")
    assert env["SITE_URL"] == "http://192.0.2.7:8000"
    assert "192.0.2.7" in env["ALLOWED_HOSTS"].split(",")
    assert "set SITE_URL and ALLOWED_HOSTS" in capsys.readouterr().out


def test_a_closed_host_needs_no_warning(tmp_path, capsys):
    assert settled(tmp_path, HOST="[::1]")["SITE_URL"] == "http://[::1]:8000"
    assert capsys.readouterr().out == ""


# ---- one clear sentence ----


def test_a_busy_port():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert f"port {port} is in use" in refusal(start.claim_port, "127.0.0.1", port)


def test_a_host_that_is_elsewhere():
    assert "not an address of this machine" in refusal(start.claim_port, "192.0.2.7", 8000)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    assert "VAR_DIR=" in refusal(settled, tmp_path / "file")
    assert "VAR_DIR=" in refusal(settled, tmp_path / "file" / "var")


@pytest.mark.parametrize("name, text", [("PORT", "http"), ("PORT", "70000"), ("WORKERS", "0")])
def test_a_number_out_of_range(tmp_path, name, text):
    assert refusal(settled, tmp_path, **{name: text}).startswith(f"{name}={text} is not")


@pytest.mark.parametrize("url", ["postgres://me:a/b#c@db/x", "mysql://me:a/b#c@db/x", "x"])
def test_a_database_url_that_is_none_is_not_repeated(tmp_path, url):
    sentence = refusal(settled, tmp_path, DATABASE_URL=url)
    assert "DATABASE_URL must look like" in sentence
    assert "#c" not in sentence


def test_a_site_url_without_its_beginning(tmp_path):
    assert "https://" in refusal(settled, tmp_path, SITE_URL="clinic.example")


def test_what_the_log_says_of_a_failed_request_names_no_visitor():
    def said(message, *args):
        record = logging.LogRecord("gunicorn.error", 30, "", 0, message, args, None)
        gunicorn.WithoutVisitors().filter(record)
        return record.getMessage()

    assert "198.51" not in said("Invalid request from ip=198.51.100.7: GET /?q=tumor")
    assert said("Error handling request %s", "/search/?q=tumor").endswith("/search/")


# ---- the environment that make builds ----

STUB = """#!/bin/sh
case "$1 $2" in
  "-m venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  "-m pip") echo . >> installs && test ! -e offline ;;
  "-c "*) exec {python} -c "import sys; sys.version_info = ({version}, 0)
$2" ;;
  *) echo "Python stub" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    (tmp_path / "requirements.txt").write_text("# pins\n")
    (tmp_path / "tests" / "requirements.txt").write_text("# more pins\n")
    for version in ("3, 10", "3, 11", "3, 13"):
        stub = tmp_path / f"python{version.replace(', ', '.')}"
        stub.write_text(STUB.format(python=sys.executable, version=version))
        stub.chmod(0o755)
    return tmp_path


def make(checkout, *args):
    """How often packages were installed so far, or what make complained about."""
    command = ["make", *args] if "PYTHON" in args[-1] else ["make", *args, "PYTHON=./python3.11"]
    clean = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=checkout, env=clean, capture_output=True, text=True)
    return done.stderr if done.returncode else len((checkout / "installs").read_text().split())


def test_packages_are_installed_once(checkout):
    assert [make(checkout, "site-packages") for _ in range(2)] == [1, 1]
    assert [make(checkout, "test-packages") for _ in range(2)] == [2, 2]
    assert make(checkout, "site-packages") == 2


def test_other_pins_or_another_python_build_anew(checkout):
    make(checkout, "test-packages")
    (checkout / ".venv" / "left-over").touch()
    (checkout / "requirements.txt").write_text("# other pins\n")
    assert make(checkout, "site-packages") == 2
    assert not (checkout / ".venv" / "left-over").exists()
    assert make(checkout, "site-packages", "PYTHON=./python3.13") == 3


def test_an_install_cut_short_is_done_again(checkout):
    (checkout / "offline").touch()
    assert "could not be installed" in make(checkout, "site-packages")
    (checkout / "offline").unlink()
    assert make(checkout, "site-packages") == 2


def test_a_python_too_old_or_missing_is_named_and_nothing_built(checkout):
    assert "needs Python 3.11 or newer" in make(checkout, "run", "PYTHON=./python3.10")
    assert "nowhere is not there" in make(checkout, "run", "PYTHON=nowhere")
    assert not (checkout / ".venv").exists()


# ---- the whole, for real ----


@pytest.fixture
def database_url(tmp_path):
    with own_database(tmp_path) as url:
        yield url


def page(address):
    with urlopen(address, timeout=30) as response:
        return response.read().decode()


def rename_clinic(database_url, name):
    change = f"UPDATE procedures_clinic SET name = '{name}'"
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
            database.execute(change)
            database.commit()
    else:
        with psycopg.connect(database_url) as database:
            database.execute(change)


def test_from_nothing_to_a_site_and_again_keeping_what_staff_changed(tmp_path, database_url):
    var_dir = tmp_path / "var"
    with running_site(var_dir, DATABASE_URL=database_url, DEMO_PASSWORD="sample-only") as site:
        assert "</h1>" in page(f"{site}/")
        assert page(f"{site}/healthz") == "The process is up.\n"
        assert page(f"{site}/readyz") == "The database answers and is up to date.\n"
        told = page(f"{site}/metrics") + page(f"{site}/metrics")
        assert told.count("\nclinic_requests_waiting ") == told.count("\nclinic_database_up 1") == 2
        assert 'pid="' not in told, "told once for every process"
    said = (var_dir / "said").read_text()
    assert "sample-only" in said
    assert "Traceback" not in said

    rename_clinic(database_url, "Renamed by Staff")
    with running_site(var_dir, DATABASE_URL=database_url) as site:
        assert "Renamed by Staff" in page(f"{site}/")
    said = (var_dir / "said").read_text()
    assert "password" not in said
    assert "Traceback" not in said
