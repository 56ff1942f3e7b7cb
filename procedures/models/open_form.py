"""Who has a form open, so that two do not write the same page without knowing."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STAYS_OPEN = timedelta(hours=2)  # a form that was left without a save is forgotten after that


class OpenForm(models.Model):
    model = models.CharField(max_length=20)
    record = models.PositiveBigIntegerField()
    who = models.CharField(max_length=150)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="form_is_open_once_for_each", fields=["model", "record", "who"]
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.record}: {self.who}"

    @classmethod
    def opened(cls, record, who, at=None):
        """Note that somebody opened the form; returns who else has it open."""
        at = at or timezone.now()
        form = {"model": record._meta.model_name, "record": record.pk}
        cls.objects.filter(since__lt=at - STAYS_OPEN).delete()
        cls.objects.update_or_create(**form, who=who, defaults={"since": at})
        return list(cls.objects.filter(**form).exclude(who=who).order_by("since"))

    @classmethod
    def closed(cls, record, who):
        cls.objects.filter(model=record._meta.model_name, record=record.pk, who=who).delete()
