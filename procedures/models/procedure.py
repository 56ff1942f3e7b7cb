from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .clinic import Clinic
from .document import GLANCE, build_document
from .origin import WithOrigin
from .publishing import NotReady, Publishable, PublishableQuerySet, Status
from .question import REQUIRED_KINDS
from .rows import Urgency
from .version import WithHistory


class Farewell(models.TextChoices):
    """What the address of a withdrawn page answers."""

    NOT_FOUND = "not-found", _("Page not found (404)")
    GONE = "gone", _("Gone for good (410)")
    REDIRECT = "redirect", _("Lead to the page that replaces it")


class ProcedureQuerySet(PublishableQuerySet):
    def with_rows(self):
        """Everything ``document`` reads, in a constant number of queries."""
        return self.prefetch_related(
            "questions", "steps", "milestones", "warning_signs", "side_effects", "conditions"
        )

    def due_for_review(self, at=None):
        """Published pages whose next review date has come; ``at`` is a date."""
        return self.filter(status=Status.PUBLISHED, review_due_on__lte=at or timezone.localdate())


class PageManager(models.Manager.from_queryset(ProcedureQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(draft_of=None)


class Procedure(Publishable, WithOrigin, WithHistory):
    ROWS = ("questions", "steps", "milestones", "warning_signs", "side_effects")
    LINKS = ("conditions", "related")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address on the site"), max_length=120)
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One on each line: everyday words such as “cortisone shot”, short forms."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=50, help_text=_("Lower numbers come first in lists.")
    )
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One sentence. It also shows in lists and in search results."),
    )

    time = models.CharField(_("time"), max_length=60, blank=True)
    stay = models.CharField(_("stay"), max_length=60, blank=True)
    awake = models.CharField(_("awake or asleep"), max_length=60, blank=True)
    driver = models.CharField(_("driver"), max_length=60, blank=True)
    take_it_easy = models.CharField(_("take it easy"), max_length=60, blank=True)

    conditions = models.ManyToManyField(
        "procedures.Condition",
        verbose_name=_("conditions treated"),
        related_name="procedures",
        blank=True,
    )
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related procedures"),
        symmetrical=False,
        related_name="+",
        blank=True,
    )
    # of the renditions in the storage, see procedures/pictures.py
    picture = models.CharField(max_length=16, blank=True, editable=False)
    picture_widths = models.JSONField(default=list, blank=True, editable=False)
    picture_alt = models.CharField(
        _("picture in words"),
        max_length=200,
        blank=True,
        help_text=_("What it shows, for people who do not see it."),
    )

    safety_notice = models.TextField(
        _("safety notice"),
        blank=True,
        help_text=_("A warning that must be on the page, such as one from the FDA."),
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("For staff; not shown on the page.")
    )

    reviewer_name = models.CharField(_("reviewed by"), max_length=120, blank=True)
    reviewer_role = models.CharField(_("role of the reviewer"), max_length=120, blank=True)
    reviewed_on = models.DateField(
        _("whole page reviewed on"),
        null=True,
        blank=True,
        help_text=_("Only when a clinician has read the whole page."),
    )
    review_due_on = models.DateField(_("next review due on"), null=True, blank=True)
    review_note = models.TextField(_("what the review changed"), blank=True)

    farewell = models.CharField(
        _("once withdrawn, its address answers"),
        max_length=10,
        choices=Farewell,
        default=Farewell.NOT_FOUND,
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("replaced by"),
        related_name="+",
        null=True,
        blank=True,
    )
    draft_of = models.OneToOneField(
        "self", models.CASCADE, related_name="draft", null=True, editable=False
    )
    # carried by each preview link; counting up ends all that were given before
    preview_round = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    # pages; a draft ahead of a public page is no page of its own, and found by its own name
    objects = PageManager()
    with_drafts = ProcedureQuerySet.as_manager()

    class Meta(Publishable.Meta):
        abstract = False
        base_manager_name = "with_drafts"
        permissions = [("review_procedure", "Can note the review of a whole page")]
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["position", Lower("name")]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="procedure_has_an_address_of_its_own",
                fields=["slug"],
                condition=Q(draft_of__isnull=True),
                violation_error_message=_("Another page has this address already."),
            ),
            models.CheckConstraint(
                name="procedure_review_names_the_reviewer",
                condition=Q(reviewed_on__isnull=True)
                | (~Q(reviewer_name="") & ~Q(reviewer_role="")),
                violation_error_message=_("A review needs the reviewer's name and role."),
            ),
            models.CheckConstraint(
                name="procedure_picture_is_told_in_words",
                condition=Q(picture="") | ~Q(picture_alt=""),
                violation_error_message=_("Say in words what the picture shows."),
            ),
            models.CheckConstraint(
                name="procedure_does_not_replace_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                violation_error_message=_("A page cannot be replaced by itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self.status == Status.PUBLISHED and self.publish_at is None:
            self.publish_at = timezone.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("procedures:procedure", args=[self.slug])

    def names(self):
        """Its name and all other names."""
        return [self.name, *self.other_names.split("\n")]

    def short_facts(self):
        """One line for lists, as in "15 to 30 minutes, home the same day"."""
        where = self.stay or self.driver
        words = [self.time, where[:1].lower() + where[1:] if self.time else where]
        return ", ".join(filter(None, words))

    def document(self):
        """The page as one plain document; see ``build_document``."""
        return build_document(self)

    def content(self):
        names = (
            "name", "slug", "other_names", "summary", "safety_notice", "sources",
            *GLANCE,
        )  # fmt: skip
        content = {name: getattr(self, name) for name in names}
        if self.picture:  # content stamped before there were pictures stays as it was
            content |= {"picture": self.picture, "picture_alt": self.picture_alt}
        for rows in ("questions", "steps", "milestones", "warning_signs", "side_effects"):
            content[rows] = [row.content() for row in getattr(self, rows).all()]
        for others in ("conditions", "related"):
            content[others] = sorted(other.pk for other in getattr(self, others).all())
        return content

    def missing_for_publishing(self):
        """What the publishing rule still asks for, in words; empty when the page is ready."""
        missing = []
        if not self.summary.strip():
            missing.append(_("a summary"))
        answered = {question.kind for question in self.questions.all() if question.answer.strip()}
        missing += missing_kinds(answered)
        missing += missing_lists({sign.urgency for sign in self.warning_signs.all()})
        if not self.reviewed_on and Clinic.current().require_review:
            missing.append(_("a review by a clinician"))
        return missing

    def publish(self, at=None):
        """Make the page public from ``at`` on. Raises ``NotReady`` with what is missing."""
        if missing := self.missing_for_publishing():
            raise NotReady(missing)
        self.status, self.publish_at = Status.PUBLISHED, at or timezone.now()
        self.save(update_fields=["status", "publish_at", "changed_at"])

    def successor(self):
        """The public page that this withdrawn one leads to, if need be by way of others."""
        page, passed = self, set()
        while page.status == Status.WITHDRAWN and page.pk not in passed:
            passed.add(page.pk)
            if page.farewell != Farewell.REDIRECT or page.replaced_by is None:
                return None
            page = page.replaced_by
        return page if page.is_published() else None


def missing_kinds(kinds):
    """The required kinds of question that are not among ``kinds``, in words."""
    return [
        _("an answer of the kind “%(kind)s”") % {"kind": kind.label}
        for kind in REQUIRED_KINDS
        if kind not in kinds
    ]


def missing_lists(urgencies):
    """The required lists of warning signs that are not among ``urgencies``, in words."""
    return [
        _("the list “%(list)s”") % {"list": urgency.label}
        for urgency in Urgency
        if urgency not in urgencies
    ]
