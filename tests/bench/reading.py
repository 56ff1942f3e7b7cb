"""A reader's page, kept and made anew, beside a bare function that gives the same bytes.

All three are asked in turns over eight connections that stay open, on gunicorn as it always runs.
"""

import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.server import ROOT, own_database, running_site

PAGE = "/procedures/trigger-point-injection/"
CONNECTIONS = 8
REQUESTS = {"bare function": 4000, "page, kept": 4000, "page, made anew": 400}


def measure(folder, rounds):
    """Requests a second for each, round by round."""
    with (
        own_database(folder) as database,
        running_site(folder / "var", DATABASE_URL=database, WORKER="0") as site,
        bare(folder, urlopen(site + PAGE).read()) as function,
    ):
        addresses = dict(zip(REQUESTS, (function, site + PAGE, f"{site}{PAGE}?anew"), strict=True))
        for address in addresses.values():
            per_second(address, 200)
        return [
            {name: per_second(address, REQUESTS[name]) for name, address in addresses.items()}
            for _round in range(rounds)
        ]


@contextmanager
def bare(folder, body):
    (folder / "body").write_bytes(body)
    with closing(socket.create_server(("127.0.0.1", 0), backlog=2048)) as listener:
        listener.set_inheritable(True)
        command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{listener.fileno()}"]
        command += ["--config", "python:clinic_site.gunicorn", "tests.bench.bare:application"]
        env = {"PATH": os.environ["PATH"], "BENCH_BODY": str(folder / "body"), "WORKER": "0"}
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, pass_fds=[listener.fileno()], stdout=subprocess.DEVNULL
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            process.terminate()
            process.wait(30)


def per_second(address, requests):
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    question = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    ends = [socket.create_connection((parts.hostname, parts.port)) for _n in range(CONNECTIONS)]
    start = time.perf_counter()
    for _turn in range(requests // CONNECTIONS):
        for end in ends:
            end.sendall(question)
        for end in ends:
            read_answer(end)
    taken = time.perf_counter() - start
    for end in ends:
        end.close()
    return requests / taken


def read_answer(end):
    heard = end.recv(65536)
    while b"\r\n\r\n" not in heard:
        heard += end.recv(65536)
    head, _gap, body = heard.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head.split(b"\r\n")[0]
    left = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]) - len(body)
    while left:
        left -= len(end.recv(left))


def in_words(rounds):
    """A table: the middle round, and the ratio to the bare function with its spread."""
    row = "{:<18} {:>12} {:>7} {:>13}\n"
    words = "\nreading, beside a bare function on the same gunicorn\n"
    words += row.format("", "a second", "ratio", "spread")
    for name in REQUESTS:
        ratios = [each[name] / each["bare function"] for each in rounds]
        words += row.format(
            name,
            f"{statistics.median(each[name] for each in rounds):,.0f}",
            f"{statistics.median(ratios):.2f}",
            f"{min(ratios):.2f} to {max(ratios):.2f}",
        )
    return words
