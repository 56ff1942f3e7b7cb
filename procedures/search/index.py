"""The rows that search reads, rewritten in the transaction that changes a page.

Every save and removal of a page or of one of its rows is heard, whatever made it. A change of
many rows is held back and written once (``held``).
"""

import threading
from contextlib import contextmanager

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from procedures.models import (
    Condition,
    Milestone,
    Office,
    OfficeHours,
    Procedure,
    Question,
    SearchEntry,
    SearchWord,
    SideEffect,
    Status,
    Step,
    WarningSign,
)
from procedures.models.answer import words_of as words_of_blocks

from .words import STOP, stems_of, words_of

ROWS = (Question, Step, Milestone, SideEffect, WarningSign)

_waiting = threading.local()


# ---- what is written ----


def write(kind, pks):
    """Rewrite the rows of these pages; ``kind`` is the model of the pages."""
    name = kind._meta.model_name
    SearchEntry.objects.filter(**{f"{name}__in": pks}).delete()
    entries = [entry for page in pages(kind, pks) for entry in ENTRIES[kind](page)]
    SearchEntry.objects.bulk_create(entries, batch_size=100)
    remember_words(entries)


def pages(kind, pks):
    """Those that search may show, now or once their time has come."""
    if kind is Procedure:
        wanted = Procedure.objects.filter(pk__in=pks, status=Status.PUBLISHED)
        return wanted.with_rows()
    return kind.objects.filter(pk__in=pks)


def entries_of_procedure(procedure):
    document = procedure.document()
    names = [document["name"], *document["other_names"]]
    treated = [name for condition in procedure.conditions.all() for name in condition.names()]
    yield SearchEntry(
        procedure=procedure,
        heading=document["name"],
        text=document["summary"],
        names=joined(names),
        headings=joined(treated),
        words=joined([document["summary"], *document["glance"].values()]),
    )
    for position, section in enumerate(document["sections"], start=1):
        text = text_of_section(section, document)
        yield SearchEntry(
            procedure=procedure,
            anchor=section["id"],
            position=position,
            heading=section["heading"],
            text=text,
            headings=joined([section["heading"], str(section["label"])]),
            words=joined([text]),
        )


def text_of_section(section, document):
    parts = [*words_of_blocks(section["blocks"])]
    for row in (*section.get("steps", ()), *section.get("milestones", ())):
        parts.append(": ".join(filter(None, [row.get("title") or row.get("when"), row["text"]])))
    for frequency in ("common", "rare"):
        parts += section.get(frequency, ())
    if section.get("has_safety_notice"):
        parts += words_of_blocks(document["safety_notice"])
    if section.get("has_warnings"):
        parts += [sign["text"] for sign in (*document["call_us"], *document["call_911"])]
    return "\n".join(parts)


def entries_of_condition(condition):
    yield SearchEntry(
        condition=condition,
        heading=condition.name,
        text=condition.summary,
        names=joined(condition.names()),
        words=joined([condition.summary, condition.get_place_display()]),
    )


def entries_of_office(office):
    yield SearchEntry(
        office=office,
        heading=office.name,
        text=f"{office.street}, {office.city}, {office.state} {office.zip_code}",
        names=joined([office.name, office.city, office.zip_code]),
        words=joined(
            [office.street, office.state, office.parking, office.access, *days_of(office)]
        ),
    )


def days_of(office):
    """The days it is open; one closing at 6 pm or later is open late."""
    for span in office.hours.all():
        yield f"open {span.get_weekday_display()}" + (" late" if span.closes.hour >= 18 else "")


ENTRIES = {
    Procedure: entries_of_procedure,
    Condition: entries_of_condition,
    Office: entries_of_office,
}


def joined(texts):
    """Stems and, for the beginnings that somebody types, the words themselves."""
    return " ".join(
        each for text in texts for each in dict.fromkeys([*stems_of(text), *spelled(text)])
    )


def spelled(text):
    return [word for word in words_of(text) if word not in STOP]


def remember_words(entries):
    found = {
        word
        for entry in entries
        for word in words_of(f"{entry.heading} {entry.text} {entry.names}")
        if len(word) > 2 and word.isalpha()
    }
    known = set()
    for some in in_parts(sorted(found)):
        known |= set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
    new = [SearchWord(word=word) for word in sorted(found - known)]
    SearchWord.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)


def in_parts(items, size=500):
    return [items[start : start + size] for start in range(0, len(items), size)]


@transaction.atomic
def rebuild():
    """Write every row anew; returns their number."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    for kind in ENTRIES:
        for some in in_parts(list(kind.objects.values_list("pk", flat=True)), 200):
            write(kind, some)
    return SearchEntry.objects.count()


# ---- when it is written ----


@contextmanager
def held():
    """Within it, pages are noted only; at its end each is written once. Use it inside of the
    transaction that changes them.
    """
    outer = getattr(_waiting, "pages", None)
    if outer is not None:
        yield
        return
    _waiting.pages = {}
    try:
        yield
        waiting = _waiting.pages
    finally:
        _waiting.pages = None
    for kind, pks in waiting.items():
        write(kind, pks)


def changed(kind, *pks):
    waiting = getattr(_waiting, "pages", None)
    if waiting is None:
        with transaction.atomic():
            write(kind, pks)
    else:
        waiting.setdefault(kind, set()).update(pks)


def page_changed(sender, instance, raw=False, **kwargs):
    if raw or getattr(instance, "draft_of_id", None):
        return
    changed(sender, instance.pk)
    if sender is Condition:
        changed(Procedure, *instance.procedures.values_list("pk", flat=True))


def row_changed(sender, instance, raw=False, origin=None, **kwargs):
    if not raw and not goes_with_its_page(sender, origin):
        changed(Procedure, instance.procedure_id)


def conditions_changed(sender, instance, action, reverse, pk_set, **kwargs):
    if not action.startswith("post_"):
        return
    changed(Procedure, *(pk_set or ()) if reverse else [instance.pk])


def hours_changed(sender, instance, raw=False, origin=None, **kwargs):
    if not raw and not goes_with_its_page(sender, origin):
        changed(Office, instance.office_id)


def goes_with_its_page(sender, origin):
    """Of a row that is deleted: whether that is because its page is."""
    return origin is not None and getattr(origin, "model", type(origin)) is not sender


def listen():
    for page in ENTRIES:
        post_save.connect(page_changed, sender=page)
    for row in ROWS:
        post_save.connect(row_changed, sender=row)
        post_delete.connect(row_changed, sender=row)
    for heard in (post_save, post_delete):
        heard.connect(hours_changed, sender=OfficeHours)
    m2m_changed.connect(conditions_changed, sender=Procedure.conditions.through)
