"""A page that is not public as patients will see it, on a phone and on a desk, and a link to it."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from procedures import preview_links

from .drafts import row_of

SAVE_AND_PREVIEW = "_preview"


class WithPreview:
    """For the admin of procedures. Whoever may look at a page may look at its preview."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("<path:object_id>/preview/", wrap(self.preview_view),
                 name="procedures_procedure_preview"),
            path("<path:object_id>/preview/end/", wrap(self.end_links_view),
                 name="procedures_procedure_end_links"),
        ]  # fmt: skip
        return [*own, *super().get_urls()]

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def preview_view(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        procedure = row_of(object_id)
        if procedure is None:
            raise Http404
        if procedure.is_published():
            return redirect(procedure)
        link = preview_links.link_to(procedure)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview of “%(name)s”") % {"name": procedure.name},
            "opts": self.opts,
            "page": procedure,
            "link": link,
            "address": settings.SITE_URL + link,
            "until": timezone.now() + preview_links.LASTS,
            "may_end": self.has_change_permission(request, procedure),
        }
        return TemplateResponse(request, "admin/procedures/procedure/preview.html", context)

    @method_decorator(require_POST)
    @transaction.atomic
    def end_links_view(self, request, object_id):
        procedure = row_of(object_id)
        if procedure is None:
            raise Http404
        if not self.has_change_permission(request, procedure):
            raise PermissionDenied
        preview_links.end_links(procedure)
        self.log_change(request, procedure, _("All preview links ended."))
        messages.success(request, _("All links given so far have ended. Below is a new one."))
        return redirect("admin:procedures_procedure_preview", procedure.pk)

    def response_add(self, request, obj, post_url_continue=None):
        return self._to_preview(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._to_preview(request, obj) or super().response_change(request, obj)

    def _to_preview(self, request, procedure):
        if SAVE_AND_PREVIEW not in request.POST:
            return None
        messages.success(request, _("Saved."))
        return redirect("admin:procedures_procedure_preview", procedure.pk)
