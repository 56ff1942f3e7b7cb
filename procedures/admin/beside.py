"""Two documents of one page, part by part: what is there now beside what would be."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from procedures.models import Frequency, Procedure, Urgency
from procedures.models.answer import plain_line


@dataclass
class Side:
    heading: str
    blocks: list


@dataclass
class Part:
    now: Side | None
    new: Side | None

    @property
    def heading(self):
        return (self.new or self.now).heading

    @property
    def is_same(self):
        return self.now == self.new

    @property
    def is_renamed(self):
        return self.now is not None and self.new is not None and self.now.heading != self.heading


def parts_of(now, new):
    """In the order of the new document; what it lacks comes last. ``now`` may be None."""
    before = _sides(now) if now else {}
    after = _sides(new)
    pairs = _pairs(before, after)
    parts = [Part(before.get(pairs.get(key)), side) for key, side in after.items()]
    return parts + [Part(side, None) for key, side in before.items() if key not in pairs.values()]


def _pairs(before, after):
    """{key after: key before}: the same heading first, else the same place on the page."""
    headings = {side.heading.casefold(): key for key, side in before.items()}
    pairs = {
        key: headings[side.heading.casefold()]
        for key, side in after.items()
        if side.heading.casefold() in headings
    }
    for key in after:
        if key not in pairs and key in before and key not in pairs.values():
            pairs[key] = key
    return pairs


def _sides(document):
    sides = {
        "name": Side(_("Name"), _paragraphs(document["name"])),
        "other names": Side(_("Other names"), _bullets(document["other_names"])),
        "summary": Side(_("Summary"), _paragraphs(document["summary"])),
        "glance": Side(_("At a glance"), _bullets(_facts(document["glance"]))),
        "conditions": Side(_("Conditions treated (names)"), _bullets(_names(document))),
    }
    for section in document["sections"]:
        blocks = [*section["blocks"], *_rows(section)]
        sides[f"section {section['id']}"] = Side(section["heading"], blocks)
    sides["safety notice"] = Side(_("Safety notice"), document["safety_notice"])
    for name, urgency in (("call_us", Urgency.CALL_US), ("call_911", Urgency.CALL_911)):
        sides[name] = Side(str(urgency.label), _bullets(sign["text"] for sign in document[name]))
    return {key: side for key, side in sides.items() if side.blocks}


def _facts(glance):
    for fact, words in glance.items():
        yield f"{capfirst(Procedure._meta.get_field(fact).verbose_name)}: {words}"


def _names(document):
    return sorted(condition["name"] for condition in document["conditions"])


def _rows(section):
    steps = [
        ": ".join(filter(None, (step["title"], step["text"]))) for step in section.get("steps", ())
    ]
    stones = [f"{stone['when']}: {stone['text']}" for stone in section.get("milestones", ())]
    effects = [
        f"{frequency.label}: {text}"
        for frequency in Frequency
        for text in section.get(frequency.value, ())
    ]
    return [*_listed("numbers", steps), *_bullets(stones), *_bullets(effects)]


def _paragraphs(text):
    return _listed("paragraph", [text] if text else [])


def _bullets(items):
    return _listed("bullets", items)


def _listed(kind, items):
    lines = [plain_line(words) for words in items]
    return [{"type": kind, "lines": lines}] if lines else []
