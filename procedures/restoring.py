"""Bring back what a record said before, or a record that was deleted.

What is written over is kept first, if no version holds it yet.
"""

from django.db import transaction
from django.utils import timezone

from . import drafts
from .models import NotReady, OldAddress, Procedure, Status, Version, What
from .models.content import content_of, set_fields, write_content
from .search.index import held

# where a record stands, whatever it says
OF_ITS_PLACE = ("farewell", "replaced_by", "is_public")


def keep_what_stands(record):
    """Keep a record or draft as it is, if no version holds it: it was there before the history
    began, or no form wrote it.
    """
    record = type(record)._base_manager.get(pk=record.pk)
    page = page_of(record)
    content = content_of(record)
    if content not in page.versions.values_list("content", flat=True).iterator(chunk_size=10):
        what = What.SAVED if page is record else What.DRAFTED
        Version.keep(record, "", what, at=record.changed_at)


def page_of(record):
    """Of a draft the page that it is ahead of; they have one history."""
    return getattr(record, "draft_of", None) or record


@transaction.atomic
@held()
def restore(record, version, by):
    """As a draft ahead of a public page, else in the record itself; returns the one or the other.

    Raises ``NotReady`` if the page waits for its time and this version may not be public, and
    ``ValidationError`` if another record stands in the way.
    """
    keep_what_stands(record)
    now = content_of(record)
    stays = {name: now[name] for name in OF_ITS_PLACE if name in now}
    content = version.content | stays
    if "slug" in content and _others(record).filter(slug=content["slug"]).exists():
        content["slug"] = record.slug
    if isinstance(record, Procedure) and record.is_published():
        return _restore_as_draft(record, content, by)
    had_readers, before = _had_readers(record), _address(record)
    _write(record, content)
    if had_readers and _address(record) != before:
        OldAddress.moved(before, _address(record))
    Version.keep(record, by, What.RESTORED)
    return record


def _restore_as_draft(page, content, by):
    if draft := drafts.draft_of(page):
        keep_what_stands(draft)
    return drafts.write_draft(page, content, by, What.RESTORED)


def _write(record, content):
    is_procedure = isinstance(record, Procedure)
    if not is_procedure:  # a draft may lack anything
        set_fields(record, content)
        record.full_clean()
    write_content(record, content)
    missing = is_procedure and record.status == Status.PUBLISHED and record.missing_for_publishing()
    if missing:
        raise NotReady(missing)


def _had_readers(record):
    """Whether somebody may know its address."""
    if isinstance(record, Procedure):
        return record.publish_at is not None and record.publish_at <= timezone.now()
    return hasattr(record, "is_published") and record.is_published()


def _address(record):
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else None


@transaction.atomic
@held()
def bring_back(model, version, by):
    """Make a deleted record again, where readers do not see it; None if it is back already.

    Raises ``ValidationError`` if another record stands in the way.
    """
    deleted = Version.objects.deleted(model).select_for_update(of=("self",))
    if not deleted.filter(pk=version.pk).exists():
        return None
    record, content = model(pk=version.record), dict(version.content)
    if "slug" in content:
        content["slug"] = free_slug(model, content["slug"])
    if "is_public" in content:
        content["is_public"] = False
    _write(record, content)
    Version.objects.filter(pk=version.pk).update(record=record.pk)
    Version.keep(record, by, What.RESTORED)
    return record


def free_slug(model, slug):
    stem, number = slug[: model._meta.get_field("slug").max_length - 5], 1
    taken = set(model.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _others(record):
    return type(record).objects.exclude(pk=record.pk)
