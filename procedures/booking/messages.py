"""What a message says: that something arrived, and never who asked, for what, or why."""

from email.utils import formataddr, parseaddr
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procedures.models import Clinic
from procedures.models.hours import clock

from .models import MessageKind

UNREAD = ("no-reply", "noreply", "donotreply", "do-not-reply")


def letter(message, at=None):
    """The message as an email to its one address."""
    clinic = Clinic.current()
    sender = sender_of(clinic)
    words = words_for(message.request, clinic) | {
        "late": message.request.due_at <= (at or timezone.now()),
        "unread": parseaddr(sender)[1].startswith(UNREAD),
    }
    return EmailMessage(
        subject=subject_of(message),
        body=render_to_string(f"booking/mail/{message.kind}.txt", words),
        from_email=sender,
        to=[message.to],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )


def subject_of(message):
    if message.kind == MessageKind.OFFICE:
        return _("A new request is waiting")
    return _("Your request has arrived")


def words_for(request, clinic):
    office = request.office
    zone = office.zone if office else timezone.get_default_timezone()
    return {
        "reference": request.reference,
        "due": day_and_time(request.due_at.astimezone(zone)),
        "phone": (office and office.phone) or clinic.phone,
        "office_name": request.office_name,
        "emergency_line": clinic.emergency_line,
        "sign_in": settings.SITE_URL + reverse("admin:index"),
    }


def day_and_time(local):
    """Tuesday, November 24, 10 am."""
    day = date_format(local.date(), "l, F j")
    return _("%(day)s, %(time)s") % {"day": day, "time": clock(local)}


def sender_of(clinic):
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((" ".join((name or clinic.name).split()), address))


def message_id(message):
    """The same for every try, so that a copy sent again after a crash can be recognised."""
    own = f"{message.request.submission} {message.kind} {message.pk}"
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{sha256(own.encode()).hexdigest()[:32]}@{host}>"
