from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .content import content_of


class What(models.TextChoices):
    """Why a version was kept."""

    SAVED = "saved", _("Saved")
    DRAFTED = "drafted", _("Saved as a draft")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Scheduled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RESTORED = "restored", _("An older version restored")
    REVIEWED = "reviewed", _("Review of the whole page noted")
    IMPORTED = "imported", _("Imported from a document")
    DELETED = "deleted", _("Deleted")


class Version(models.Model):
    """A page as somebody saved it. It outlives the page, so that a deleted one can come back."""

    procedure = models.ForeignKey(
        "procedures.Procedure", models.SET_NULL, related_name="versions", null=True
    )
    name = models.CharField(_("name"), max_length=120)
    at = models.DateTimeField(_("when"))
    by = models.CharField(_("who"), max_length=150)
    what = models.CharField(_("what happened"), max_length=10, choices=What)
    content = models.JSONField()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-pk"]
        default_permissions = []

    def __str__(self):
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(cls, procedure, by, what, at=None):
        """Keep the page, or the draft ahead of it, as it is now.

        A save that changed nothing since the last version of the same kind keeps no new one.
        """
        page = procedure.draft_of or procedure
        content = content_of(procedure)
        with transaction.atomic():
            last = cls.objects.filter(procedure=page).first()
            if last and (last.what, last.content) == (what, content):
                return last
            return cls.objects.create(
                procedure=page,
                name=procedure.name,
                at=at or timezone.now(),
                by=str(by),
                what=what,
                content=content,
            )
