"""The page of a procedure as one plain document.

The public page, structured data and the import's fingerprint all read this, so that what one
shows the others mean. It holds only text, numbers and lists: it can be stored, compared and
written back.
"""

from .answer import blocks
from .question import SHORT_LABELS, Kind
from .rich_text import blocks_of
from .rows import Frequency, Urgency

GLANCE = ("time", "stay", "awake", "driver", "take_it_easy")


def build_document(procedure):
    """Build the document from the saved rows; fetch the procedure ``with_rows()`` first."""
    sections = _sections(procedure)
    signs = list(procedure.warning_signs.all())
    return {
        "name": procedure.name,
        "slug": procedure.slug,
        "other_names": [name for name in procedure.other_names.splitlines() if name.strip()],
        "summary": procedure.summary,
        "picture": _picture(procedure),
        "glance": {fact: getattr(procedure, fact) for fact in GLANCE if getattr(procedure, fact)},
        "safety_notice": blocks(procedure.safety_notice),
        "sections": sections,
        "call_us": _signs(signs, Urgency.CALL_US),
        "call_911": _signs(signs, Urgency.CALL_911),
        "conditions": [
            {"name": condition.name, "slug": condition.slug}
            for condition in procedure.conditions.all()
        ],
        "review": _review(procedure),
    }


def _picture(procedure):
    if not procedure.picture:
        return None
    return {
        "token": procedure.picture,
        "widths": procedure.picture_widths,
        "alt": procedure.picture_alt,
    }


def _signs(signs, urgency):
    return [
        {"text": sign.text, "is_general": sign.is_general}
        for sign in signs
        if sign.urgency == urgency
    ]


def _review(procedure):
    if not procedure.reviewed_on:
        return None
    return {
        "name": procedure.reviewer_name,
        "role": procedure.reviewer_role,
        "on": procedure.reviewed_on.isoformat(),
        "due_on": procedure.review_due_on.isoformat() if procedure.review_due_on else None,
    }


def _sections(procedure):
    """Questions in their order, general ones last, each with the rows that belong to it."""
    questions = sorted(procedure.questions.all(), key=lambda question: question.is_general)
    sections = [_section(question) for question in questions]
    extras = {
        Kind.HAPPENS: {
            "steps": [{"title": step.title, "text": step.text} for step in procedure.steps.all()]
        },
        Kind.RECOVERY: {
            "milestones": [
                {"when": stone.when, "text": stone.text} for stone in procedure.milestones.all()
            ]
        },
        Kind.SIDE_EFFECTS: _side_effects(procedure.side_effects.all()),
    }
    for kind, rows in extras.items():
        if any(rows.values()):
            _home_of(kind, sections).update(rows)
    if procedure.safety_notice:
        _home_of(Kind.SIDE_EFFECTS, sections)["has_safety_notice"] = True
    if procedure.warning_signs.all():
        _home_of(Kind.WHEN_TO_CALL, sections, fallback=Kind.RECOVERY)["has_warnings"] = True
    _give_ids(sections)
    return sections


def _section(question):
    return {
        "kind": question.kind,
        "heading": question.question,
        "label": question.short_label(),
        "is_general": question.is_general,
        "blocks": blocks_of(question.answer),
    }


def _side_effects(effects):
    return {
        frequency.value: [effect.text for effect in effects if effect.frequency == frequency]
        for frequency in Frequency
    }


def _home_of(kind, sections, fallback=None):
    """The first section of that kind, else of the fallback kind, else a new one in its place."""
    for wanted in filter(None, (kind, fallback)):
        for section in sections:
            if section["kind"] == wanted:
                return section
    order = list(Kind)
    later = (
        index
        for index, section in enumerate(sections)
        if section["is_general"] or order.index(section["kind"]) > order.index(kind)
    )
    heading = str(SHORT_LABELS[kind])
    new = {
        "kind": kind.value,
        "heading": heading,
        "label": heading,
        "is_general": False,
        "blocks": [],
    }
    sections.insert(next(later, len(sections)), new)
    return new


def _give_ids(sections):
    """A name for each section's address: its kind, numbered from the second on."""
    seen = {}
    for section in sections:
        kind = section["kind"]
        seen[kind] = seen.get(kind, 0) + 1
        section["id"] = kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"
