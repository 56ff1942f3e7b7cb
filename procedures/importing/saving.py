"""An imported document becomes a draft, all of it or nothing."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from procedures.models import Condition, Origin, Procedure, Status
from procedures.models.rich_text import from_plain
from procedures.search.index import held

from .conditions import key
from .refusals import Kept, NoName, Refused

CREATED, UPDATED, REPLACED, UNCHANGED = "created", "updated", "replaced", "unchanged"
_GLANCE_NOT_IN_DOCUMENTS = ("stay", "awake", "driver", "take_it_easy")
_REVIEW = ("reviewer_name", "reviewer_role", "review_note")
_ROWS = ("steps", "milestones", "warning_signs", "side_effects")


@dataclass
class Result:
    procedure: Procedure
    action: str
    conditions_new: list[Condition] = field(default_factory=list)
    conditions_linked: list[Condition] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)


@transaction.atomic
@held()
def save(document, slug="", replace=False, keep_review=False):
    """Make or update the draft. Raises ``Kept`` rather than overwrite what staff wrote."""
    slug = address_of(document, slug)
    existing = Procedure.objects.select_for_update().filter(slug=slug).first()
    if existing is None:
        result = Result(Procedure(slug=slug), CREATED)
    elif reason := reason_to_keep(existing):
        if not replace:
            way_out = _("Use --replace to overwrite it, or --slug for a separate draft.")
            raise Kept(_refusal(existing, reason), way_out)
        result = Result(existing, REPLACED)
    else:
        result = Result(existing, UPDATED)
    _find_conditions(document, result)
    if result.action == UPDATED and _is_same(document, result):
        result.action = UNCHANGED
    else:
        _write(document, result, keep_review)
    result.procedure = Procedure.objects.with_rows().get(pk=result.procedure.pk)
    if result.action != UNCHANGED:
        result.procedure.stamp(Origin.IMPORT)
    return result


def address_of(document, slug=""):
    """Where the page of this document is, or is to be."""
    _check_name(document.name)
    return _slug(document.name, slug)


def add_conditions(document):
    """Save the conditions of the document that are not there yet."""
    result = Result(Procedure(), CREATED)
    _find_conditions(document, result)
    _save_conditions(result)


def _check_name(name):
    if not name:
        raise NoName(_("The document does not say what the procedure is called."), _("Use --name."))
    if len(name) > Procedure._meta.get_field("name").max_length:
        raise Refused(_("The name “%s” is too long.") % name)


def _slug(name, slug):
    most = Procedure._meta.get_field("slug").max_length
    if slug:
        try:
            validate_slug(slug)
        except ValidationError as error:
            raise Refused(
                _("“%s” is no address: use letters, numbers and hyphens.") % slug
            ) from error
        if len(slug) > most:
            raise Refused(_("The address “%s” is too long.") % slug)
        return slug.lower()
    made = slugify(name)[:most].strip("-")
    if not made:
        raise NoName(_("No address can be made from the name “%s”.") % name, _("Use --slug."))
    return made


def reason_to_keep(procedure):
    """Why this page must not be overwritten, in words; None for an untouched draft."""
    if procedure.status == Status.PUBLISHED:
        if procedure.publish_at > timezone.now():
            return _("it is scheduled to be published")
        return _("it is published")
    if procedure.status == Status.WITHDRAWN:
        return _("it was withdrawn")
    if procedure.origin == Origin.SAMPLE:
        return _("it is sample content")
    if procedure.origin == Origin.STAFF:
        return _("staff made it")
    if not procedure.is_untouched(Origin.IMPORT):
        return _("staff have edited it since it was imported")
    return None


def _refusal(procedure, reason):
    return _("The page “%(name)s” (%(slug)s) is kept as it is, because %(reason)s.") % {
        "name": procedure.name,
        "slug": procedure.slug,
        "reason": reason,
    }


def _find_conditions(document, result):
    """Records for the names in the document: those there are, else new ones, not yet saved."""
    known = {}
    conditions = list(Condition.objects.order_by("pk"))
    for names in (lambda c: c.names(), lambda c: [c.slug], lambda c: [c.name]):
        known |= {key(name): condition for condition in conditions for name in names(condition)}
    known.pop("", None)
    for name in document.conditions:
        if condition := known.get(key(name)):
            if condition not in result.conditions_linked:
                result.conditions_linked.append(condition)
        elif slugify(name):
            result.conditions_new.append(Condition(name=name, slug=slugify(name)))
        else:
            result.checks.append(_("Not read as a condition: “%s”") % name)


def _is_same(document, result):
    procedure = result.procedure
    saved = [(made.kind, made.question, made.answer) for made in procedure.questions.all()]
    read = [(made.kind, made.question, from_plain(made.answer)) for made in document.questions]
    facts = (procedure.name, procedure.summary, procedure.time)
    linked = {condition.pk for condition in result.conditions_linked}
    return (
        saved == read
        and facts == (document.name, document.summary, document.time)
        and not result.conditions_new
        and linked == {condition.pk for condition in procedure.conditions.all()}
    )


def _write(document, result, keep_review):
    procedure = result.procedure
    if result.action != CREATED and not keep_review:
        _clear_review(procedure, result)
    _write_facts(procedure, document, result)
    procedure.questions.all().delete()
    for position, made in enumerate(document.questions, start=1):
        procedure.questions.create(
            kind=made.kind,
            question=made.question,
            answer=from_plain(made.answer),
            position=position,
        )
    _save_conditions(result)
    procedure.conditions.set([*result.conditions_linked, *result.conditions_new])


def _save_conditions(result):
    for condition in result.conditions_new:
        condition.save()
        condition.stamp(Origin.IMPORT)


def _write_facts(procedure, document, result):
    procedure.name, procedure.time = document.name, document.time
    if document.summary or result.action != REPLACED:
        procedure.summary = document.summary
    elif procedure.summary:
        result.checks.append(_("The summary was kept: does it still fit the new words?"))
    procedure.status, procedure.publish_at = Status.DRAFT, None
    if result.action == REPLACED:
        _remove_what_belongs_to_other_words(procedure)
    procedure.save()


def _clear_review(procedure, result):
    """A review was of the words that are being replaced."""
    if procedure.reviewed_on:
        result.checks.append(_("The review record was removed: these words are not reviewed yet."))
    procedure.reviewed_on = procedure.review_due_on = None
    for name in _REVIEW:
        setattr(procedure, name, "")


def _remove_what_belongs_to_other_words(procedure):
    procedure.safety_notice = ""
    for name in _GLANCE_NOT_IN_DOCUMENTS:
        setattr(procedure, name, "")
    for rows in _ROWS:
        getattr(procedure, rows).all().delete()
