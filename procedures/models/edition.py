from django.db import models


class Edition(models.Model):
    """One row: a number that is drawn anew with every change of the content (edition.py)."""

    number = models.BigIntegerField()
