"""What colleagues saved while a form was open: who changed what, and beside each field that was
written differently, what it says now."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from procedures.difference import said
from procedures.models import What
from procedures.models.content import fields_of, fields_of_rows
from procedures.restoring import page_of

OF_A_DRAFT = {What.DRAFTED, What.SCHEDULED, What.DELETED}


def saves_since(record, version_id, user, difference):
    """Who saved since that version, when, and what it changed, the first on top."""
    versions = list(page_of(record).versions.order_by("pk").defer("content"))
    saves = []
    for version in versions:
        before = version_before(version, versions)
        if version.pk <= version_id or (before is None and not version.by):
            continue  # the latter is how it was before its history began
        lines = difference(before.content if before else {}, version.content)
        saves.append({"version": version, "lines": lines, "is_own": version.by == str(user)})
    return saves


def version_before(version, versions):
    """The last one of the same side, page or draft; a draft's first one came from its page."""
    earlier = [each for each in versions if each.pk < version.pk][::-1]
    same = (each for each in earlier if is_of_a_draft(each) == is_of_a_draft(version))
    return next(same, earlier[0] if earlier else None)


def is_of_a_draft(version):
    return version.what in OF_A_DRAFT


def content_as_opened(record, version_id):
    """What a record said at that version; without one, the first that is known of it."""
    versions = page_of(record).versions.defer("content")
    known = list(versions.filter(pk__lte=version_id).order_by("-pk")) or versions.order_by("pk")[:1]
    is_draft = page_of(record) is not record
    same = (version for version in known if is_of_a_draft(version) == is_draft)
    found = next(same, next(iter(known), None))
    return found.content if found else {}


def note_theirs(model, form, formsets, opened):
    """Beside each field that a colleague changed and this form would change again."""
    note_fields(form, fields_of(model), [opened])
    for rows in model.ROWS:
        fields = fields_of_rows(model, rows)
        for formset in formsets:
            if formset.model is fields[0].model:
                for row in formset.initial_forms:
                    note_fields(row, fields, opened.get(rows, ()))


def note_fields(form, fields, opened):
    """``opened`` are the contents that may have been there: of rows, those of all."""
    for field in fields:
        if field.name in form.changed_data and field.name != "position":
            now = said(field, {field.name: form.initial.get(field.name)})
            if now not in [said(field, content) for content in opened]:
                note(form[field.name], now or _("nothing; it is empty"))


def note(bound, words):
    bound.theirs = format_html(
        '<span class="theirs"><strong>{}</strong> {}</span>', _("A colleague saved:"), words
    )
    bound.help_text = format_html("{} {}", bound.theirs, bound.help_text)
