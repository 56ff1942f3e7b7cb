"""What an import would make: the page is saved, looked at, and put back."""

from dataclasses import dataclass

from django.db import transaction

from procedures.models.content import content_of

from . import report
from .saving import Result, save


@dataclass
class Trial:
    result: Result
    content: dict
    document: dict
    checks: list


def try_out(document, slug="", keep_review=False):
    """Nothing of it stays. Raises ``Refused`` as ``save`` does, but never ``Kept``."""
    with transaction.atomic():
        result = save(document, slug=slug, replace=True, keep_review=keep_review)
        trial = Trial(
            result,
            content_of(result.procedure),
            result.procedure.document(),
            report.checks_of(document, result),
        )
        transaction.set_rollback(True)
    return trial
