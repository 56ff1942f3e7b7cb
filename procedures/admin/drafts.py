"""Draft, publish, schedule: how a change reaches readers whole, and when the editor wants."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import DateTimeField, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from procedures import drafts, restoring
from procedures.models import NotReady, Procedure, Status, Version, What
from procedures.models.content import content_of

from .publishing import in_words

AS_DRAFT, PUBLISH, SCHEDULE = "_save_as_draft", "_publish", "_schedule"
OF_THE_PAGE = {"status", "publish_at", "farewell", "replaced_by", "origin_in_words"}


def row_of(object_id):
    """The page or draft of an address of the admin, or None: also for what is no number."""
    known = Procedure.with_drafts.filter(pk=object_id) if object_id.isdecimal() else []
    return next(iter(known), None)


class WithDrafts:
    """For the admin of procedures: a draft is edited by the same form as its page."""

    def get_urls(self):
        own = [
            path("<path:object_id>/discard/", self.admin_site.admin_view(self.discard_view),
                 name="procedures_procedure_discard"),
            path("<path:object_id>/unschedule/", self.admin_site.admin_view(self.unschedule_view),
                 name="procedures_procedure_unschedule"),
        ]  # fmt: skip
        return [*own, *super().get_urls()]

    def get_queryset(self, request):
        """Also drafts, so that they can be opened; the list leaves them out."""
        return Procedure.with_drafts.all()

    def has_delete_permission(self, request, obj=None):
        """A draft is discarded, with a way back."""
        is_draft = obj is not None and obj.draft_of_id is not None
        return super().has_delete_permission(request, obj) and not is_draft

    def get_deleted_objects(self, objs, request):
        """A page takes the draft ahead of it along; no draft is deleted alone."""
        found, counts, not_allowed, protected = super().get_deleted_objects(objs, request)
        not_allowed.discard(self.opts.verbose_name)
        return found, counts, not_allowed, protected

    def get_fieldsets(self, request, obj=None):
        """A draft has no status of its own: it is ahead of a page that is public."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.draft_of_id is None:
            return fieldsets
        left = [
            (title, options | {"fields": [n for n in options["fields"] if n not in OF_THE_PAGE]})
            for title, options in fieldsets
        ]
        return [(title, options) for title, options in left if options["fields"]]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        page = row_of(object_id or "")
        if page and request.method == "POST" and AS_DRAFT in request.POST:
            return self.save_as_draft(request, page, form_url, extra_context)
        context = {"draft": drafts.draft_of(page), "page": page} if page else {}
        context |= {"is_public": page.is_published()} if page else {}
        context |= extra_context or {}
        return super().changeform_view(request, object_id, form_url, context)

    def save_as_draft(self, request, page, form_url, extra_context):
        """The form saves the page as always, what it then says becomes the draft, and the page
        is put back: so the draft holds exactly what the form would have saved.
        """
        asked_for = request.POST.get("status", page.status)
        self._take_for_a_draft(request)
        with transaction.atomic():
            answer = super().changeform_view(request, str(page.pk), form_url, extra_context)
            is_saved = answer.status_code == 302
            if is_saved:
                content = content_of(Procedure.with_drafts.with_rows().get(pk=page.pk))
            transaction.set_rollback(True)
        if not is_saved:
            request.POST["status"] = asked_for  # not the draft's, were it saved to the page next
            return answer
        content["conditions"] += [made.pk for made in self.make_new_conditions(request)]
        draft = drafts.write_draft(page, content, request.user)
        words = _("Saved as a draft. Readers go on seeing the public page until you publish it.")
        messages.success(request, words)
        return redirect("admin:procedures_procedure_change", draft.pk)

    def _take_for_a_draft(self, request):
        """A draft need not be ready to be published."""
        request.POST = request.POST.copy()
        request.POST["status"] = Status.DRAFT
        request.saves_as_draft = True

    def response_change(self, request, obj):
        if getattr(request, "saves_as_draft", False):
            return redirect("admin:procedures_procedure_change", obj.pk)
        if obj.draft_of_id and (PUBLISH in request.POST or SCHEDULE in request.POST):
            return self.publish_draft(request, obj)
        return super().response_change(request, obj)

    def publish_draft(self, request, draft):
        page = draft.draft_of
        restoring.keep_what_stands(page)
        try:
            at = self.time_of(request) if SCHEDULE in request.POST else None
            left = drafts.publish_draft(
                Procedure.with_drafts.with_rows().get(pk=draft.pk), request.user, at
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("admin:procedures_procedure_change", draft.pk)
        except NotReady as refused:
            words = _("The draft is saved, but not published: it needs %(missing)s.")
            messages.error(request, words % {"missing": in_words(refused.missing)})
            return redirect("admin:procedures_procedure_change", draft.pk)
        if left.draft_of_id:
            when = timezone.localtime(at)
            words = _("Readers will see it from %(day)s, %(time)s on.")
            messages.success(request, words % {"day": f"{when:%B %-d}", "time": f"{when:%H:%M}"})
            return redirect("admin:procedures_procedure_change", draft.pk)
        self.log_change(request, page, _("Draft published."))
        messages.success(request, _("Published: readers see the new page now."))
        return redirect("admin:procedures_procedure_change", page.pk)

    def time_of(self, request):
        words = {
            "required": _("Enter the day and the time from which readers see it."),
            "invalid": _("Enter a day and a time, such as 2026-12-01 09:00."),
        }
        # the buttons stand above and below the form
        typed = next(filter(None, request.POST.getlist("schedule_at")), "").replace("T", " ")
        at = DateTimeField(error_messages=words).clean(typed)
        if at <= timezone.now():
            raise ValidationError(_("Enter a time to come, or publish it now."))
        return at

    @method_decorator(require_POST)
    def discard_view(self, request, object_id):
        draft = self._draft(request, object_id)
        page = draft.draft_of
        with transaction.atomic():
            Version.keep(Procedure.with_drafts.with_rows().get(pk=draft.pk), request.user,
                         What.DELETED)  # fmt: skip
            draft.delete()
        messages.success(request, _("The draft is gone. Its last version is in the history."))
        return redirect("admin:procedures_procedure_change", page.pk)

    @method_decorator(require_POST)
    def unschedule_view(self, request, object_id):
        draft = self._draft(request, object_id)
        drafts.unschedule(draft, request.user)
        messages.success(request, _("It is no longer scheduled. The draft stays a draft."))
        return redirect("admin:procedures_procedure_change", draft.pk)

    def _draft(self, request, object_id):
        draft = row_of(object_id)
        if draft is None or draft.draft_of_id is None:
            raise Http404
        if not self.has_change_permission(request, draft):
            raise PermissionDenied
        return draft


def went_back(form, change):
    """Whether this save took a page off the site, back to a draft."""
    was_told = change and "status" in form.changed_data
    return was_told and form.instance.status == Status.DRAFT


def kind_of_save(record):
    """What has no status of its own is simply saved."""
    if getattr(record, "draft_of_id", None):
        return What.DRAFTED
    return {Status.PUBLISHED: What.PUBLISHED, Status.WITHDRAWN: What.WITHDRAWN}.get(
        getattr(record, "status", None), What.SAVED
    )
