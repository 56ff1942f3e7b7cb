"""One page asked for again and again: how many queries it makes, and how long the site works."""

import os
import statistics
import time
from dataclasses import asdict, dataclass
from typing import NamedTuple

from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

ROUNDS = int(os.environ["BENCH_ROUNDS"])
WARM_UP = min(ROUNDS, 3)


class Page(NamedTuple):
    who: str
    name: str
    ask: object  # a function that gives the answer
    answers_with: int = 200


@dataclass(frozen=True)
class Figures:
    who: str
    page: str
    queries: int
    median: float  # milliseconds
    nine_in_ten: float


def measure(page):
    for _round in range(WARM_UP):
        seconds_of(page)
    queries = queries_of(page)
    times = [seconds_of(page) * 1000 for _round in range(ROUNDS)]
    nine_in_ten = sorted(times)[max(-(-len(times) * 9 // 10) - 1, 0)]
    return asdict(Figures(page.who, page.name, queries, statistics.median(times), nine_in_ten))


def queries_of(page):
    with CaptureQueriesContext(connection) as queries:
        page.ask()
    return len(queries)  # now: the next request empties the log


def seconds_of(page):
    """As between two requests on a server, SQLite opens its file anew and PostgreSQL stays."""
    close_old_connections()
    start = time.perf_counter()
    answer = page.ask()
    taken = time.perf_counter() - start
    said = f"{page.who}, {page.name}: {answer.status_code}"
    assert answer.status_code == page.answers_with, said
    return taken
