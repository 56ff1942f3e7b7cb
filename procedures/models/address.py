from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .version import WithHistory


def check_path(path):
    if not path.startswith("/") or path.startswith("//") or set(path) & set("?#\\"):
        raise ValidationError(_("Enter the part after the site's name, like /procedures/old/."))


class OldAddress(WithHistory):
    """An address that once worked: it leads to a new one, or says that the page is gone."""

    path = models.CharField(_("old address"), max_length=255, unique=True, validators=[check_path])
    leads_to = models.CharField(
        _("leads to"),
        max_length=255,
        blank=True,
        validators=[check_path],
        help_text=_("An address of this site. Empty: the page is gone for good (410)."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="old_address_does_not_lead_to_itself",
                condition=~Q(leads_to=F("path")),
                violation_error_message=_("An address cannot lead to itself."),
            ),
        ]

    def __str__(self):
        return self.path

    @classmethod
    def moved(cls, old, new):
        """Remember that the page at ``old`` is now at ``new``; chains are kept one step long."""
        cls.objects.filter(path=new).delete()
        cls.objects.filter(leads_to=old).update(leads_to=new)
        cls.objects.update_or_create(path=old, defaults={"leads_to": new})
