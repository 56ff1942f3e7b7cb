"""A draft ahead of a public page: readers go on seeing the page until the draft takes its place.

The draft is a row of its own with all of the page's fields and lists, so that the same form edits
both. Publishing writes its content over the page, whole, and the draft is gone. One that waits
for its time is published by the first reader who comes after it.
"""

from contextlib import suppress

from django.db import Error, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import NotReady, OldAddress, Procedure, Status, Version, What
from .models.content import content_of, write_content
from .moment import known
from .prepared import NOW, Prepared
from .search.index import held


def draft_of(page):
    """The draft ahead of a page, or None."""
    return Procedure.with_drafts.filter(draft_of=page).first()


@transaction.atomic
@held()
def write_draft(page, content, by, what=What.DRAFTED):
    """Make the draft ahead of a page, or give the one that is there this content."""
    draft = draft_of(page) or Procedure(draft_of=page)
    draft.status, draft.publish_at = Status.DRAFT, None
    write_content(draft, content)
    Version.keep(draft, by, what)
    return draft


@transaction.atomic
def publish_draft(draft, by, at=None):
    """Let the draft take the place of its page, now or ``at`` a time to come.

    Raises ``NotReady`` with what the publishing rule still asks for.
    """
    if missing := _missing(draft):
        raise NotReady(missing)
    if at and at > timezone.now():
        draft.status, draft.publish_at = Status.PUBLISHED, at
        draft.save()
        Version.keep(draft, by, What.SCHEDULED)
        return draft
    return _take_its_place(draft, by)


@transaction.atomic
def unschedule(draft, by):
    draft.status, draft.publish_at = Status.DRAFT, None
    draft.save()
    Version.keep(draft, by, What.DRAFTED)


def publish_due(at=None):
    """Publish the drafts whose time has come. One that is not ready any more stays a draft, and so
    does one whose page was withdrawn meanwhile.
    """
    for (pk,) in DUE.ask(at=at):
        with transaction.atomic():
            draft = _due(at or timezone.now()).select_for_update(of=("self",)).filter(pk=pk).first()
            if draft is None:  # another reader was quicker
                continue
            scheduled = draft.draft_of.versions.filter(what=What.SCHEDULED).first()
            by = scheduled.by if scheduled else ""
            if _missing(draft) or draft.draft_of.status != Status.PUBLISHED:
                unschedule(draft, by)
            else:
                _take_its_place(draft, by)


def _due(at):
    return Procedure.with_drafts.filter(
        draft_of__isnull=False, status=Status.PUBLISHED, publish_at__lte=at
    )


DUE = Prepared(Procedure, lambda: _due(NOW).values_list("pk"))


def _missing(draft):
    others = Procedure.objects.filter(slug=draft.slug).exclude(pk=draft.draft_of_id)
    taken = [_("an address that no other page has")] if others.exists() else []
    return draft.missing_for_publishing() + taken


@held()
def _take_its_place(draft, by):
    page, at = draft.draft_of, draft.publish_at or timezone.now()
    before = page.get_absolute_url()
    content = content_of(draft)
    draft.delete()
    page.status, page.publish_at = Status.PUBLISHED, min(page.publish_at or at, at)
    write_content(page, content)
    if page.get_absolute_url() != before:
        OldAddress.moved(before, page.get_absolute_url())
    Version.keep(page, by, What.PUBLISHED)
    return page


class PublishDueDrafts:
    """Middleware: nobody reads an old page after the time set for the new one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Before each content page; other pages need not pay for it."""
        if request.method in ("GET", "HEAD") and view.__module__.startswith("procedures.views."):
            with suppress(Error):  # the page itself says what is wrong with the database
                known("drafts are published", publish_due)
