from django.db import models
from django.utils.translation import gettext_lazy as _

from .version import WithHistory


class Provider(WithHistory):
    """Somebody who treats patients here, shown on the pages of their offices."""

    LINKS = ("offices",)

    name = models.CharField(_("name"), max_length=120)
    credentials = models.CharField(
        _("letters after the name"), max_length=60, blank=True, help_text=_("As in MD, or PA-C.")
    )
    role = models.CharField(
        _("role"), max_length=120, help_text=_("In plain words, as in “Pain physician”.")
    )
    about = models.TextField(
        _("about them"), blank=True, help_text=_("Two or three short sentences.")
    )
    offices = models.ManyToManyField(
        "procedures.Office", verbose_name=_("offices"), related_name="providers", blank=True
    )
    is_public = models.BooleanField(_("shown on the site"), default=True)
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower numbers come first.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    @property
    def full_name(self):
        """A. Sample, MD"""
        return ", ".join(filter(None, (self.name, self.credentials)))
