from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    RECEIVED = "received", _("Request received online")
    CHANGED = "changed", _("Changed by the patient")
    OPENED = "opened", _("Opened")
    LISTED = "listed", _("Shown in a list")
    SEARCHED = "searched", _("Found by a search")
    MARKED_SPAM = "marked-spam", _("Moved to suspected spam")
    RESTORED = "restored", _("Restored from suspected spam")
    SENT = "sent", _("Message sent")
    NOT_SENT = "not-sent", _("Message could not be sent yet")
    GAVE_UP = "gave-up", _("Message given up")
    ERASED = "erased", _("Personal data erased")


class Event(models.Model):
    """One line of a request's history.

    Plain text instead of foreign keys: it outlives the request and the staff account. The
    database itself refuses to change or delete it (triggers in the first migration).
    """

    reference = models.CharField(max_length=9, db_index=True)
    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150, help_text="A staff user name, “patient” or “system”.")
    verb = models.CharField(max_length=12, choices=Verb)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("history")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.reference} {self.verb}"
