"""The licences of what a server installs: `python -m tests.licences` writes the table."""

import re
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "deploy" / "licences.md"
HEAD = """# Licences of the packages that a server installs

Written by `python -m tests.licences` from what each package says of itself; the suite compares.

| Package | Licence |
|---|---|
"""


def packages():
    names = re.findall(r"^([\w.-]+)(?:\[\w+\])?==", (ROOT / "requirements.txt").read_text(), re.M)
    return sorted(names, key=str.casefold)


def licence_of(package):
    said = metadata(package)
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier", [])
        if each.startswith("License ::")
    ]
    short = said.get("License", "").strip()
    known = said.get("License-Expression") or (short if 0 < len(short) < 60 else "")
    return known or ", ".join(classifiers)


def table():
    return HEAD + "".join(f"| {name} | {licence_of(name)} |\n" for name in packages())


if __name__ == "__main__":
    TABLE.write_text(table())
