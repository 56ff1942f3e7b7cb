"""What an import tells the person who started it."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from . import saving


def report(document, result):
    """Short lines: what was made, then what a person should check."""
    procedure = result.procedure
    lines = [_headline(result), *_address(procedure), "", _("Questions:")]
    for number, made in enumerate(document.questions, start=1):
        lines.append(f"  {number}. {made.question} [{made.kind.label}]")
    lines += [*_conditions(result), _time(document)]
    checks = checks_of(document, result)
    return [*lines, "", _("Please check:"), *(f"  - {check}" for check in checks)]


def checks_of(document, result):
    return [
        *_left_out(document),
        *document.checks,
        *result.checks,
        *_missing(result.procedure),
    ]


def _headline(result):
    said = {
        saving.CREATED: _("Made the draft “%s”."),
        saving.UPDATED: _("Updated the draft “%s”."),
        saving.UNCHANGED: _("Nothing changed: the draft “%s” already says all this."),
        saving.REPLACED: _(
            "REPLACED “%s”. The page is a DRAFT again: it is NOT PUBLIC until someone publishes it."
        ),
    }
    return said[result.action] % result.procedure.name


def _address(procedure):
    try:
        path = reverse("admin:procedures_procedure_change", args=[procedure.pk])
    except NoReverseMatch:  # a site without the staff's pages
        return
    yield settings.SITE_URL + path


def _conditions(result):
    for label, conditions in (
        (_("Conditions, new: %s"), result.conditions_new),
        (_("Conditions, linked: %s"), result.conditions_linked),
    ):
        if conditions:
            yield label % ", ".join(condition.name for condition in conditions)


def _time(document):
    return _("Time: %s") % (document.time or _("not found"))


def _left_out(document):
    if document.left_out:
        yield _("Left out: %s") % ", ".join(f"“{text}”" for text in document.left_out)


def _missing(procedure):
    if missing := procedure.missing_for_publishing():
        yield _("Before it can be published it needs %s.") % "; ".join(map(str, missing))
