from django.db import models, transaction
from django.db.models import Exists, OuterRef
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
    TAKEN_BACK = "taken-back", _("Back to draft")
    RESTORED = "restored", _("An older version restored")
    REVIEWED = "reviewed", _("Review of the whole page noted")
    IMPORTED = "imported", _("Imported from a document")
    DELETED = "deleted", _("Deleted")


class VersionQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(model=model._meta.model_name)

    def deleted(self, model):
        """The last versions of records that are gone."""
        later = self.model.objects.of(model).filter(
            record=OuterRef("record"), pk__gt=OuterRef("pk")
        )
        there = model._base_manager.filter(pk=OuterRef("record"))
        known = self.of(model).filter(what=What.DELETED)
        return known.exclude(Exists(later)).exclude(Exists(there))


class Version(models.Model):
    """Something as somebody saved it. It outlives the record, so that a deleted one can come
    back, under the same number and so with all of its history.
    """

    model = models.CharField(max_length=20)
    # of the page, also for its draft; of pages deleted before numbers were kept there is none
    record = models.PositiveBigIntegerField(null=True)
    name = models.CharField(_("name"), max_length=120)
    at = models.DateTimeField(_("when"))
    by = models.CharField(_("who"), max_length=150)
    what = models.CharField(_("what happened"), max_length=10, choices=What)
    content = models.JSONField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-pk"]
        default_permissions = []
        indexes = [models.Index(fields=["model", "record"], name="versions_of_a_record")]

    def __str__(self):
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def keep(cls, record, by, what, at=None):
        """Keep a record, or the draft ahead of a page, as it is now.

        A save that changed nothing since the last version of the same kind keeps no new one.
        """
        page = getattr(record, "draft_of", None) or record
        content = content_of(record)
        with transaction.atomic():
            last = page.versions.first()
            if last and (last.what, last.content) == (what, content):
                return last
            return cls.objects.create(
                model=page._meta.model_name,
                record=page.pk,
                name=str(record)[:120],
                at=at or timezone.now(),
                by=str(by),
                what=what,
                content=content,
            )


class WithHistory(models.Model):
    """Of whatever staff edit every version is kept."""

    ROWS = LINKS = ()

    class Meta:
        abstract = True

    @property
    def versions(self):
        return Version.objects.of(self).filter(record=self.pk)
