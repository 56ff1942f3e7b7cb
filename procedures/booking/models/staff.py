from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficeStaff(models.Model):
    """A colleague who answers the requests of an office. Without a row they see none of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("colleague"),
        related_name="offices",
    )
    office = models.ForeignKey(
        "procedures.Office", models.CASCADE, verbose_name=_("office"), related_name="+"
    )

    class Meta:
        verbose_name = _("office of a colleague")
        verbose_name_plural = _("offices of colleagues")
        constraints = [
            models.UniqueConstraint(
                name="colleague_serves_an_office_once", fields=["user", "office"]
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.office}"
