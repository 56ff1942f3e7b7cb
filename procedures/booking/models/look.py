from django.db import models
from django.utils.translation import gettext_lazy as _


class How(models.TextChoices):
    RECORD = "record", _("Opened the record")
    LIST = "list", _("Saw a list")
    SEARCH = "search", _("Searched")
    BESIDE = "beside", _("Saw beside another record")
    PRINT = "print", _("Opened the sheet to print")
    EXPORT = "export", _("Exported")
    SIGN_IN = "in", _("Signed in")
    SIGN_OUT = "out", _("Signed out")
    REFUSED = "refuse", _("Wrong password")
    CODE_REFUSED = "code", _("Wrong code at the second step")
    SECOND_STEP = "second", _("Set up their second step")
    PASSWORD = "newpw", _("Chose a new password by a link")
    RESET = "reset", _("Took away a second step")


class Look(models.Model):
    """One look of a colleague at patients' requests: a page that showed them. Coming, going and
    wrong passwords or codes are among them, with no request.

    Like the history it keeps plain text, outlives requests and accounts, and is append-only
    in the database itself.
    """

    at = models.DateTimeField(_("when"))
    by = models.CharField(_("who"), max_length=150, help_text="A staff user name.")
    how = models.CharField(_("how"), max_length=6, choices=How)
    count = models.PositiveIntegerField(_("requests shown"))
    detail = models.CharField(max_length=200, blank=True, help_text="Never a personal word.")

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("who looked at whom")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index("by", "at", name="booking_looks_of_one"),
            models.Index("at", name="booking_looks_by_time"),
        ]

    def __str__(self):
        return f"{self.by} {self.how} {self.count}"


class LookedAt(models.Model):
    """One request that a look showed."""

    look = models.ForeignKey(Look, models.PROTECT, related_name="looked_at")
    reference = models.CharField(max_length=9)

    class Meta:
        default_permissions = []
        indexes = [models.Index("reference", "look", name="booking_looks_at_one")]

    def __str__(self):
        return self.reference
