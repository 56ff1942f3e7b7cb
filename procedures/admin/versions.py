"""The history of a page: what was different, and the way back; also for pages that were deleted."""

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from procedures import drafts, restoring
from procedures.difference import difference
from procedures.models import NotReady, Procedure, Version, What
from procedures.models.content import content_of

from .publishing import in_words

PER_PAGE = 50


class WithVersions:
    """For the admin of procedures, before whatever writes."""

    def get_urls(self):
        own = {
            "deleted/": self.deleted_view,
            "deleted/<int:version_id>/": self.deleted_version_view,
            "deleted/<int:version_id>/restore/": self.bring_back_view,
            "<path:object_id>/history/<int:version_id>/": self.version_view,
            "<path:object_id>/history/<int:version_id>/restore/": self.restore_view,
        }
        names = ["deleted", "deleted_version", "bring_back", "version", "restore"]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"procedures_procedure_{name}")
                for name, (route, view) in zip(names, own.items(), strict=True)
            ),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        if change:
            restoring.keep_what_stands(obj.pk)
        super().save_model(request, obj, form, change)

    def publish_draft(self, request, draft):
        restoring.keep_what_stands(draft.draft_of_id)
        return super().publish_draft(request, draft)

    def delete_model(self, request, obj):
        """Only its last version is a deleted page; drafts that were discarded before are not."""
        obj.versions.filter(what=What.DELETED).update(what=What.DRAFTED)
        super().delete_model(request, obj)

    def may_bring_back(self, request):
        return self.has_change_permission(request) and self.has_add_permission(request)

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        page = self._page(request, object_id)
        context = {
            "title": _("History of “%(name)s”") % {"name": page},
            "page": page,
            "may_restore": self.has_change_permission(request, page),
        }
        versions = page.versions.defer("content")
        return self._show(request, "versions", context | self._paged(request, versions))

    @method_decorator(require_safe)
    def version_view(self, request, object_id, version_id):
        page = self._page(request, object_id)
        version = get_object_or_404(page.versions, pk=version_id)
        with_now = request.GET.get("with") == "now"
        earlier = Q(at__lt=version.at) | Q(at=version.at, pk__lt=version.pk)
        before = None if with_now else page.versions.filter(earlier).first()
        if with_now:
            lines = self._difference(version.content, content_of(self._with_rows(page)))
        else:
            lines = self._difference(before.content if before else {}, version.content)
        context = {
            "title": _("A version of “%(name)s”") % {"name": page},
            "page": page,
            "version": version,
            "before": before,
            "with_now": with_now,
            "lines": lines,
            "may_restore": self.has_change_permission(request, page),
        }
        return self._show(request, "version", context)

    @method_decorator(require_POST)
    def restore_view(self, request, object_id, version_id):
        page = self._page(request, object_id)
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        version = get_object_or_404(page.versions, pk=version_id)
        had_draft = drafts.draft_of(page) is not None
        try:
            restored = restoring.restore(self._with_rows(page), version, request.user)
        except NotReady as refused:
            words = _("Not restored: this page waits for its time, and this version needs %s.")
            messages.error(request, words % in_words(refused.missing))
            return redirect("admin:procedures_procedure_history", page.pk)
        self.log_change(request, page, _("An older version restored."))
        self._say_restored(request, restored, had_draft)
        self._say_address(request, restored, version)
        return redirect("admin:procedures_procedure_change", restored.pk)

    def _say_restored(self, request, restored, had_draft):
        if not restored.draft_of_id:
            messages.success(request, _("Restored: the page says again what this version said."))
            return
        words = _("Restored as a draft. Readers go on seeing the public page until you publish it.")
        messages.success(request, words)
        if had_draft:
            words = _("It took the place of the draft that was here; that one is in the history.")
            messages.info(request, words)

    def _say_address(self, request, restored, version):
        if restored.slug != version.content["slug"]:
            words = _("Its address is taken by another page, so this one has the address “%s”.")
            messages.warning(request, words % restored.slug)

    @method_decorator(require_safe)
    def deleted_view(self, request):
        self._check_may_look(request)
        context = {"title": _("Deleted pages"), "may_restore": self.may_bring_back(request)}
        versions = restoring.deleted().defer("content")
        return self._show(request, "deleted", context | self._paged(request, versions))

    @method_decorator(require_safe)
    def deleted_version_view(self, request, version_id):
        self._check_may_look(request)
        version = get_object_or_404(restoring.deleted(), pk=version_id)
        context = {
            "title": _("The deleted page “%(name)s”") % {"name": version.name},
            "version": version,
            "lines": self._difference({}, version.content),
            "may_restore": self.may_bring_back(request),
        }
        return self._show(request, "version", context)

    @method_decorator(require_POST)
    def bring_back_view(self, request, version_id):
        if not self.may_bring_back(request):
            raise PermissionDenied
        version = get_object_or_404(Version, pk=version_id, what=What.DELETED)
        page = restoring.bring_back(version, request.user)
        if page is None:
            messages.info(request, _("This page is back already."))
            return redirect("admin:procedures_procedure_deleted")
        self.log_addition(request, page, _("Brought back after it was deleted."))
        messages.success(request, _("The page is back, as a draft. Nobody sees it yet."))
        self._say_address(request, page, version)
        return redirect("admin:procedures_procedure_change", page.pk)

    def _page(self, request, object_id):
        """The page, also when asked by way of the draft ahead of it."""
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        page = found.draft_of or found
        self._check_may_look(request, page)
        return page

    def _check_may_look(self, request, page=None):
        if not self.has_view_or_change_permission(request, page):
            raise PermissionDenied

    def _with_rows(self, page):
        return Procedure.with_drafts.with_rows().get(pk=page.pk)

    def _difference(self, before, after):
        inlines = [inline.model._meta.default_related_name for inline in self.inlines]
        return difference(before, after, [*flatten_fieldsets(self.fieldsets), *inlines])

    def _paged(self, request, versions):
        paginator = self.get_paginator(request, versions, PER_PAGE)
        shown = paginator.get_page(request.GET.get("p"))
        pages = list(paginator.get_elided_page_range(shown.number))
        return {"versions": shown, "pages": pages, "gap": paginator.ELLIPSIS}

    def _show(self, request, name, context):
        request.current_app = self.admin_site.name
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/procedures/procedure/{name}.html", context)
