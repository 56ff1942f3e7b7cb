"""Bring back what a page said before, or a page that was deleted.

What is written over is kept first, if no version holds it yet.
"""

from django.db import transaction
from django.utils import timezone

from . import drafts
from .models import NotReady, OldAddress, Procedure, Status, Version, What
from .models.content import content_of, write_content

OF_ITS_PLACE = ("farewell", "replaced_by")  # where the page stands, whatever it says


def keep_what_stands(pk):
    """Keep a page or draft as it is, if no version holds it: it was there before the history
    began, or no form wrote it.
    """
    procedure = Procedure.with_drafts.with_rows().select_related("draft_of").get(pk=pk)
    page = procedure.draft_of or procedure
    content = content_of(procedure)
    if content not in page.versions.values_list("content", flat=True).iterator(chunk_size=10):
        what = What.DRAFTED if procedure.draft_of else What.SAVED
        Version.keep(procedure, "", what, at=procedure.changed_at)


@transaction.atomic
def restore(page, version, by):
    """As a draft ahead of a public page, else in the page itself; returns the one or the other.

    Raises ``NotReady`` if the page waits for its time and this version may not be public.
    """
    keep_what_stands(page.pk)
    content = version.content | {name: content_of(page)[name] for name in OF_ITS_PLACE}
    if _others(page.pk).filter(slug=content["slug"]).exists():
        content["slug"] = page.slug
    if page.is_published():
        return _restore_as_draft(page, content, by)
    before = page.get_absolute_url()
    write_content(page, content)
    missing = page.status == Status.PUBLISHED and page.missing_for_publishing()
    if missing:
        raise NotReady(missing)
    had_readers = page.publish_at and page.publish_at <= timezone.now()
    if had_readers and page.get_absolute_url() != before:
        OldAddress.moved(before, page.get_absolute_url())
    Version.keep(page, by, What.RESTORED)
    return page


def _restore_as_draft(page, content, by):
    if draft := drafts.draft_of(page):
        keep_what_stands(draft.pk)
    return drafts.write_draft(page, content, by, What.RESTORED)


def deleted():
    """The last versions of pages that are gone, newest first. None is ever thrown away."""
    return Version.objects.filter(what=What.DELETED, procedure=None)


@transaction.atomic
def bring_back(version, by):
    """Make a deleted page again, as a draft page; None if it is back already."""
    if not deleted().select_for_update().filter(pk=version.pk).exists():
        return None
    page = Procedure()
    write_content(page, version.content | {"slug": free_slug(version.content["slug"])})
    deleted().filter(pk=version.pk).update(procedure=page)
    Version.keep(page, by, What.RESTORED)
    return page


def free_slug(slug):
    stem, number = slug[:115], 1
    taken = set(_others(None).filter(slug__startswith=stem).values_list("slug", flat=True))
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _others(pk):
    return Procedure.objects.exclude(pk=pk)
