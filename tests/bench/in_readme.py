"""The main figures as a table in the README, between two comments that nobody sees."""

import os
from pathlib import Path

from tests.server import ROOT

from .table import ms

BEGIN, END = "<!-- written by make bench -->", "<!-- until here -->"


def write(beside_bare, started, found):
    file = Path(os.environ.get("BENCH_TABLE") or ROOT / "README.md")
    before, _begin, rest = file.read_text().partition(BEGIN)
    _old, end, after = rest.partition(END)
    if end:
        words = "\n".join(rows(beside_bare, started, found))
        file.write_text(f"{before}{BEGIN}\n{words}\n{END}{after}")


def rows(beside_bare, started, found):
    yield "| What | A second | Ratio to the bare one |"
    yield "|---|---|---|"
    for name, figures in beside_bare.items():
        yield f"| {name} | {figures['a second']} | {figures['ratio']}, from {figures['spread']} |"
    yield ""
    sizes = [f"{each['procedures']:,}" for each in found]
    yield f"| Page set anew, with procedures: | {' | '.join(sizes)} | Queries |"
    yield f"|---{'|---' * len(sizes)}|---|"
    for pages in zip(*(each["pages"] for each in found), strict=True):
        times = " | ".join(ms(page["median"]) for page in pages)
        queries = " to ".join(dict.fromkeys(str(page["queries"]) for page in pages))
        yield f"| {pages[0]['page']} | {times} | {queries} |"
    yield ""
    yield (
        f"First page {started['seconds']:.1f} s after the start; "
        f"{started['megabytes']:.0f} MB of memory a worker."
    )
