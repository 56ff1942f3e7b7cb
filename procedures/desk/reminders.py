"""A message to the owners about the pages that a clinician should read again."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.models import Procedure

from .roles import OWNER

AHEAD = timedelta(days=30)


def remind_of_reviews(today=None):
    """Write to every owner with an email about what is due, or due within a month; give to how
    many. Nothing is sent when nothing is due.
    """
    pages = due_or_soon(today or timezone.localdate())
    owners = User.objects.filter(groups__name=OWNER, is_active=True).exclude(email="")
    if not pages:
        return 0
    for owner in owners:
        letter(pages, owner.email).send()
    return len(owners)


def due_or_soon(today):
    """(page, is it overdue), the longest overdue first."""
    known = Procedure.objects.published().filter(review_due_on__lte=today + AHEAD)
    return [(page, page.review_due_on < today) for page in known.order_by("review_due_on", "name")]


def letter(pages, to):
    words = {
        "pages": pages,
        "address": settings.SITE_URL
        + reverse("admin:procedures_procedure_changelist")
        + "?review=due",
    }
    return EmailMessage(
        subject=_("Pages to be reviewed"),
        body=render_to_string("admin/mail/reviews.txt", words),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
