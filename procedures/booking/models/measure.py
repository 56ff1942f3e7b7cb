from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.Model):
    """How an office answered in one period, counted ahead of time by the worker.

    Counting a million requests takes too long for a page. What changes by the minute (who waits,
    who is overdue) is not kept here.
    """

    office = models.ForeignKey("procedures.Office", models.CASCADE, related_name="+")
    period = models.CharField(max_length=10, help_text="The Monday of a week, or “last-30”.")
    received = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    median_minutes = models.PositiveIntegerField(null=True)
    nine_in_ten_minutes = models.PositiveIntegerField(null=True)
    booked = models.PositiveIntegerField()
    closed = models.JSONField(default=dict, help_text="Reason: how many.")
    measured_at = models.DateTimeField()

    class Meta:
        verbose_name = _("numbers")
        verbose_name_plural = _("how fast we answer")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                name="office_is_measured_once_a_period", fields=["office", "period"]
            ),
        ]

    def __str__(self):
        return f"{self.office_id} {self.period}"
