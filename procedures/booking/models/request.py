import secrets

from django.conf import settings
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


class Reason(models.TextChoices):
    """Why a request is closed without a visit."""

    PHONED = "phoned", _("Reached us by phone")
    UNSUITED = "unsuited", _("Not suitable")
    DECLINED = "declined", _("Patient declined")
    UNREACHED = "unreached", _("Could not be reached")
    DUPLICATE = "duplicate", _("Duplicate of another request")


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
    waiting_since = models.DateTimeField(
        _("waiting since"), help_text="When it was received, or was last reopened."
    )
    due_at = models.DateTimeField(_("promised by"))
    moved_at = models.DateTimeField(help_text="When the status last changed.")
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Counts the steps, to notice two at once."
    )

    # the page may change or go; the names it was asked with stay
    # (no index of their own: the lists are read by the indexes below, and deleting is rare)
    procedure = models.ForeignKey(
        "procedures.Procedure",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    procedure_name = models.CharField(_("procedure"), max_length=120, blank=True)
    office = models.ForeignKey(
        "procedures.Office", models.SET_NULL, related_name="+", null=True, db_index=False
    )
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

    # what the front desk did
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("with"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    tries = models.PositiveSmallIntegerField(_("calls without an answer"), default=0)
    try_again_on = models.DateField(_("try again on"), null=True, blank=True)
    visit_at = models.DateTimeField(_("visit"), null=True, blank=True)
    visit_minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    visit_note = EncryptedField(_("note to the patient"), blank=True)
    visit_sequence = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Rises with each calendar file sent (RFC 5546)."
    )
    reason = models.CharField(_("reason"), max_length=9, choices=Reason, blank=True)
    duplicate_of = models.CharField(_("duplicate of"), max_length=9, blank=True)
    responded_at = models.DateTimeField(_("first response"), null=True, blank=True)
    response_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text="Open minutes of the office until the first response."
    )
    record_number = EncryptedField(_("number in our records"), blank=True)

    spam_score = models.PositiveSmallIntegerField(default=0, editable=False)
    spam_reasons = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
        ordering = ["received_at", "pk"]
        permissions = [("export_appointmentrequest", "Can export appointment requests")]
        indexes = [
            models.Index("status", "office", "waiting_since", name="booking_waiting"),
            models.Index("status", "office", "moved_at", name="booking_moved"),
            # none begins with the office: SQLite, which keeps no statistics, would take it for the
            # best way to a page of requests that is asked for by key
            models.Index(
                "responded_at", "office", "response_minutes", "status", name="booking_responded"
            ),
            models.Index("received_at", "office", "status", name="booking_received"),
        ]
        constraints = [
            models.CheckConstraint(
                name="request_status_is_known",
                condition=models.Q(status__in=[status.value for status in Status]),
            ),
            models.CheckConstraint(
                name="request_with_a_visit_has_its_time",
                condition=~models.Q(status__in=["booked", "done"])
                | models.Q(visit_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_is_closed_with_a_reason",
                condition=models.Q(status="closed", reason__gt="")
                | models.Q(status="erased")
                | (~models.Q(status="closed") & models.Q(reason="")),
            ),
            models.CheckConstraint(
                name="request_that_is_a_duplicate_names_the_other",
                condition=models.Q(reason="duplicate", duplicate_of__gt="")
                | (~models.Q(reason="duplicate") & models.Q(duplicate_of="")),
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
