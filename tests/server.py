"""The real server for tests, with a database of its own on the engine that the suite runs on."""

import http.client
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def own_database(folder, like=None):
    """DATABASE_URL of an empty database, or of a copy: a file in the folder, or one on the given
    server. Nobody may be connected with what is copied.
    """
    given = settings.DATABASES["default"]
    if "sqlite3" in given["ENGINE"]:
        file = folder / "clinic.sqlite3"
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        return
    server = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}".format(**given)
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
        template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
        database.execute(f"CREATE DATABASE {name}{template}")
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


def by_hand(url, sentence):
    """A word of SQL, past the site."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute(sentence)
            connection.commit()
    else:
        with psycopg.connect(url) as connection:
            connection.execute(sentence)


def ask_of(site, path, **headers):
    """Status, headers and text of a page."""
    parts = urlsplit(site)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")


@contextmanager
def running_site(var_dir, **given):
    """The real server, as `make run` starts it. Gives its address; ends it as a service would."""
    port = free_port()
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


@contextmanager
def running_redis(folder):
    """A Redis that keeps nothing. Gives its process and CACHE_URL."""
    port = free_port()
    command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        with Redis(port=port) as redis:
            wait_for(lambda: answers(redis), 10)
        yield process, f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def program(name):
    """Of Debian; a machine that must prove everything has it."""
    if path := shutil.which(name):
        return path
    missing = f"This needs {name} (Debian: apt-get install {name})."
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)


def answers(redis):
    try:
        return redis.ping()
    except RedisError:
        return False


def wait_for(truth, seconds):
    deadline = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
