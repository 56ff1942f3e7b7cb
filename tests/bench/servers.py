"""Several applications on gunicorn as it always runs, asked in turns by the same few browsers."""

import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.server import ROOT

CONNECTIONS = 8


@contextmanager
def gunicorn(application, **env):
    """Another application on the same server. Gives its address."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=2048)) as listener:
        listener.set_inheritable(True)
        command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{listener.fileno()}"]
        command += ["--config", "python:clinic_site.gunicorn", application]
        env = {"PATH": os.environ["PATH"], "WORKER": "0", **env}
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, pass_fds=[listener.fileno()], stdout=subprocess.DEVNULL
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            process.terminate()
            process.wait(30)


def body_of(address):
    with urlopen(address) as answer:
        return answer.read()


def question(address, method="GET", headers=(), body=b""):
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"{method} {path} HTTP/1.1", f"Host: {parts.netloc}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def per_second(address, questions, status):
    """How many are answered, with as many waiting as there are connections."""
    parts = urlsplit(address)
    ends = [socket.create_connection((parts.hostname, parts.port)) for _n in range(CONNECTIONS)]
    waiting = iter(questions)
    start, answered = time.perf_counter(), 0
    while turn := list(zip(ends, waiting, strict=False)):
        for end, words in turn:
            end.sendall(words)
        for end, _words in turn:
            read_answer(end, status)
        answered += len(turn)
    taken = time.perf_counter() - start
    for end in ends:
        end.close()
    return answered / taken


def read_answer(end, status):
    heard = end.recv(65536)
    while b"\r\n\r\n" not in heard:
        heard += end.recv(65536)
    head, _gap, body = heard.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d" % status), head.split(b"\r\n")[0]
    left = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]) - len(body)
    while left:
        left -= len(end.recv(left))


ROW = "{:<28} {:>10} {:>7} {:>14}\n"


def summed_up(rounds):
    """For each the middle of all rounds, and its ratio to the first one with the spread."""
    bare = next(iter(rounds[0]))
    ratios = {name: [each[name] / each[bare] for each in rounds] for name in rounds[0]}
    return {
        name: {
            "a second": f"{statistics.median(each[name] for each in rounds):,.0f}",
            "ratio": f"{statistics.median(ratios[name]):.2f}",
            "spread": f"{min(ratios[name]):.2f} to {max(ratios[name]):.2f}",
        }
        for name in rounds[0]
    }


def in_words(title, rounds):
    words = f"\n{title}\n" + ROW.format("", "a second", "ratio", "spread")
    for name, figures in summed_up(rounds).items():
        words += ROW.format(name, *figures.values())
    return words
