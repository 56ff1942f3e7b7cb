from django.db import models
from django.utils.translation import gettext_lazy as _

from .rich_text import RichTextField
from .rows import Row


class Kind(models.TextChoices):
    """What a question is about, in the order of the page."""

    WHAT = "what", _("What it is")
    TREATS = "treats", _("Conditions treated")
    SUITS = "suits", _("Is it right for me")
    PREPARE = "prepare", _("How to prepare")
    HAPPENS = "happens", _("What happens")
    RECOVERY = "recovery", _("Recovery")
    SIDE_EFFECTS = "side-effects", _("Side effects")
    WHEN_TO_CALL = "when-to-call", _("When to call")
    OTHER = "other", _("Other")


REQUIRED_KINDS = (Kind.WHAT, Kind.TREATS, Kind.HAPPENS, Kind.RECOVERY)

SHORT_LABELS = {
    Kind.WHAT: _("What is it?"),
    Kind.TREATS: _("What can it treat?"),
    Kind.SUITS: _("Is it right for me?"),
    Kind.PREPARE: _("How to prepare"),
    Kind.HAPPENS: _("What happens?"),
    Kind.RECOVERY: _("Recovery"),
    Kind.SIDE_EFFECTS: _("Side effects"),
    Kind.WHEN_TO_CALL: _("When to call"),
}


class Question(Row):
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    question = models.CharField(_("question"), max_length=255)
    label = models.CharField(
        _("short label"),
        max_length=60,
        blank=True,
        help_text=_("For the contents list. Empty: the usual words for this kind."),
    )
    answer = RichTextField(
        _("answer"),
        blank=True,
        help_text=_(
            "Paragraphs, lists, bold words and links are kept, and nothing else. "
            "Without the buttons, write plain text: an empty line between paragraphs, and "
            "“- ” or “1. ” before each line of a list. Where you see tags, write between them."
        ),
    )
    is_general = models.BooleanField(
        _("general reference"),
        default=False,
        help_text=_(
            "Not from the clinic's own document: shown apart, "
            "and marked as unreviewed until a clinician has reviewed the page."
        ),
    )

    class Meta(Row.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_related_name = "questions"

    def __str__(self):
        return self.question

    def short_label(self):
        return self.label or str(SHORT_LABELS.get(self.kind, self.question))
