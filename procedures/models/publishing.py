"""One word, ``published``, decides what the public may see. Lists, pages, the sitemap and
structured data all start from it.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def published_filter(at=None, path=""):
    """The rule as a filter; ``path`` leads from another model, as in ``"procedures__"``."""
    return Q(
        **{
            f"{path}status": Status.PUBLISHED,
            f"{path}publish_at__lte": at or timezone.now(),
            f"{path}draft_of__isnull": True,
        }
    )


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(published_filter(at))


class NotReady(Exception):
    """The page lacks something the publishing rule asks for; ``missing`` lists it in words."""

    def __init__(self, missing):
        super().__init__("; ".join(str(item) for item in missing))
        self.missing = missing


class Publishable(models.Model):
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=True
    )
    publish_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("A published page is shown from this time on. Empty means from now on."),
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_has_a_time",
                condition=~Q(status=Status.PUBLISHED) | Q(publish_at__isnull=False),
                violation_error_message=_("A published page needs the time it becomes public."),
            ),
        ]

    def is_published(self, at=None):
        if self.status != Status.PUBLISHED or self.publish_at is None:
            return False
        return self.publish_at <= (at or timezone.now())
