"""The real server for tests, with a database of its own on the engine that the suite runs on."""

import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def own_database(folder):
    """DATABASE_URL of an empty database: a file in the folder, or one on the given server."""
    given = settings.DATABASES["default"]
    if "sqlite3" in given["ENGINE"]:
        yield f"sqlite:///{folder / 'clinic.sqlite3'}"
        return
    server = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}".format(**given)
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server}/{name}"
        finally:
            database.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run_on(var_dir, database_url, sentence, **given):
    """Runs a sentence of Python in a site of tests, as its developer would."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "DATABASE_URL": database_url}
    env |= given
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", sentence]
    subprocess.run(command, cwd=ROOT, env=env, check=True)


@contextmanager
def running_site(var_dir, **given):
    """The real server, as `make run` starts it. Gives its address; ends it as a service would."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "PORT": str(port), **given}
    var_dir.mkdir(exist_ok=True)
    with open(var_dir / "said", "w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "clinic_site.start"],
            cwd=ROOT,
            env=env,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        while "The site is ready" not in (var_dir / "said").read_text():
            assert process.poll() is None, (var_dir / "said").read_text()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0, (var_dir / "said").read_text()
