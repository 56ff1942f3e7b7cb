"""“I reviewed the whole page”: the only way in which a page's review moves."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.models import Procedure, Version, What

from .drafts import row_of

MAY_REVIEW = "procedures.review_procedure"
USUAL = timedelta(days=365)
LONGEST = timedelta(days=3 * 366)
FIELDS = ["reviewer_name", "reviewer_role", "reviewed_on", "review_due_on", "review_note"]


class ReviewForm(forms.ModelForm):
    read_it_all = forms.BooleanField(
        label=gettext_lazy("The whole page was read, from the summary to the warning lists"),
        error_messages={"required": gettext_lazy("Tick this only when it is so.")},
    )

    class Meta:
        model = Procedure
        fields = FIELDS
        widgets = {
            "reviewed_on": AdminDateWidget,
            "review_due_on": AdminDateWidget,
            "review_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in {
            "reviewer_name": _("Enter who reviewed the page."),
            "reviewer_role": _("Enter the reviewer's role, such as “Physician”."),
            "reviewed_on": _("Enter the day of the review."),
            "review_due_on": _("Enter when the page is to be reviewed again."),
        }.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Enter the day of the review; this day is to come."))
        return day

    def clean(self):
        cleaned = super().clean()
        day, due = cleaned.get("reviewed_on"), cleaned.get("review_due_on")
        if day and due and not day < due <= day + LONGEST:
            self.add_error("review_due_on", _("Enter a day after the review, within three years."))
        return cleaned


class WithReview:
    """For the admin of procedures. A clinician reviews; an editor may do it in their name."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.review_view)
        name = "procedures_procedure_review"
        return [path("<path:object_id>/review/", view, name=name), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *FIELDS]

    def review_view(self, request, object_id):
        procedure = row_of(object_id)
        if procedure is None:
            raise Http404
        if not request.user.has_perm(MAY_REVIEW):
            raise PermissionDenied
        form = self._review_form(request, procedure)
        if request.method == "POST" and form.is_valid():
            return self.review(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review of “%(name)s”") % {"name": procedure.name},
            "opts": self.opts,
            "page": procedure,
            "form": form,
        }
        return TemplateResponse(request, "admin/procedures/procedure/review.html", context)

    def _review_form(self, request, procedure):
        today = timezone.localdate()
        initial = {
            "reviewer_name": request.user.get_full_name() or procedure.reviewer_name,
            "reviewed_on": today,
            "review_due_on": today + USUAL,
            "review_note": "",
        }
        sent = request.POST if request.method == "POST" else None
        return ReviewForm(sent, instance=procedure, initial=initial)

    @transaction.atomic
    def review(self, request, form):
        """Who said so is kept beside who reviewed."""
        procedure = form.save()
        fresh = Procedure.with_drafts.with_rows().get(pk=procedure.pk)
        Version.keep(fresh, request.user, What.REVIEWED)
        self.log_change(request, procedure, _("Review of the whole page noted."))
        messages.success(request, _("The review is noted. Thank you."))
        return redirect("admin:procedures_procedure_change", procedure.pk)
