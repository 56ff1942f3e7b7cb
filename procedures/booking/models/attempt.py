from django.db import models


class Attempt(models.Model):
    """One try to send the form, counted by a keyed hash; kept for a day, to notice floods."""

    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("kind", "digest", "at", name="booking_attempts_of_one")]

    def __str__(self):
        return self.kind
