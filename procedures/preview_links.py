"""Links by which anybody may see, for a week, a page that is not public.

A link names the row, and for a draft also the page that it is ahead of: once the draft is gone,
its link still leads to the page. It says nothing else, and nothing of it is stored.
"""

from datetime import timedelta

from django.core.signing import SignatureExpired, TimestampSigner
from django.urls import reverse

from .models import Procedure

LASTS = timedelta(days=7)
_signer = TimestampSigner(salt="procedures.preview", sep=".")


def link_to(procedure):
    """The address, on this site, of a preview from now on."""
    names = "-".join(str(pk) for pk in (procedure.pk, procedure.draft_of_id) if pk)
    return reverse("procedures:preview", args=[_signer.sign(names)])


def behind(token):
    """What the link still shows, or None, and then the public page, or None.

    Raises ``BadSignature`` for a link that we never gave.
    """
    row, page, is_fresh = _read(token)
    procedure = is_fresh and Procedure.with_drafts.with_rows().filter(pk=row).first()
    if procedure and not procedure.is_published():
        return procedure, None
    return None, Procedure.objects.published().filter(pk=page).first()


def _read(token):
    try:
        names, is_fresh = _signer.unsign(token, max_age=LASTS), True
    except SignatureExpired:
        names, is_fresh = _signer.unsign(token), False
    row, _dash, page = names.partition("-")
    return row, page or row, is_fresh
