"""The history of whatever staff edit: what was different, and the way back; also for what was
deleted."""

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied, ValidationError
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
from procedures.models import NotReady, Version, What
from procedures.models.content import content_of

from .drafts import kind_of_save, went_back
from .publishing import in_words

PER_PAGE = 50


class WithVersions:
    """For the admin of anything that has a history, before whatever writes."""

    def get_urls(self):
        own = {
            "deleted/": self.deleted_view,
            "deleted/<int:version_id>/": self.deleted_version_view,
            "deleted/<int:version_id>/restore/": self.bring_back_view,
            "<path:object_id>/history/<int:version_id>/": self.version_view,
            "<path:object_id>/history/<int:version_id>/restore/": self.restore_view,
        }
        names = ["deleted", "deleted_version", "bring_back", "version", "restore"]
        kind = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"{kind}_{name}")
                for name, (route, view) in zip(names, own.items(), strict=True)
            ),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        if change:
            restoring.keep_what_stands(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not getattr(request, "saves_as_draft", False):
            back = went_back(form, change)
            what = What.TAKEN_BACK if back else kind_of_save(form.instance)
            self._keep(request, form.instance, what)

    def delete_model(self, request, obj):
        """A page takes the draft ahead of it along; what comes back first are its own words."""
        draft = drafts.draft_of(obj) if hasattr(obj, "draft_of") else None
        for record in filter(None, (draft, obj)):
            self._keep(request, record, What.DELETED)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        """Each is kept."""
        for record in queryset:
            self.delete_model(request, record)

    def _keep(self, request, record, what):
        Version.keep(self._fresh(record), request.user, what)

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
            lines = self.difference(version.content, content_of(page))
        else:
            lines = self.difference(before.content if before else {}, version.content)
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
        had_draft = self._has_draft(page)
        try:
            restored = restoring.restore(page, version, request.user)
        except NotReady as refused:
            words = _("Not restored: this page waits for its time, and this version needs %s.")
            messages.error(request, words % in_words(refused.missing))
            return self._to("history", page.pk)
        except ValidationError as refused:
            messages.error(request, _("Not restored: %s") % " ".join(refused.messages))
            return self._to("history", page.pk)
        self.log_change(request, page, _("An older version restored."))
        self._say_restored(request, restored, had_draft)
        self._say_address(request, restored, version)
        return self._to("change", restored.pk)

    def _has_draft(self, page):
        return hasattr(page, "draft_of") and drafts.draft_of(page) is not None

    def _say_restored(self, request, restored, had_draft):
        if not getattr(restored, "draft_of_id", None):
            messages.success(request, _("Restored: it says again what this version said."))
            return
        words = _("Restored as a draft. Readers go on seeing the public page until you publish it.")
        messages.success(request, words)
        if had_draft:
            words = _("It took the place of the draft that was here; that one is in the history.")
            messages.info(request, words)

    def _say_address(self, request, restored, version):
        if getattr(restored, "slug", None) != version.content.get("slug"):
            words = _("Its address is taken by another page, so this one has the address “%s”.")
            messages.warning(request, words % restored.slug)

    @method_decorator(require_safe)
    def deleted_view(self, request):
        self._check_may_look(request)
        words = _("Deleted %(records)s") % {"records": self.opts.verbose_name_plural}
        context = {"title": words, "may_restore": self.may_bring_back(request)}
        versions = Version.objects.deleted(self.model).defer("content")
        return self._show(request, "deleted", context | self._paged(request, versions))

    @method_decorator(require_safe)
    def deleted_version_view(self, request, version_id):
        self._check_may_look(request)
        version = get_object_or_404(Version.objects.deleted(self.model), pk=version_id)
        context = {
            "title": _("Deleted: “%(name)s”") % {"name": version.name},
            "version": version,
            "lines": self.difference({}, version.content),
            "may_restore": self.may_bring_back(request),
        }
        return self._show(request, "version", context)

    @method_decorator(require_POST)
    def bring_back_view(self, request, version_id):
        if not self.may_bring_back(request):
            raise PermissionDenied
        version = get_object_or_404(
            Version.objects.of(self.model), pk=version_id, what=What.DELETED
        )
        try:
            record = restoring.bring_back(self.model, version, request.user)
        except ValidationError as refused:
            messages.error(request, _("Not brought back: %s") % " ".join(refused.messages))
            return self._to("deleted")
        if record is None:
            messages.info(request, _("It is back already."))
            return self._to("deleted")
        self.log_addition(request, record, _("Brought back after it was deleted."))
        messages.success(request, self._said_back(record))
        self._say_address(request, record, version)
        return self._to("change", record.pk)

    def _said_back(self, record):
        if hasattr(record, "draft_of"):
            return _("The page is back, as a draft. Nobody sees it yet.")
        if hasattr(record, "is_public"):
            return _("“%(name)s” is back. Tick “shown on the site” to show it.") % {"name": record}
        return _("“%(name)s” is back.") % {"name": record}

    def _page(self, request, object_id):
        """The page, also when asked by way of the draft ahead of it."""
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        page = restoring.page_of(found)
        self._check_may_look(request, page)
        return page

    def _check_may_look(self, request, page=None):
        if not self.has_view_or_change_permission(request, page):
            raise PermissionDenied

    def _fresh(self, record):
        """As it is stored, whatever the form did to it."""
        return self.model._base_manager.get(pk=record.pk)

    def _to(self, name, *args):
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", *args)

    def difference(self, before, after):
        return difference(before, after, self.order_of_form(), self.model)

    def order_of_form(self):
        """The names of its fields and lists, from top to bottom."""
        rows = {self.opts.get_field(name).related_model: name for name in self.model.ROWS}
        return [
            *flatten_fieldsets(self.fieldsets),
            *(rows[inline.model] for inline in self.inlines),
        ]

    def _paged(self, request, versions):
        paginator = self.get_paginator(request, versions, PER_PAGE)
        shown = paginator.get_page(request.GET.get("p"))
        pages = list(paginator.get_elided_page_range(shown.number))
        return {"versions": shown, "pages": pages, "gap": paginator.ELLIPSIS}

    def _show(self, request, name, context):
        request.current_app = self.admin_site.name
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/procedures/procedure/{name}.html", context)
