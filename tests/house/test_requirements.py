import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ["requirements.txt", "tests/requirements.txt"]
CUSTOMERS = {"Django", "django-crispy-forms", "whitenoise", "gunicorn", "pytest-django"}
PIN = re.compile(r"(?P<name>[\w.-]+)(\[[\w,]+\])?==(?P<version>[\w.]+) \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def blocks(name):
    """Each comment with the pins under it."""
    _head, *rest = (ROOT / name).read_text().strip().split("\n\n")
    return [block.splitlines() for block in rest if not block.startswith("-r ")]


def pins(name):
    lines = [line for block in blocks(name) for line in block]
    return {m["name"]: m["version"] for m in map(PIN.fullmatch, lines) if m}


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_and_hashed(name):
    for comment, *lines in blocks(name):
        assert comment.startswith("# ")
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if PIN.fullmatch(line):
                assert HASH.fullmatch(following), f"{line} has no hash"
            else:
                assert HASH.fullmatch(line), line
                assert line.endswith("\\") == following.startswith("    "), line


@pytest.mark.parametrize("name", FILES)
def test_every_package_says_what_it_is_for(name):
    for comment, *lines in blocks(name):
        count = len([line for line in lines if PIN.fullmatch(line)])
        assert count == 1 or comment.startswith("# needed by "), comment


def test_the_customers_packages_are_there():
    assert {*pins(FILES[0]), *pins(FILES[1])} >= CUSTOMERS


def test_a_server_installs_no_test_package():
    assert not set(pins(FILES[0])) & set(pins(FILES[1]))
    assert "pytest" not in (ROOT / FILES[0]).read_text()


@pytest.mark.parametrize("name", FILES)
def test_no_file_says_where_to_download_from(name):
    assert not re.search(r"https?:|file:|--\w*index|--find-links", (ROOT / name).read_text())


@pytest.mark.parametrize("name", FILES)
def test_what_is_installed_is_what_is_pinned(name):
    assert {package: version(package) for package in pins(name)} == pins(name)
