"""How soon the server gives its first page, and what its workers hold in memory after many."""

import itertools
import os
import statistics
import time
from pathlib import Path
from urllib.request import urlopen

from tests.first_start import filled_database
from tests.server import running_site

from .servers import gunicorn, per_second, question

PAGES = ("/", "/procedures/", "/procedures/trigger-point-injection/", "/offices/", "/book/")
ASKED, STARTS = 2000, 3


def measure(folder, rounds):
    """Seconds to the first page, and megabytes of a worker, shared memory counted by its share."""
    asked = min(ASKED, 200 * rounds)
    var = folder / "var"
    with filled_database(folder, var) as database:
        env = {"DATABASE_URL": database, "VAR_DIR": str(var)}
        with running_site(var, DATABASE_URL=database, WORKER="0") as site:
            env |= {"SITE_URL": site, "ALLOWED_HOSTS": "127.0.0.1"}
        started = [start(env, asked) for _time in range(min(STARTS, rounds))]
    seconds, megabytes = zip(*started, strict=True)
    return {"seconds": statistics.median(seconds), "megabytes": max(megabytes), "asked": asked}


def start(env, asked):
    begun = time.perf_counter()
    with gunicorn("clinic_site.wsgi", **env) as site:
        urlopen(site).close()
        seconds = time.perf_counter() - begun
        pages = itertools.islice(itertools.cycle(PAGES), asked)
        per_second(site, [question(site + page) for page in pages], 200)
        workers = [pid for server in children(os.getpid()) for pid in children(server)]
        return seconds, max(map(megabytes_of, workers))


def children(pid):
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def megabytes_of(pid):
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def in_words(figures):
    return (
        "\nstart and memory\n"
        f"first page after {figures['seconds']:.1f} s; "
        f"{figures['megabytes']:.0f} MB a worker after {figures['asked']:,} pages\n"
    )
