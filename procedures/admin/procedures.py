from django.contrib import admin, messages
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from procedures.models import (
    Farewell,
    Milestone,
    NotReady,
    OldAddress,
    Procedure,
    Question,
    SideEffect,
    Status,
    Step,
    Version,
    WarningSign,
    What,
)

from .advising import WithAdvice
from .answers import ANSWER_FIELDS, WithAnswers
from .drafts import WithDrafts
from .importing import WithImport
from .new_conditions import WithNewConditions
from .ordering import WithOrder
from .pages import PageAdmin
from .picturing import FIELDS as PICTURE_FIELDS
from .picturing import WithPicture
from .preview import WithPreview
from .publishing import ProcedureForm, QuestionFormSet, WarningSignFormSet, in_words
from .reviewing import FIELDS, WithReview
from .rows import FewRows, RowInline
from .together import WithNotice
from .versions import WithVersions
from .withdrawing import WithWithdrawing


class QuestionInline(FewRows, admin.StackedInline):
    model = Question
    formset = QuestionFormSet
    fields = [("kind", "position"), "question", "label", "answer", "is_general"]
    formfield_overrides = ANSWER_FIELDS
    extra = 0


class StepInline(RowInline):
    model = Step
    fields = ["title", "text", "position"]


class MilestoneInline(RowInline):
    model = Milestone
    fields = ["when", "text", "position"]


class WarningSignInline(RowInline):
    model = WarningSign
    formset = WarningSignFormSet
    fields = ["urgency", "text", "is_general", "position"]


class SideEffectInline(RowInline):
    model = SideEffect
    fields = ["frequency", "text", "position"]


class ReviewFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("never", _("Not yet reviewed")), ("due", _("Due again")), ("done", _("Reviewed"))]

    def queryset(self, request, queryset):
        return {
            "never": queryset.filter(reviewed_on=None),
            "due": queryset.due_for_review(),
            "done": queryset.exclude(reviewed_on=None),
        }.get(self.value(), queryset)


@admin.register(Procedure)
class ProcedureAdmin(
    WithNotice,
    WithOrder,
    WithAnswers,
    WithVersions,
    WithDrafts,
    WithReview,
    WithPreview,
    WithImport,
    WithPicture,
    WithAdvice,
    WithWithdrawing,
    WithNewConditions,
    PageAdmin,
):
    form = ProcedureForm
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "position", "other_names", "summary"],
                "description": _("The top of the page, and what lists and searches show."),
            },
        ),
        (
            _("At a glance"),
            {
                "fields": ["time", "stay", "awake", "driver", "take_it_easy"],
                "description": _("Short facts beside the title. An empty one is not shown."),
            },
        ),
        (
            _("Picture"),
            {
                "fields": PICTURE_FIELDS,
                "description": _("Optional. It stands above the first answer."),
            },
        ),
        (
            _("Conditions and related procedures"),
            {
                "fields": ["conditions", "new_conditions", "related"],
                "description": _(
                    "Tick what belongs to this page. "
                    "A condition that is missing from the list is made right here."
                ),
            },
        ),
        (
            _("Safety"),
            {
                "fields": ["safety_notice"],
                "description": _(
                    "Shown apart from other text. The lists of when to call are further below."
                ),
            },
        ),
        (
            _("Review"),
            {
                "fields": FIELDS,
                "description": _(
                    "Noted by “Note a review” above, when a clinician has read the whole page. "
                    "Without one, the page says that no clinician has reviewed it yet."
                ),
            },
        ),
        (
            _("Publishing"),
            {
                "fields": ["status", "publish_at"],
                "description": _(
                    "A page needs a summary, both lists of when to call, and an answer to four "
                    "questions: what it is, conditions treated, what happens, recovery."
                ),
            },
        ),
        (
            _("Once it is withdrawn"),
            {
                "fields": ["farewell", "replaced_by"],
                "description": _(
                    "What people find who still have the address. "
                    "A page can be deleted only after it is withdrawn."
                ),
            },
        ),
        (
            _("About this record"),
            {
                "fields": ["sources", "origin_in_words", "changed"],
                "description": _("For staff only; never shown on the page."),
            },
        ),
    ]
    inlines = [
        QuestionInline,
        StepInline,
        MilestoneInline,
        SideEffectInline,
        WarningSignInline,
    ]
    formfield_overrides = PageAdmin.formfield_overrides | {
        models.ManyToManyField: {"widget": CheckboxSelectMultiple(attrs={"class": "checks"})}
    }
    list_display = ["name", "status_in_words", "origin_in_words", "changed"]
    list_filter = ["status", "origin", ReviewFilter]
    search_fields = ["name", "other_names", "summary", "slug"]
    actions = ["publish", "withdraw", "back_to_draft", *PageAdmin.actions]

    def with_content(self, queryset):
        queryset = queryset.with_rows().prefetch_related("related")
        return queryset.filter(draft_of=None).select_related("draft")

    def had_readers(self, page):
        return page.publish_at is not None and page.publish_at <= timezone.now()

    @admin.display(description=_("status"), ordering="status")
    def status_in_words(self, procedure):
        if getattr(procedure, "draft", None):
            return _("Published, with a draft ahead")
        if procedure.status != Status.PUBLISHED or procedure.is_published():
            return procedure.get_status_display()
        when = date_format(timezone.localtime(procedure.publish_at), "DATETIME_FORMAT")
        return _("Scheduled for %(when)s") % {"when": when}

    @admin.action(description=_("Publish now"), permissions=["change"])
    @transaction.atomic
    def publish(self, request, queryset):
        done = 0
        for procedure in queryset:
            if procedure.is_published():
                words = _("“%(name)s” is published already.")
                messages.info(request, words % {"name": procedure})
                continue
            try:
                procedure.publish()
            except NotReady as refused:
                words = _("“%(name)s” was not published: it needs %(missing)s.")
                names = {"name": procedure, "missing": in_words(refused.missing)}
                messages.error(request, words % names)
            else:
                Version.keep(procedure, request.user, What.PUBLISHED)
                self.log_change(request, procedure, _("Published."))
                done += 1
        if done:
            words = ngettext("%(n)d procedure published.", "%(n)d procedures published.", done)
            messages.success(request, words % {"n": done})

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        done = self.move(request, queryset, Status.DRAFT, What.TAKEN_BACK)
        words = ngettext("%(n)d procedure is a draft.", "%(n)d procedures are drafts.", done)
        messages.success(request, words % {"n": done})

    @transaction.atomic
    def move(self, request, queryset, status, what):
        for procedure in queryset:
            procedure.status = status
            procedure.save(update_fields=["status", "changed_at"])
            Version.keep(procedure, request.user, what)
            self.log_change(request, procedure, f"{what.label}.")
        return len(queryset)

    def delete_model(self, request, obj):
        """A deleted page's address goes on answering what staff chose for it."""
        path = obj.get_absolute_url()
        if self.had_readers(obj) and obj.farewell == Farewell.GONE:
            OldAddress.objects.update_or_create(path=path, defaults={"leads_to": ""})
        elif self.had_readers(obj) and obj.farewell == Farewell.REDIRECT and obj.replaced_by:
            OldAddress.moved(path, obj.replaced_by.get_absolute_url())
        super().delete_model(request, obj)
