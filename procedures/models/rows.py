"""The small rows of a procedure's page: steps, milestones, warning signs, side effects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Row(models.Model):
    procedure = models.ForeignKey("procedures.Procedure", models.CASCADE)
    position = models.PositiveSmallIntegerField(
        _("order"), blank=True, default=None, help_text=_("Empty: last.")
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, *args, **kwargs):
        if self.position is None:
            siblings = type(self).objects.filter(procedure=self.procedure)
            last = siblings.aggregate(last=models.Max("position"))["last"]
            self.position = (last or 0) + 1
        super().save(*args, **kwargs)

    def content(self):
        """What staff can edit, as plain data."""
        kept = {"id", "procedure"}
        fields = (field.name for field in self._meta.concrete_fields if field.name not in kept)
        return {name: getattr(self, name) for name in fields}


class Step(Row):
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), blank=True)

    class Meta(Row.Meta):
        verbose_name = _("step of the visit")
        verbose_name_plural = _("steps of the visit")
        default_related_name = "steps"

    def __str__(self):
        return self.title


class Milestone(Row):
    when = models.CharField(_("when"), max_length=60, help_text=_("As in “First 2 days”."))
    text = models.TextField(_("text"))

    class Meta(Row.Meta):
        verbose_name = _("recovery milestone")
        verbose_name_plural = _("recovery milestones")
        default_related_name = "milestones"

    def __str__(self):
        return self.when


class Urgency(models.TextChoices):
    CALL_US = "call-us", _("Call us if")
    CALL_911 = "call-911", _("Call 911 now if")


class WarningSign(Row):
    urgency = models.CharField(_("list"), max_length=10, choices=Urgency)
    text = models.CharField(
        _("sign"),
        max_length=200,
        help_text=_("Goes on from “Call us if”, as in “your pain gets worse”."),
    )
    is_general = models.BooleanField(
        _("general reference"),
        default=False,
        help_text=_("Not from the clinic's own document."),
    )

    class Meta(Row.Meta):
        verbose_name = _("warning sign")
        verbose_name_plural = _("warning signs")
        default_related_name = "warning_signs"

    def __str__(self):
        return self.text


class Frequency(models.TextChoices):
    COMMON = "common", _("Common")
    RARE = "rare", _("Rare")


class SideEffect(Row):
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    text = models.CharField(_("side effect"), max_length=200)

    class Meta(Row.Meta):
        verbose_name = _("side effect")
        verbose_name_plural = _("side effects")
        default_related_name = "side_effects"

    def __str__(self):
        return self.text
