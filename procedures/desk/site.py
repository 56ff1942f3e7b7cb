from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Value
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from procedures.booking.actions import STEPS
from procedures.booking.looks import record_look
from procedures.booking.models import How
from procedures.context import clinic_of
from procedures.models import Condition, Office, Origin, Procedure

from . import leaving
from .forgotten import ForgottenPages
from .second_step_pages import PasswordStep, SecondStepPages
from .sign_in import SignInForm
from .today import todays_work

ORDER = [
    "AppointmentRequest",
    "Measure",
    "Look",
    "Procedure",
    "Condition",
    "Office",
    "Provider",
    "Clinic",
    "OldAddress",
    "SearchCount",
    "User",
    "Group",
]
SAMPLES = (Procedure, Condition, Office)


class DeskSite(ForgottenPages, SecondStepPages, AdminSite):
    index_title = _("What would you like to do?")
    site_url = "/"

    def has_permission(self, request):
        """Who is known by a password alone comes in only where no second step is asked for."""
        may = super().has_permission(request)
        may = may and (not settings.SECOND_STEP or request.user.is_verified())
        return may and leaving.is_here(request)

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(within_reach(view), cacheable)

        @wraps(guarded)
        def answer(request, *args, **kwargs):
            leaving.keep_late(request)
            return guarded(request, *args, **kwargs)

        return answer

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = {
            **self.each_context(request),
            "title": _("Sign in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "next": request.GET.get("next", reverse("admin:index")),
            **(extra_context or {}),
        }
        request.current_app = self.name
        step = PasswordStep.as_view(
            extra_context=context, authentication_form=SignInForm, template_name="admin/login.html"
        )
        return step(request)

    def logout(self, request, extra_context=None):
        if request.user.is_authenticated:
            record_look(by=request.user, how=How.SIGN_OUT)
        return super().logout(request, extra_context)

    def each_context(self, request):
        context = super().each_context(request)
        name = clinic_of(request).name
        context["site_header"] = context["site_title"] = name
        context["is_production"] = settings.HTTPS
        if self.has_permission(request):
            context["sample_counts"] = sample_counts()
            context["kept"] = leaving.kept_pages(request)
            context["leaving"] = {"idle": leaving.IDLE, "warned": leaving.WARNED}
        return context

    def get_urls(self):
        guide = path("guide/", self.admin_view(self.guide), name="guide")
        stay = path("leaving/stay/", self.admin_view(self.stay), name="stay")
        leave = path("leaving/sign-off/", self.admin_view(self.sign_off), name="sign-off")
        drop = path("leaving/forget/", self.admin_view(self.forget_words), name="forget-words")
        own = [guide, stay, leave, drop, *self.second_step_urls(), *self.forgotten_urls()]
        return [*own, *super().get_urls()]

    @method_decorator(require_POST)
    def stay(self, request):
        """Somebody is still at the page that sent this."""
        return HttpResponse(status=204)

    @method_decorator(require_POST)
    def sign_off(self, request):
        record_look(by=request.user, how=How.SIGN_OUT)
        leaving.sign_off(request)
        return HttpResponse(status=204)

    @method_decorator(require_POST)
    def forget_words(self, request):
        path = request.POST.get("path")
        is_known = path in leaving.kept_pages(request)
        leaving.forget(request, path)
        return redirect(path if is_known else "admin:index")

    def index(self, request, extra_context=None):
        work = todays_work(request.user, timezone.now())
        return super().index(request, {"work": work, **(extra_context or {})})

    @method_decorator(require_safe)
    def guide(self, request):
        steps = STEPS.values()
        context = {**self.each_context(request), "title": _("How to do it"), "steps": steps}
        return TemplateResponse(request, "admin/guide.html", context)

    def get_app_list(self, request, app_label=None):
        """What is edited every day first, accounts last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return sorted(apps, key=lambda app: _place(app["models"][0]["object_name"]))


def within_reach(view):
    """A list by a number larger than any in a database, as in ``?id__in=``, is not there."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OverflowError as error:
            raise Http404 from error

    return answer


def _place(name):
    return ORDER.index(name) if name in ORDER else len(ORDER)


def sample_counts():
    """How many records of each kind are sample content; empty when there are none."""
    first, *rest = (
        model.objects.filter(origin=Origin.SAMPLE)
        .order_by()
        .values(kind=Value(place))
        .annotate(number=Count("pk"))
        .values_list("kind", "number")
        for place, model in enumerate(SAMPLES)
    )
    counts = {}
    for place, count in sorted(first.union(*rest, all=True)):
        meta = SAMPLES[place]._meta
        if count:
            counts[meta.verbose_name if count == 1 else meta.verbose_name_plural] = count
    return counts
