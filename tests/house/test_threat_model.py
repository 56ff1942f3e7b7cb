"""The page about attackers names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_defence_has_the_test_that_shows_it():
    page = (ROOT / "deploy" / "threat-model.md").read_text()
    rows = [row for row in page.splitlines() if row.startswith("| ") and "|---" not in row][1:]
    assert len(rows) > 20 and all(NAMED.search(row) for row in rows)
    missing = [
        f"{file}::{name}"
        for file, name in NAMED.findall(page)
        if f"def {name}(" not in (ROOT / "tests" / file).read_text()
    ]
    assert not missing
