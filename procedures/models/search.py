"""What search reads: one row for each page and each answer, written with the page itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """A page (of a procedure, a condition, an office) or, with an anchor, one answer of it.

    The three columns of stems are what both databases match; see ``procedures/search``.
    """

    procedure = models.ForeignKey("procedures.Procedure", models.CASCADE, null=True)
    condition = models.ForeignKey("procedures.Condition", models.CASCADE, null=True)
    office = models.ForeignKey("procedures.Office", models.CASCADE, null=True)
    anchor = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    names = models.TextField(blank=True)
    headings = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        default_related_name = "search_entries"
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="search_entry_is_of_one_page",
                condition=models.Q(procedure__isnull=False, condition=None, office=None)
                | models.Q(procedure=None, condition__isnull=False, office=None)
                | models.Q(procedure=None, condition=None, office__isnull=False),
            ),
        ]

    def __str__(self):
        return self.heading


class SearchWord(models.Model):
    """A word that stands on some page: what a misspelled one may have meant."""

    word = models.CharField(max_length=40, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.word


class SearchCount(models.Model):
    """How often something was looked for in a month. Of the person nothing is kept: no
    sentence as it was typed, no number, no address, no hour.
    """

    month = models.DateField(_("month"))
    words = models.CharField(_("looked for"), max_length=120)
    found = models.BooleanField(_("found something"))
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("search by patients")
        verbose_name_plural = _("searches by patients")
        ordering = ["-month", "-times", "words"]
        constraints = [
            models.UniqueConstraint(
                name="search_is_counted_once_a_month", fields=["month", "words", "found"]
            ),
        ]

    def __str__(self):
        return self.words
