"""Where a record came from, and whether staff have changed it since the program wrote it.

A fingerprint of the content, not a flag, so that an edit by any road is noticed.
"""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    STAFF = "staff", _("Staff")
    IMPORT = "import", _("Imported document")
    SAMPLE = "sample", _("Sample content")


def fingerprint(content):
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class WithOrigin(models.Model):
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin, default=Origin.STAFF, editable=False
    )
    origin_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    def content(self):
        """Everything staff can edit, as plain data."""
        raise NotImplementedError

    def stamp(self, origin):
        """Remember that the program wrote this content; call it after every row is saved."""
        self.origin = origin
        self.origin_fingerprint = fingerprint(self.content())
        type(self).objects.filter(pk=self.pk).update(
            origin=self.origin, origin_fingerprint=self.origin_fingerprint
        )

    def is_untouched(self, origin):
        """True if the program wrote it, from that origin, and nobody has changed it since."""
        return self.origin == origin and self.origin_fingerprint == fingerprint(self.content())

    def origin_in_words(self):
        if self.origin == Origin.STAFF or self.is_untouched(self.origin):
            return self.get_origin_display()
        return _("%(origin)s, edited by staff") % {"origin": self.get_origin_display()}
