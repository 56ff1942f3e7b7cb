"""`make bench` runs to its end and leaves nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """What it said about two small sizes, and the folder in which it kept its own."""
    folder = tmp_path_factory.mktemp("bench")
    env = os.environ | {"TMPDIR": str(folder), "BENCH_REQUESTS": "1000,1200", "BENCH_ROUNDS": "1"}
    env["BENCH_PROCEDURES"] = "10,20"
    command = [sys.executable, "-m", "tests.bench"]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, folder


def test_it_shows_a_table_for_each_size_and_compares_them(bench):
    said, _folder = bench
    assert re.findall(r"^([\d,]+) requests, \w+$", said, re.MULTILINE) == ["1,000", "1,200"]
    assert "flat? 1,200 requests : 1,000 requests" in said


def test_it_shows_reading_and_storing_beside_bare_functions(bench):
    said, _folder = bench
    row = r"^{} +[\d,]+ +(\d\.\d\d) +\d\.\d\d to \d\.\d\d$"
    names = ("bare function", "page, kept", "page, made anew", "bare insert", "request for .*")
    ratios = [float(re.search(row.format(name), said, re.MULTILINE)[1]) for name in names]
    assert ratios[0] == ratios[3] == 1
    assert 0 < ratios[2] < ratios[1] and ratios[4] > 0


def test_it_shows_how_fast_search_is_and_how_often_it_finds_the_page(bench):
    said, _folder = bench
    assert re.findall(r"^([\d,]+) +\d+ ms +\d+ ms +\d+ ms$", said, re.MULTILINE) == ["10", "20"]
    found = re.findall(r"^(\w+\.txt) +(\d+)% +(\d+)%$", said, re.MULTILINE)
    assert [name for name, _first, _among in found] == ["questions.txt", "unseen.txt"] * 2
    assert all(int(first) >= 80 and int(among) >= 95 for _name, first, among in found)


def test_every_page_of_the_desk_is_in_it_for_owner_and_front_desk(bench):
    said, _folder = bench
    for page in ("queue, To call", "search, phone", "record, To call", "export, Closed", "numbers"):
        assert len(re.findall(rf"^owner +{page} ", said, re.MULTILINE)) == 3, page
        assert len(re.findall(rf"^front desk +{page} ", said, re.MULTILINE)) == 3, page
    assert re.search(r"^owner +audit +\d+ +\d+ ms +\d+ ms$", said, re.MULTILINE)


def test_no_page_of_it_makes_more_than_twenty_queries(bench):
    said, _folder = bench
    queries = [int(number) for number in re.findall(r" (\d+) +\d+ ms +\d+ ms$", said, re.MULTILINE)]
    assert queries and max(queries) <= 20


def test_it_leaves_no_file(bench):
    _said, folder = bench
    assert list(folder.iterdir()) == []
