"""With so many procedures: how long readers' pages and a search take, and how often it finds the
right page.

The searches are those of tests/search, by people who wanted something.
"""

import json
import logging
import statistics
import sys
import time
from pathlib import Path

import django

django.setup()  # before the modules below, which hold models

from django.db import close_old_connections, connection  # noqa: E402

from procedures.search.finding import find  # noqa: E402
from tests.search.lists import searches, shares  # noqa: E402

from . import readers, rounds  # noqa: E402
from .pages import fill  # noqa: E402

LISTS = ("questions.txt", "unseen.txt")


def main(procedures, written_to):
    logging.disable(logging.WARNING)
    fill(procedures)
    if connection.vendor == "postgresql":  # which would do so by itself, within minutes
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    typed = [words for name in LISTS for words, _right in searches(name)]
    for words in typed[:20]:
        find(words)
    times = sorted(milliseconds_of(words) for words in typed)
    figures = {
        "procedures": procedures,
        "median": statistics.median(times),
        "nine_in_ten": times[len(times) * 9 // 10],
        "slowest": times[-1],
    }
    if procedures < 100:  # with made-up pages beside it, another page may be as right
        figures["found"] = {name: shares(name)[:2] for name in LISTS}
    figures["database"] = connection.display_name
    figures["pages"] = [rounds.measure(page) for page in readers.pages()]
    Path(written_to).write_text(json.dumps(figures))


def milliseconds_of(words):
    close_old_connections()
    start = time.perf_counter()
    find(words)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
