from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    RECEIVED = "received", _("Request received online")
    CHANGED = "changed", _("Changed by the patient")
    TAKEN = "taken", _("Taken")
    NO_ANSWER = "no-answer", _("No answer")
    BOOKED = "booked", _("Booked")
    DONE = "done", _("Visit done")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    NOTED = "noted", _("Internal note")
    NUMBERED = "numbered", _("Number in our records noted")
    MARKED_SPAM = "marked-spam", _("Moved to suspected spam")
    RESTORED = "restored", _("Restored from suspected spam")
    SENT = "sent", _("Message sent")
    NOT_SENT = "not-sent", _("Message could not be sent yet")
    GAVE_UP = "gave-up", _("Message given up")
    ERASED = "erased", _("Personal data erased")


class Event(models.Model):
    """One line of what happened to a request; who looked at it is in ``look.py``.

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
