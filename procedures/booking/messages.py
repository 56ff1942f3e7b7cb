"""What a message says: that something arrived or was agreed; never who asked, for what, or why."""

from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procedures.models import Clinic
from procedures.models.hours import clock

from .calendar_file import address_lines, calendar_file, method, site_host, visit_start
from .models import Delivery, MessageKind, Status
from .outbox import FOR_PATIENT as ABOUT_VISIT

UNREAD = ("no-reply", "noreply", "donotreply", "do-not-reply")
IS_ON = (Status.BOOKED, Status.DONE)


def letter(message, at=None):
    """The message as an email to its one address."""
    at = at or timezone.now()
    to = message.to  # first of all: a message that was withdrawn since has none
    clinic, kind = Clinic.current(), kind_now(message)
    sender = sender_of(clinic)
    words = words_for(message.request, clinic) | {
        "late": message.request.due_at <= at,
        "unread": parseaddr(sender)[1].startswith(UNREAD),
    }
    if kind in ABOUT_VISIT:
        words |= visit_words(message, at)
    mail = EmailMessage(
        subject=subject_of(kind, words.get("changed")),
        body=render_to_string(f"booking/mail/{kind}.txt", words),
        from_email=sender,
        to=[to],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    if kind in ABOUT_VISIT:
        mail.attach(calendar_part(message.request, sender, words["phone"], at))
    return mail


def kind_now(message):
    """One about a visit that was overtaken on its way out says how things stand now."""
    if message.kind not in ABOUT_VISIT:
        return message.kind
    return MessageKind.VISIT if message.request.status in IS_ON else MessageKind.CANCEL


def subject_of(kind, is_changed):
    if kind == MessageKind.VISIT and is_changed:
        return _("Your appointment is changed")
    return {
        MessageKind.RECEIPT: _("Your request has arrived"),
        MessageKind.OFFICE: _("A new request is waiting"),
        MessageKind.VISIT: _("Your appointment is booked"),
        MessageKind.CANCEL: _("Your appointment is called off"),
    }[kind]


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


def visit_words(message, at):
    request = message.request
    local = visit_start(request)
    return {
        "visit": _("%(time)s (%(zone)s)") % {"time": day_and_time(local), "zone": local.tzname()},
        "address": address_lines(request.office),
        "note": request.visit_note,
        "changed": was_told_of_a_visit(message),
        "late": local <= at,
    }


def was_told_of_a_visit(message):
    """By the last message before this one: after a visit was called off, the next is a new one."""
    told = message.request.messages.filter(kind__in=ABOUT_VISIT, delivery=Delivery.SENT)
    kinds = told.exclude(pk=message.pk).order_by("-sequence").values_list("kind", flat=True)
    return kinds.first() == MessageKind.VISIT


def calendar_part(request, sender, phone, at):
    is_on = request.status in IS_ON
    content = calendar_file(
        request,
        uid=own_number(request, "visit"),
        organizer=parseaddr(sender)[1],
        phone=phone,
        is_on=is_on,
        at=at,
    )
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", method(is_on))
    part.add_header("Content-Disposition", "attachment", filename="appointment.ics")
    return part


def day_and_time(local):
    """Tuesday, November 24, 10 am."""
    day = date_format(local.date(), "l, F j")
    return _("%(day)s, %(time)s") % {"day": day, "time": clock(local)}


def sender_of(clinic):
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((" ".join((name or clinic.name).split()), address))


def message_id(message):
    """The same for every try, so that a copy sent again after a crash can be recognised."""
    return f"<{own_number(message.request, message.kind, message.pk)}>"


def own_number(request, *parts):
    """Says nothing, stays the same also when keys change, and nobody can guess it."""
    own = " ".join(map(str, (request.submission, *parts)))
    return f"{sha256(own.encode()).hexdigest()[:32]}@{site_host()}"
