from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import EncryptedField


class MessageKind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt to the patient")
    OFFICE = "office", _("Notice to the office")
    VISIT = "visit", _("Time of the visit to the patient")
    CANCEL = "cancel", _("Visit called off, to the patient")


class Delivery(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    GIVEN_UP = "given-up", _("Given up")


class MessageQuerySet(models.QuerySet):
    def due(self, at=None):
        """Waiting, their time has come, and no worker holds them."""
        at = at or timezone.now()
        free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=at)
        return self.filter(free, delivery=Delivery.WAITING, next_try_at__lte=at)


class Message(models.Model):
    """The outbox: a message to be sent, written in the transaction that gave rise to it."""

    request = models.ForeignKey(
        "booking.AppointmentRequest", models.CASCADE, related_name="messages"
    )
    kind = models.CharField(_("message"), max_length=8, choices=MessageKind)
    sequence = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Of the calendar file: the request's visit_sequence."
    )
    to = EncryptedField(_("to"))
    delivery = models.CharField(
        _("delivery"), max_length=8, choices=Delivery, default=Delivery.WAITING
    )
    created_at = models.DateTimeField(_("written"))
    next_try_at = models.DateTimeField(_("next try"))
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    trouble = models.CharField(_("last trouble"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="request_has_a_message_of_a_kind_once", fields=["request", "kind", "sequence"]
            ),
        ]
        indexes = [
            models.Index(
                "next_try_at",
                name="booking_messages_waiting",
                condition=models.Q(delivery="waiting"),
            ),
            models.Index(
                "request",
                name="booking_messages_given_up",
                condition=models.Q(delivery="given-up"),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"
