from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import EncryptedField


class Note(models.Model):
    """What a colleague wrote down about a request; nobody outside the desk reads it."""

    request = models.ForeignKey("booking.AppointmentRequest", models.CASCADE, related_name="notes")
    at = models.DateTimeField(_("written"))
    by = models.CharField(_("by"), max_length=150)
    text = EncryptedField(_("note"))

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["at", "pk"]
        default_permissions = []

    def __str__(self):
        return f"{self.by} {self.pk}"
