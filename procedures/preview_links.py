"""Links by which anybody may see, for a week, a page that is not public.

A link names the row, and for a draft also the page that it is ahead of: once the draft is gone,
its link still leads to the page. It also carries the row's number of the round, so that all links
to it can be ended at once. It says nothing else, and nothing of it is stored.
"""

from datetime import timedelta

from django.core.signing import SignatureExpired, TimestampSigner
from django.db.models import F
from django.urls import reverse

from .models import Procedure

LASTS = timedelta(days=7)
_signer = TimestampSigner(salt="procedures.preview", sep=".")


def link_to(procedure):
    """The address, on this site, of a preview from now on."""
    names = "-".join(str(pk) for pk in (procedure.pk, procedure.draft_of_id) if pk)
    signed = _signer.sign(f"{names}.{procedure.preview_round}")
    return reverse("procedures:preview", args=[signed])


def end_links(procedure):
    """Whoever has a link to this page or draft reads it no more; new links work."""
    Procedure.with_drafts.filter(pk=procedure.pk).update(preview_round=F("preview_round") + 1)


def behind(token):
    """What the link still shows, or None, and then the public page, or None.

    Raises ``BadSignature`` for a link that we never gave.
    """
    row, page, number, is_fresh = _read(token)
    rows = Procedure.with_drafts.with_rows().filter(pk=row, preview_round=number)
    procedure = is_fresh and rows.first()
    if procedure and not procedure.is_published():
        return procedure, None
    return None, Procedure.objects.published().filter(pk=page).first()


def _read(token):
    try:
        names, is_fresh = _signer.unsign(token, max_age=LASTS), True
    except SignatureExpired:
        names, is_fresh = _signer.unsign(token), False
    names, _dot, number = names.partition(".")
    row, _dash, page = names.partition("-")
    return row, page or row, number or 0, is_fresh
