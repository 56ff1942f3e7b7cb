"""`make bench` runs to its end and leaves nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.in_readme import BEGIN, END

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """What it said about two small sizes, and the folder in which it kept its own."""
    folder = tmp_path_factory.mktemp("bench")
    env = os.environ | {"TMPDIR": str(folder), "BENCH_REQUESTS": "1000,1200", "BENCH_ROUNDS": "1"}
    env["BENCH_PROCEDURES"] = "10,20"
    env["BENCH_TABLE"] = str(tmp_path_factory.mktemp("shown") / "README.md")
    Path(env["BENCH_TABLE"]).write_text(f"Before\n{BEGIN}\nold\n{END}\nAfter\n")
    del env["DJANGO_SETTINGS_MODULE"]  # of the suite: `make bench` has none
    command = [sys.executable, "-m", "tests.bench"]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, folder, Path(env["BENCH_TABLE"]).read_text()


def test_it_shows_a_table_for_each_size_and_compares_them(bench):
    said, _folder, _table = bench
    assert re.findall(r"^([\d,]+) requests, \w+$", said, re.MULTILINE) == ["1,000", "1,200"]
    assert "flat? 1,200 requests : 1,000 requests" in said


def test_it_shows_reading_and_storing_beside_bare_functions(bench):
    said, _folder, _table = bench
    row = r"^{} +[\d,]+ +(\d\.\d\d) +\d\.\d\d to \d\.\d\d$"
    names = ("bare function", "page, kept", "page, read anew", "page, set anew")
    names += ("bare insert", "plain Django form", "request for .*")
    ratios = [float(re.search(row.format(name), said, re.MULTILINE)[1]) for name in names]
    assert ratios[0] == ratios[4] == 1
    assert 0 < ratios[2] < ratios[1] and min(ratios[5:]) > 0


def test_it_shows_how_soon_it_starts_and_each_page_of_readers_at_each_size(bench):
    said, _folder, table = bench
    assert re.search(r"^first page after \d+\.\d s; \d+ MB a worker", said, re.MULTILINE)
    rows = re.findall(r"^\| [a-zA-Z ]+ \| \d+ ms \| \d+ ms \| (\d+) \|$", table, re.MULTILINE)
    assert len(rows) == 11  # and no page makes more queries with more procedures


def test_it_writes_its_table_where_it_stood_and_nothing_else(bench):
    _said, _folder, table = bench
    assert re.search(r"^\| page, kept \| [\d,]+ \| \d\.\d\d, from ", table, re.MULTILINE)
    assert table.startswith(f"Before\n{BEGIN}\n|") and table.endswith(f"{END}\nAfter\n")
    assert "old" not in table


def test_it_shows_how_fast_search_is_and_how_often_it_finds_the_page(bench):
    said, _folder, _table = bench
    assert re.findall(r"^([\d,]+) +\d+ ms +\d+ ms +\d+ ms$", said, re.MULTILINE) == ["10", "20"]
    found = re.findall(r"^(\w+\.txt) +(\d+)% +(\d+)%$", said, re.MULTILINE)
    assert [name for name, _first, _among in found] == ["questions.txt", "unseen.txt"] * 2
    assert all(int(first) >= 80 and int(among) >= 95 for _name, first, among in found)


def test_every_page_of_the_desk_is_in_it_for_owner_and_front_desk(bench):
    said, _folder, _table = bench
    for page in ("queue, To call", "search, phone", "record, To call", "export, Closed", "numbers"):
        assert len(re.findall(rf"^owner +{page} ", said, re.MULTILINE)) == 3, page
        assert len(re.findall(rf"^front desk +{page} ", said, re.MULTILINE)) == 3, page
    assert re.search(r"^owner +audit +\d+ +\d+ ms +\d+ ms$", said, re.MULTILINE)


def test_no_page_of_it_makes_more_than_twenty_queries(bench):
    said, _folder, _table = bench
    queries = [int(number) for number in re.findall(r" (\d+) +\d+ ms +\d+ ms$", said, re.MULTILINE)]
    assert queries and max(queries) <= 20


def test_it_leaves_no_file(bench):
    _said, folder, _table = bench
    assert list(folder.iterdir()) == []
