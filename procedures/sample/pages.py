"""Sample pages as text files, so that a clinician can read what a change to them changes.

A page is ``procedures/<slug>.md``: facts as ``name: value``, then ``## A question?`` with its own
facts (``kind:``, ``label:``, ``general: yes``) and its answer, one sentence on each line. Below
an answer may stand ``### Steps``, ``### Milestones``, ``### Common`` and ``### Rare``. The
sections ``## Safety notice``, ``## Call us if`` and ``## Call 911 now if`` have fixed names.
``conditions.md`` has a ``## Name`` for each condition, with facts and a summary.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.text import slugify

from procedures.models import BodyPlace, Frequency, Kind, Urgency
from procedures.models.rich_text import from_plain

PAGE_FACTS = (
    "name", "also", "summary", "time", "stay", "awake", "driver", "take it easy", "order",
    "conditions", "related", "sources",
)  # fmt: skip
ROWS = ("questions", "steps", "milestones", "warning_signs", "side_effects")
SIGNS = {"Call us if": Urgency.CALL_US, "Call 911 now if": Urgency.CALL_911}
EFFECTS = {"Common": Frequency.COMMON, "Rare": Frequency.RARE}
STEP = re.compile(r"\d+\. \*\*(?P<title>.+?)\.?\*\* (?P<text>.+)")
MILESTONE = re.compile(r"- \*\*(?P<when>.+?):\*\* (?P<text>.+)")
ITEM = re.compile(r"- (?P<text>.+?)(?P<general> \(general\))?")


class ContentError(Exception):
    """Something in a content file that the reader of it does not understand."""

    def __init__(self, path, line, problem):
        super().__init__(f"{path}, line {line}: {problem}")


@dataclass
class Page:
    path: Path
    slug: str
    conditions: list
    related: list
    lines: dict
    fields: dict = field(default_factory=dict)
    rows: dict = field(default_factory=lambda: {name: [] for name in ROWS})


@dataclass
class Part:
    """What stands below one heading: its facts, and its lines with their numbers."""

    path: Path
    line: int
    level: int
    heading: str
    lines: list = field(default_factory=list)
    fact_lines: dict = field(default_factory=dict)

    def fail(self, problem, line=None):
        raise ContentError(self.path, line or self.line, problem)

    def facts(self, allowed, required=()):
        """Take the ``name: value`` lines off the top."""
        found = {}
        while self.lines and self.lines[0][1]:
            number, text = self.lines.pop(0)
            name, colon, value = text.partition(":")
            if not colon or name not in allowed:
                self.fail(f"expected one of {', '.join(allowed)}, found “{text}”", number)
            if name in found:
                self.fail(f"“{name}” is given twice", number)
            found[name] = value.strip()
            self.fact_lines[name] = number
        for name in required:
            if not found.get(name):
                self.fail(f"“{self.heading}” lacks its “{name}:”")
        return found

    def expect_nothing_else(self):
        for number, text in self.lines:
            if text:
                self.fail(f"did not expect “{text}” here", number)

    def prose(self):
        """The text with each paragraph and list item on one line."""
        text = "\n".join(line for _, line in self.lines).strip()
        return re.sub(r"(?<=\S)\n(?!\n|- )\s*", " ", text)

    def rows(self, pattern, example):
        found = []
        for number, text in self.lines:
            if text and not (match := pattern.fullmatch(text)):
                self.fail(f"expected a line like “{example}”, found “{text}”", number)
            if text:
                found.append(match.groupdict())
        return found


def read_parts(path):
    parts = [Part(path, 1, 1, path.stem)]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r"(#+)\s*(.*)", line):
            if len(match[1]) not in (2, 3) or not match[2]:
                raise ContentError(path, number, f"not a heading we use: “{line}”")
            parts.append(Part(path, number, len(match[1]), match[2].strip()))
        else:
            parts[-1].lines.append((number, line.rstrip()))
    return parts


def read_page(path):
    head, *parts = read_parts(path)
    facts = dict.fromkeys(PAGE_FACTS, "")
    facts |= head.facts(PAGE_FACTS, required=("name", "summary", "order"))
    head.expect_nothing_else()
    order = facts.pop("order")
    if not order.isdecimal():
        head.fail("the order is a number", head.fact_lines["order"])
    page = Page(
        path,
        path.stem,
        conditions=_listed(facts.pop("conditions")),
        related=_listed(facts.pop("related")),
        lines=head.fact_lines,
    )
    page.fields = {
        "other_names": "\n".join(_listed(facts.pop("also"))),
        "position": int(order),
        "safety_notice": "",
        **{name.replace(" ", "_"): value for name, value in facts.items()},
    }
    for part in parts:
        (_read_section if part.level == 2 else _read_rows)(part, page)
    return page


def _read_section(part, page):
    if part.heading == "Safety notice":
        page.fields["safety_notice"] = part.prose()
    elif urgency := SIGNS.get(part.heading):
        page.rows["warning_signs"] += [
            {"urgency": urgency, "text": row["text"], "is_general": bool(row["general"])}
            for row in part.rows(ITEM, "- your pain gets worse")
        ]
    else:
        facts = part.facts(("kind", "label", "general"), required=("kind",))
        if facts["kind"] not in Kind:
            kinds = ", ".join(Kind.values)
            part.fail(f"“{facts['kind']}” is not one of {kinds}", part.fact_lines["kind"])
        if facts.get("general", "yes") != "yes":
            part.fail("write “general: yes” or leave it out", part.fact_lines["general"])
        page.rows["questions"].append(
            {
                "kind": facts["kind"],
                "question": part.heading,
                "label": facts.get("label", ""),
                "answer": from_plain(part.prose()),
                "is_general": "general" in facts,
            }
        )


def _read_rows(part, page):
    if part.heading == "Steps":
        page.rows["steps"] += part.rows(STEP, "1. **You get ready.** You sit or lie down.")
    elif part.heading == "Milestones":
        page.rows["milestones"] += part.rows(MILESTONE, "- **Today:** Rest.")
    elif frequency := EFFECTS.get(part.heading):
        page.rows["side_effects"] += [
            {"frequency": frequency, "text": row["text"]} for row in part.rows(ITEM, "- a bruise")
        ]
    else:
        part.fail(f"“{part.heading}” is not Steps, Milestones, Common or Rare")


def read_conditions(path):
    head, *parts = read_parts(path)
    head.expect_nothing_else()
    found = []
    for part in parts:
        facts = part.facts(("address", "also", "place"))
        if facts.get("place", "") not in ("", *BodyPlace.values):
            part.fail(f"“{facts['place']}” is not a place we show", part.fact_lines["place"])
        found.append(
            {
                "name": part.heading,
                "slug": facts.get("address") or slugify(part.heading),
                "other_names": "\n".join(_listed(facts.get("also", ""))),
                "place": facts.get("place", ""),
                "summary": part.prose(),
            }
        )
    return found


def _listed(value):
    return [item.strip() for item in value.split(",") if item.strip()]
