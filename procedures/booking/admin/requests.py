import secrets

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from .. import actions, looks
from ..models import AppointmentRequest, How, Status
from ..offices_served import offices_served, requests_seen_by
from .filters import LanguageFilter, OfficeFilter, ProcedureFilter, StatusFilter
from .history import history
from .searching import find, same_caller
from .words import InWords

FOUND_MOST = 50
SEARCHES_KEPT = 5
OTHERS_MOST = 10


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(admin.ModelAdmin):
    """Read-only but for the verbs of ``actions.py``.

    Each page that shows a patient first records who looks: if that fails, there is no page.
    """

    actions = None
    list_display = ["reference"]
    list_filter = [StatusFilter, OfficeFilter, LanguageFilter, ProcedureFilter]
    list_max_show_all = list_per_page = 25
    list_select_related = ["office"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = []

    def get_urls(self):
        """Only these: nothing is added or deleted here, and the history is on the record."""
        pages = [
            ("", self.changelist_view, "changelist"),
            ("search/", self.search_view, "search"),
            ("found/<slug:search>/", self.found_view, "found"),
            ("<int:object_id>/change/", self.change_view, "change"),
            ("<int:object_id>/restore/", self.restore_view, "restore"),
            ("<int:object_id>/spam/", self.spam_view, "spam"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=_name(name))
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

    def lookup_allowed(self, lookup, value, request=None):
        """Stock admin filters by any field named in the address; here only by the lists."""
        return lookup in [list_filter.parameter_name for list_filter in self.list_filter]

    def get_queryset(self, request):
        requests = requests_seen_by(request.user)
        found = getattr(request, "found", None)
        return requests if found is None else requests.filter(pk__in=found)

    # ---- lists ----

    def get_list_filter(self, request):
        return [] if hasattr(request, "found") else self.list_filter

    def get_ordering(self, request):
        newest_first = hasattr(request, "found")
        return ["-received_at", "-pk"] if newest_first else ["received_at", "pk"]

    @method_decorator(require_safe)
    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Appointment requests"), **(extra_context or {})}
        response = super().changelist_view(request, context)
        if "cl" in (getattr(response, "context_data", None) or {}):
            self._fill_list(request, response.context_data)
        return response

    def _fill_list(self, request, context):
        shown = list(context["cl"].result_list)
        how = How.SEARCH if hasattr(request, "found") else How.LIST
        looks.record_look(by=request.user, how=how, requests=shown)
        at = timezone.now()
        context["records"] = [InWords(each, at) for each in shown]
        context["may_act"] = self.has_act_permission(request)
        context["serves_none"] = not shown and not offices_served(request.user).exists()
        context["is_spam_list"] = request.GET.get("status") == Status.SPAM
        context["spam_count"] = requests_seen_by(request.user).filter(status=Status.SPAM).count()

    # ---- search: the words travel in a post and stay nowhere; the address gets a random word ----

    @method_decorator(sensitive_post_parameters())
    def search_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.POST.get("words", "")[:200].strip()
        if not words:
            return redirect(_address("changelist"))
        newest_first = find(requests_seen_by(request.user), words).order_by("-received_at", "-pk")
        found = list(newest_first.values_list("pk", flat=True)[: FOUND_MOST + 1])
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
        request.found = found
        count = self.get_queryset(request).count()
        title = ngettext("%(n)d request found", "%(n)d requests found", count) % {"n": count}
        return self.changelist_view(request, {"title": title, "is_search": True})

    # ---- one record ----

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, str(object_id))
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        own = requests_seen_by(request.user).select_related("office")
        others = list(same_caller(own, found).order_by("-received_at", "-pk")[:OTHERS_MOST])
        with transaction.atomic():
            looks.record_look(by=request.user, how=How.RECORD, requests=[found])
            looks.record_look(by=request.user, how=How.BESIDE, requests=others)
        return self._show(request, found, others)

    def _show(self, request, found, others):
        at = timezone.now()
        record = InWords(found, at)
        context = {
            **self.admin_site.each_context(request),
            "title": found.reference,  # browsers keep titles: never a name
            "opts": self.opts,
            "record": record,
            "outbox": [(message, *_times(record, message)) for message in found.messages.all()],
            "lines": history(record),
            "others": [InWords(other, at) for other in others],
            "may_act": self.has_act_permission(request),
        }
        template = "admin/booking/appointmentrequest/change_form.html"
        return TemplateResponse(request, template, context)

    def restore_view(self, request, object_id):
        return self._act(
            request,
            object_id,
            verb=actions.restore_from_spam,
            fits=lambda found: found.status == Status.SPAM,
            done=_("%(reference)s is no spam. It waits to be called."),
        )

    def spam_view(self, request, object_id):
        return self._act(
            request,
            object_id,
            verb=actions.mark_spam,
            fits=lambda found: InWords(found, timezone.now()).is_open,
            done=_("%(reference)s is among suspected spam now. Nothing was deleted."),
        )

    def _act(self, request, object_id, *, verb, fits, done):
        """After a sign-in in between, browsers come with a GET: that acts on nothing."""
        if not (self.has_view_permission(request) and self.has_act_permission(request)):
            raise PermissionDenied
        found = self.get_object(request, str(object_id))
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if request.method == "POST":
            words = done if fits(found) else _("%(reference)s was changed before. Nothing to do.")
            verb(request=found, by=request.user.get_username())
            messages.success(request, words % {"reference": found.reference})
        if request.POST.get("stay") == "list":
            return redirect(f"{_address('changelist')}?status={Status.SPAM.value}")
        return redirect(_address("change", object_id))


def _times(record, message):
    """When it was sent, and when it is tried again, in words."""
    sent = record.moment(message.sent_at) if message.sent_at else ""
    return sent, record.moment(message.next_try_at)


def _name(page):
    return f"booking_appointmentrequest_{page}"


def _address(page, *args):
    return reverse(f"admin:{_name(page)}", args=args)
