"""The README says only what is so."""

import re
from pathlib import Path

from procedures.booking.actions import STEPS

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"`((?:clinic_site|procedures|templates|static|tests|\.\w+)/[\w./-]*)`")
README = (ROOT / "README.md").read_text()


def code_files():
    found = [*ROOT.glob("clinic_site/*.py"), *ROOT.glob("procedures/**/*.py"), ROOT / "Makefile"]
    return {path: path.read_text() for path in found}


def variables():
    """Names in the first column of the environment table."""
    table = README.split("## Environment")[1].split("## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return set(re.findall(r"`([A-Z_]+)`", " ".join(cells)))


def test_every_make_command_in_it_exists():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake (run|test|check|dev|[a-z]+)(?=`|  )", README))
    assert {"run", "test", "check"} <= named <= targets


def test_every_management_command_in_it_exists():
    commands = {path.stem for path in ROOT.glob("[cp]*/**/management/commands/*.py")}
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert "import_procedure" in named
    assert named <= commands | {"check", "migrate", "collectstatic", "createsuperuser"}


def test_every_variable_in_its_table_is_read_by_the_code():
    text = "\n".join(code_files().values())
    named = variables()
    assert {"DATABASE_URL", "SECRET_KEY", "VAR_DIR"} <= named
    assert [name for name in named if not re.search(rf"\b{name}\b", text)] == []


def test_every_variable_that_the_settings_read_is_in_its_table():
    settings = (ROOT / "clinic_site" / "settings.py").read_text()
    read = set(re.findall(r"(?:env(?:\.\w+)?|required)\(\s*\"([A-Z_]+)\"", settings))
    named = variables()
    assert read - named == set()


def test_every_place_in_it_exists():
    places = set(PLACE.findall(README))
    pictures = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README))
    assert places and pictures
    assert [place for place in places | pictures if not (ROOT / place).exists()] == []


def steps_table():
    """The state machine as the README shows it: paste what a failing test prints."""
    rows = ["| Step | While a request is | Then it is |", "|---|---|---|"]
    for step in STEPS.values():
        froms = ", ".join(str(status.label) for status in step.froms)
        rows.append(f"| {step.label} | {froms} | {step.to.label if step.to else 'as before'} |")
    return "\n".join(rows)


def test_its_table_of_steps_is_that_of_the_code():
    assert steps_table() in README
