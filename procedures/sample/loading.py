"""Load the sample content, and take it away again.

Loading makes what is missing and corrects what is still as it was loaded. What staff wrote,
edited or reviewed stays as it is. A record's address, its place in lists and whether it is
public are set once, when it is made.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from procedures.models import Clinic, Condition, NotReady, Office, Origin, Procedure
from procedures.search.index import held

from .offices import read_clinic, read_offices
from .pages import ContentError, read_conditions, read_page

HERE = Path(__file__).parent
SET_ONCE = ("slug", "position")


@dataclass
class Report:
    """What happened to which record, in words."""

    made: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    notes: list = field(default_factory=list)


@dataclass
class Content:
    clinic: dict
    offices: list
    conditions: list
    pages: list


def read_content(folder=HERE):
    """Everything in the files; raises ``ContentError`` before anything is written."""
    content = Content(
        clinic=read_clinic(folder / "clinic.toml"),
        offices=read_offices(folder / "offices.toml"),
        conditions=read_conditions(folder / "conditions.md"),
        pages=[read_page(path) for path in sorted((folder / "procedures").glob("*.md"))],
    )
    known = {
        "conditions": {condition["slug"] for condition in content.conditions},
        "related": {page.slug for page in content.pages},
    }
    for page in content.pages:
        for name, slugs in known.items():
            for slug in getattr(page, name):
                if slug not in slugs:
                    raise ContentError(page.path, page.lines[name], f"nothing is called “{slug}”")
    return content


def is_empty():
    return not any(model.objects.exists() for model in (Clinic, Procedure, Office))


@transaction.atomic
@held()
def load(content):
    report = Report()
    _load_clinic(content.clinic, report)
    for fields, rows in content.offices:
        _load_office(fields, rows, report)
    conditions = {fields["slug"]: _load_condition(fields, report) for fields in content.conditions}
    _load_procedures(content.pages, conditions, report)
    return report


@transaction.atomic
@held()
def remove():
    """Take away the sample content that nobody has changed and nothing needs."""
    report = Report()
    for model in (Procedure, Office):
        _remove(model.objects.filter(origin=Origin.SAMPLE), report)
    conditions = Condition.objects.filter(origin=Origin.SAMPLE)
    for condition in conditions.filter(procedures__isnull=False).distinct():
        report.notes.append(f"Kept {_words(condition)}: a page uses it.")
    _remove(conditions.filter(procedures__isnull=True), report)
    if Clinic.objects.exists():
        report.notes.append("Kept the clinic's name and words: edit them in the admin.")
    return report


def _remove(records, report):
    # sorted first: a page that relates to a removed one would look edited
    ours, others = [], []
    for record in records:
        (ours if _is_ours(record) else others).append(record)
    report.kept += map(_words, others)
    for record in ours:
        report.removed.append(_words(record))
        record.delete()


def _load_clinic(fields, report):
    if Clinic.objects.exists():
        report.notes.append("Left the clinic's name and words as they are.")
    else:
        report.made.append(_words(Clinic.objects.create(**fields)))


def _load_office(fields, rows, report):
    office = _find(Office, slug=fields["slug"], name__iexact=fields["name"])
    if office is None:
        _made(Office.objects.create(**fields), report, rows)
    elif _ours_or_kept(office, report):
        _correct(office, report, fields, rows)


def _load_condition(fields, report):
    condition = _find(Condition, name__iexact=fields["name"], slug=fields["slug"])
    if condition is None:
        condition = Condition.objects.create(**fields)
        _made(condition, report)
    elif _ours_or_kept(condition, report):
        _correct(condition, report, fields)
    return condition


def _load_procedures(pages, conditions, report):
    """In two rounds, because a page may relate to one that comes after it."""
    found, new, ours = {}, set(), set()
    for page in pages:
        procedure = _find(Procedure, slug=page.slug, name__iexact=page.fields["name"])
        if procedure is None:
            procedure = Procedure.objects.create(slug=page.slug, **page.fields)
            new.add(page.slug)
        elif _ours_or_kept(procedure, report):
            ours.add(page.slug)
        found[page.slug] = procedure
    for page in pages:
        sets = {
            "conditions": [conditions[slug] for slug in page.conditions],
            "related": [found[slug] for slug in page.related],
        }
        if page.slug in new:
            _made(found[page.slug], report, page.rows, sets)
            _publish(found[page.slug], report)
        elif page.slug in ours:
            _correct(found[page.slug], report, page.fields, page.rows, sets)


def _publish(procedure, report):
    try:
        procedure.publish()
    except NotReady as problem:
        report.notes.append(f"{_words(procedure)} stays a draft. It still needs: {problem}.")


def _find(model, **lookups):
    for lookup, value in lookups.items():
        if record := model.objects.filter(**{lookup: value}).first():
            return record
    return None


def _is_ours(record):
    # a review names the text it was given for, so a reviewed page belongs to the clinic
    return record.is_untouched(Origin.SAMPLE) and not getattr(record, "reviewed_on", None)


def _ours_or_kept(record, report):
    if _is_ours(record):
        return True
    report.kept.append(_words(record))
    return False


def _made(record, report, rows=None, sets=None):
    _write(record, {}, rows, sets)
    _stamp(record)
    report.made.append(_words(record))


def _correct(record, report, fields, rows=None, sets=None):
    fields = {name: value for name, value in fields.items() if name not in SET_ONCE}
    if _write(record, fields, rows, sets):
        record.save()
        _stamp(record)
        report.updated.append(_words(record))
    else:
        report.unchanged.append(_words(record))


def _write(record, fields, rows=None, sets=None):
    """Make the record say this; true if that changed anything."""
    changed = False
    for name, value in fields.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
            changed = True
    for name, wanted in (rows or {}).items():
        manager = getattr(record, name)
        if list(manager.values(*wanted[0]) if wanted else manager.values()) != wanted:
            manager.all().delete()
            for row in wanted:
                manager.create(**row)
            changed = True
    for name, wanted in (sets or {}).items():
        manager = getattr(record, name)
        if set(manager.all()) != set(wanted):
            manager.set(wanted)
            changed = True
    return changed


def _stamp(record):
    type(record).objects.get(pk=record.pk).stamp(Origin.SAMPLE)


def _words(record):
    return f"{record._meta.verbose_name} “{record}”"
