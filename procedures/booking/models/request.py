import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import EncryptedField

# no letter or digit that is mistaken for another when read aloud or by hand
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference():
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Status(models.TextChoices):
    NEW = "new", _("To call")
    TRYING = "trying", _("Trying to reach")
    BOOKED = "booked", _("Booked")
    DONE = "done", _("Done")
    CLOSED = "closed", _("Closed")
    SPAM = "spam", _("Suspected spam")
    ERASED = "erased", _("Erased")


OPEN = (Status.NEW, Status.TRYING)


class For(models.TextChoices):
    SELF = "self", _("Me")
    OTHER = "other", _("Someone I care for")


class Way(models.TextChoices):
    CALL = "call", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("Email")


class BestTime(models.TextChoices):
    ANY = "any", _("Any time")
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("After 5 pm")


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    OTHER = "other", _("Another language, with an interpreter")


class Returning(models.TextChoices):
    NEW = "new", _("No, I am a new patient")
    RETURNING = "returning", _("Yes, I have been here before")


class AppointmentRequest(models.Model):
    reference = models.CharField(_("reference"), max_length=9, unique=True, default=new_reference)
    submission = models.CharField(
        max_length=43, unique=True, editable=False, help_text="One number for each rendered form."
    )
    same_words = models.CharField(  # noqa: DJ001 (erased requests must not clash: null, not "")
        max_length=64,
        unique=True,
        null=True,
        editable=False,
        help_text="Keyed hash of all that was typed, and of the day.",
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.NEW)
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("promised by"))
    changed_at = models.DateTimeField(auto_now=True)

    # the page may change or go; the names it was asked with stay
    procedure = models.ForeignKey(
        "procedures.Procedure", models.SET_NULL, related_name="+", null=True, blank=True
    )
    procedure_name = models.CharField(_("procedure"), max_length=120, blank=True)
    office = models.ForeignKey("procedures.Office", models.SET_NULL, related_name="+", null=True)
    office_name = models.CharField(_("office"), max_length=80)
    half_days = models.JSONField(_("times that suit"), default=list, blank=True)
    for_whom = models.CharField(_("visit for"), max_length=5, choices=For, default=For.SELF)
    returning = models.CharField(_("patient here before"), max_length=9, choices=Returning)

    name = EncryptedField(_("patient"))
    carer_name = EncryptedField(_("asked by"), blank=True)
    phone = EncryptedField(_("phone"))
    email = EncryptedField(_("email"), blank=True)
    note = EncryptedField(_("note"), blank=True)
    way = models.CharField(_("reach by"), max_length=5, choices=Way, default=Way.CALL)
    best_time = models.CharField(_("best time"), max_length=9, choices=BestTime)
    language = models.CharField(_("language"), max_length=5, choices=Language)
    other_language = EncryptedField(_("other language"), max_length=60, blank=True)
    agreed_at = models.DateTimeField(_("agreed to be contacted"))

    spam_score = models.PositiveSmallIntegerField(default=0, editable=False)
    spam_reasons = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                "office",
                "received_at",
                name="booking_open_by_office",
                condition=models.Q(status__in=[status.value for status in OPEN]),
            ),
            models.Index("status", "received_at", name="booking_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                name="request_status_is_known",
                condition=models.Q(status__in=[status.value for status in Status]),
            ),
        ]

    def __str__(self):
        return self.reference


class SearchKey(models.Model):
    """A keyed hash by which a request is found: a word of a name, phone digits, an email."""

    request = models.ForeignKey(AppointmentRequest, models.CASCADE, related_name="search_keys")
    kind = models.CharField(max_length=5)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="request_holds_a_key_once", fields=["kind", "digest", "request"]
            ),
        ]

    def __str__(self):
        return self.kind
