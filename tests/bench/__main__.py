"""Measures reading; then each size in a process and a database of its own, and compares them.

BENCH_REQUESTS chooses the sizes (10000,200000), BENCH_ROUNDS how often each page is asked for,
BENCH_PROCEDURES the sizes for readers' pages and search, DATABASE_URL the server; without it SQLite
is measured. The main figures are written into a table of BENCH_TABLE, which is the README.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from tests.first_start import filled_database
from tests.server import ROOT

from . import in_readme, reading, servers, start, table, writing

SIZES = "10000,200000,1000000"
PROCEDURES = "10,1000,10000"
SMALLEST = 1_000  # with fewer, not every tab of every office has something to show


def main():
    sizes = [int(size) for size in os.environ.get("BENCH_REQUESTS", SIZES).split(",")]
    if min(sizes) < SMALLEST:
        sys.exit(f"BENCH_REQUESTS: measure {SMALLEST:,} requests or more.")
    with tempfile.TemporaryDirectory(prefix="clinic-bench-") as folder:
        beside_bare, many = {}, int(os.environ.get("BENCH_ROUNDS", "15"))
        for subject in (reading, writing):
            with tempfile.TemporaryDirectory(dir=folder) as own:
                rounds = subject.measure(Path(own), many)
                beside_bare |= servers.summed_up(rounds)
                say(servers.in_words(subject.TITLE, rounds))
        with tempfile.TemporaryDirectory(dir=folder) as own:
            started = start.measure(Path(own), many)
            say(start.in_words(started))
        pages = [int(size) for size in os.environ.get("BENCH_PROCEDURES", PROCEDURES).split(",")]
        found = [measure("search_at_size", size, Path(folder)) for size in pages]
        say(table.of_search(found))
        say(table.of_readers(found))
        in_readme.write(beside_bare, started, found)
        by_size = {size: measure("at_size", size, Path(folder)) for size in sizes}
    if len(sizes) > 1:
        say(table.compared(by_size[min(sizes)], by_size[max(sizes)], sizes))


def say(words):
    sys.stdout.write(words)
    sys.stdout.flush()


def measure(what, size, folder):
    """The figures that the other process wrote down."""
    figures = folder / f"{what}-{size}.json"
    with (
        tempfile.TemporaryDirectory(dir=folder) as own,
        filled_database(Path(own), Path(own)) as url,
    ):
        command = [sys.executable, "-m", f"tests.bench.{what}", str(size), str(figures)]
        if subprocess.run(command, cwd=ROOT, env=environment(own, url)).returncode:
            sys.exit(f"{what}: {size:,} could not be measured.")
    return json.loads(figures.read_text())


def environment(folder, url):
    """As on a server, but without https: the pages are asked for in the process itself."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "clinic_site.settings",
        "VAR_DIR": folder,
        "DATABASE_URL": url,
        "SITE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver",
        "SECRET_KEY": Fernet.generate_key().decode() * 2,
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "BENCH_ROUNDS": os.environ.get("BENCH_ROUNDS", "15"),
    }


if __name__ == "__main__":
    main()
