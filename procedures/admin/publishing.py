"""The publishing rule, said kindly by the form. Drafts and withdrawn pages are never held up."""

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures.models import Clinic, Procedure, Status
from procedures.models.procedure import missing_kinds, missing_lists

from .new_conditions import NewConditionsForm
from .picturing import PictureForm
from .rows import RowFormSet
from .withdrawing import check_farewell


def in_words(missing):
    return "; ".join(str(item) for item in missing)


class ProcedureForm(PictureForm, NewConditionsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"related", "replaced_by"} & set(self.fields):
            self.fields[name].queryset = self.fields[name].queryset.exclude(pk=self.instance.pk)
        for name in {"conditions", "related", "replaced_by"} & set(self.fields):
            widget = self.fields[name].widget  # chosen here, made and deleted on their own pages
            widget.can_add_related = widget.can_delete_related = False
        if "publish_at" in self.fields:
            date, time = self.fields["publish_at"].widget.widgets
            date.attrs["aria-label"] = _("Public from: date")
            time.attrs["aria-label"] = _("Public from: time")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("status") == Status.PUBLISHED:
            self.check_ready()
            if "publish_at" in self.cleaned_data:
                self.cleaned_data["publish_at"] = self.cleaned_data["publish_at"] or timezone.now()
        check_farewell(self)

    def clean_slug(self):
        """Also of a draft: it is to take the place of its page."""
        slug = self.cleaned_data["slug"]
        own = [self.instance.pk, self.instance.draft_of_id]
        if Procedure.objects.filter(slug=slug).exclude(pk__in=filter(None, own)).exists():
            raise ValidationError(_("Another page has this address already."))
        return slug

    def refuse(self, field, words):
        """Unless the field has a complaint already."""
        if field not in self.errors:
            self.add_error(field, words)

    def check_ready(self):
        if not self.cleaned_data.get("summary"):
            self.refuse(
                "summary",
                _(
                    "This page cannot be published yet: it needs a summary. "
                    "Write one sentence here, or set the status to “Draft”."
                ),
            )
        if not self.instance.reviewed_on and Clinic.current().require_review:
            self.add_error(
                None,
                _(
                    "This page cannot be published yet: it needs a review by a clinician. "
                    "Set the status to “Draft”, save, and have it reviewed."
                ),
            )


class NeededRows:
    """For the rows that a published page may not lack."""

    def missing(self, rows):
        raise NotImplementedError

    def clean(self):
        super().clean()
        if self.instance.status != Status.PUBLISHED:
            return
        rows = [getattr(form, "cleaned_data", {}) for form in self.forms]
        if missing := self.missing([row for row in rows if not row.get("DELETE")]):
            raise ValidationError(
                _(
                    "This page cannot be published yet: it needs %(missing)s. "
                    "Add it below, or set the status to “Draft”."
                ),
                params={"missing": in_words(missing)},
            )


class QuestionFormSet(NeededRows, BaseInlineFormSet):
    def missing(self, rows):
        return missing_kinds({row.get("kind") for row in rows if row.get("answer")})


class WarningSignFormSet(NeededRows, RowFormSet):
    def missing(self, rows):
        return missing_lists({row.get("urgency") for row in rows if row.get("text")})
