import re

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .origin import WithOrigin
from .publishing import published_filter
from .version import WithHistory


class BodyPlace(models.TextChoices):
    """From head to foot: the order of the list beside the drawn figure."""

    HEAD = "head", _("Head")
    BACK_OF_HEAD = "back-of-head", _("Back of the head")
    JAW = "jaw", _("Jaw")
    NECK = "neck", _("Neck")
    SHOULDER = "shoulder", _("Shoulder")
    CHEST = "chest", _("Chest or ribs")
    UPPER_BACK = "upper-back", _("Upper or middle back")
    ARM = "arm", _("Arm")
    ELBOW = "elbow", _("Elbow")
    BELLY = "belly", _("Belly")
    LOWER_BACK = "lower-back", _("Lower back")
    HIP = "hip", _("Hip")
    HAND = "hand", _("Hand or wrist")
    BUTTOCK = "buttock", _("Buttock or tailbone")
    GROIN = "groin", _("Groin or pelvis")
    LEG = "leg", _("Leg")
    KNEE = "knee", _("Knee")
    CALF = "calf", _("Lower leg")
    FOOT = "foot", _("Foot or ankle")


class ConditionQuerySet(models.QuerySet):
    def published(self, at=None):
        """A condition is public while a published procedure treats it."""
        treated = self.model.procedures.through.objects.filter(published_filter(at, "procedure__"))
        return self.filter(pk__in=treated.values("condition"))


class Condition(WithOrigin, WithHistory):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address on the site"),
        max_length=120,
        unique=True,
        error_messages={"unique": _("Another page has this address already.")},
    )
    summary = models.TextField(
        _("plain summary"),
        blank=True,
        help_text=_("What it is and how it feels, in two or three short sentences."),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One on each line: everyday words, medical terms, short forms."),
    )
    place = models.CharField(_("place on the body"), max_length=12, choices=BodyPlace, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="condition_has_its_own_name",
                violation_error_message=_("There is a condition with this name already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("procedures:condition", args=[self.slug])

    def is_published(self, at=None):
        return self.procedures.published(at).exists()

    def first_sentence(self):
        """For lists; the whole summary is on the condition's own page."""
        return re.split(r"(?<=[.!?])\s", self.summary.strip(), maxsplit=1)[0]

    def other_names_in_words(self):
        return ", ".join(name for name in self.other_names.splitlines() if name.strip())

    def names(self):
        """Its name and all other names."""
        return [self.name, *self.other_names.split("\n")]

    def content(self):
        names = ("name", "slug", "summary", "other_names", "place")
        return {name: getattr(self, name) for name in names}
