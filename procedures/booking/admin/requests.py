"""The desk of the front office: addresses, and who may open them. What they show is beside it."""

import secrets
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from .. import looks
from ..models import AppointmentRequest, How
from ..offices_served import requests_seen_by
from . import record
from .export import as_csv
from .filters import FILTERS
from .lists import TAB, RequestList
from .searching import failed_messages, find

FOUND_MOST = 50
SEARCHES_KEPT = 5


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(admin.ModelAdmin):
    """Read-only but for the verbs of ``actions.py``.

    Each page that shows a patient first records who looks: if that fails, there is no page.
    """

    actions = None
    list_display = ["reference"]
    list_filter = FILTERS
    list_max_show_all = list_per_page = 25
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = []

    def get_urls(self):
        """Only these: nothing is added or deleted here, and the history is on the record."""
        pages = [
            ("", self.changelist_view, "changelist"),
            ("search/", self.search_view, "search"),
            ("found/<slug:search>/", self.found_view, "found"),
            ("failed/", self.failed_view, "failed"),
            ("export/", self.export_view, "export"),
            ("<int:object_id>/change/", self.change_view, "change"),
            ("<int:object_id>/sheet/", self.sheet_view, "sheet"),
            ("<int:object_id>/step/<str:step>/", self.step_view, "step"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=f"booking_appointmentrequest_{name}")
            for route, view, name in pages
        ]

    # ---- who may ----

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_act_permission(self, request):
        return request.user.has_perm("booking.change_appointmentrequest")

    def has_export_permission(self, request):
        return request.user.has_perm("booking.export_appointmentrequest")

    def lookup_allowed(self, lookup, value, request=None):
        """Stock admin filters by any field named in the address; here only by the lists."""
        return lookup in [TAB, *(list_filter.parameter_name for list_filter in FILTERS)]

    def get_queryset(self, request):
        requests = requests_seen_by(request.user).select_related("assigned_to")
        found = getattr(request, "found", None)
        return requests if found is None else requests.filter(pk__in=found)

    # ---- lists ----

    def get_changelist(self, request, **kwargs):
        return RequestList

    def get_list_filter(self, request):
        """Beside the list only those of the address, as each asks for all of its choices."""
        if hasattr(request, "found"):
            return []
        is_list = request.path == _address("changelist")
        return [one for one in FILTERS if is_list or one.parameter_name in request.GET]

    @method_decorator(require_safe)
    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Appointment requests"), **(extra_context or {})}
        response = super().changelist_view(request, context)
        if "cl" in (getattr(response, "context_data", None) or {}):
            self._fill_list(request, response.context_data)
        return response

    def _fill_list(self, request, context):
        listed = context["cl"]
        shown = listed.page()
        is_found = listed.found is not None
        if shown or is_found:
            how = How.SEARCH if is_found else How.LIST
            detail = "" if is_found else listed.tab.label
            looks.record_look(by=request.user, how=how, requests=shown, detail=detail)
        context["records"] = listed.in_words(shown)
        context["tab"] = "" if is_found else listed.tab
        context["tabs"] = [] if is_found else list(listed.tabs())
        context["may_act"] = self.has_act_permission(request)
        context["may_export"] = self.has_export_permission(request) and not is_found
        context["serves_none"] = not shown and not listed.offices
        context["query"] = "" if is_found else listed.get_query_string().lstrip("?")

    @method_decorator(require_POST)
    def export_view(self, request):
        """What the list shows with the filters of the address, all of its pages."""
        if not (self.has_view_permission(request) and self.has_export_permission(request)):
            raise PermissionDenied
        listed = self.get_changelist_instance(request)
        requests = listed.requests(listed.keys)
        looks.record_look(
            by=request.user, how=How.EXPORT, requests=requests, detail=listed.tab.label
        )
        return as_csv(listed.in_words(requests))

    # ---- search: the words travel in a post and stay nowhere; the address gets a random word ----

    @method_decorator(sensitive_post_parameters())
    def search_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.POST.get("words", "")[:200].strip()
        if not words:
            return redirect(_address("changelist"))
        found = find(requests_seen_by(request.user), words, FOUND_MOST + 1)
        if len(found) > FOUND_MOST:
            much = _("More than %(n)d requests fit: these are the newest. Type more words.")
            messages.info(request, much % {"n": FOUND_MOST})
        search = secrets.token_urlsafe(8)
        kept = [*request.session.get("found", []), [search, found[:FOUND_MOST]]]
        request.session["found"] = kept[-SEARCHES_KEPT:]
        return redirect(_address("found", search))

    def found_view(self, request, search):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = dict(request.session.get("found", [])).get(search)
        if found is None:
            messages.info(request, _("That search is over. Please search again."))
            return redirect(_address("changelist"))
        return self._show_found(request, found)

    def failed_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = failed_messages(requests_seen_by(request.user), FOUND_MOST)
        title = _("Requests whose messages could not be sent")
        return self._show_found(request, found, title)

    def _show_found(self, request, found, title=None):
        request.found = found
        count = self.get_queryset(request).count()
        words = ngettext("%(n)d request found", "%(n)d requests found", count) % {"n": count}
        return self.changelist_view(request, {"title": title or words, "is_search": True})

    # ---- one record ----

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._on(request, object_id, record.show)

    @method_decorator(require_safe)
    def sheet_view(self, request, object_id):
        return self._on(request, object_id, record.sheet)

    @method_decorator(sensitive_post_parameters())
    def step_view(self, request, object_id, step):
        """After a sign-in in between, browsers come with a GET: that acts on nothing."""
        if not self.has_act_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(_address("change", object_id, query=request.GET.urlencode()))
        taken, missing = (partial(view, name=step) for view in (record.step, record.gone))
        return self._on(request, object_id, taken, missing)

    def _on(self, request, object_id, view, missing=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, str(object_id))
        if found is None and missing:
            return missing(self, request)
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        return view(self, request, found)


def _address(page, *args, query=""):
    address = reverse(f"admin:booking_appointmentrequest_{page}", args=args)
    return f"{address}?{query}" if query else address
