"""The pages of the second step: typing a code, setting an app up, and each person's own page."""

from functools import wraps

import django_otp
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procedures.booking.looks import record_look
from procedures.booking.models import How

from . import passkeys, second_step, sessions
from .sign_in import Tries, remember_device

ASK_CODE = _("Code from your app, or a recovery code")
ASK_FIRST_CODE = _("The code that your app shows now")
ASK_PASSWORD = _("Your password")
CODES_TO_SHOW = "recovery codes to show"


class PasswordStep(LoginView):
    """The first step. Whoever needs no second one is signed in."""

    next_page = "admin:index"

    def form_valid(self, form):
        user = form.get_user()
        if second_step.is_asked_of(user):
            second_step.wait_for(self.request, user, self.get_success_url())
            has_one = django_otp.user_has_device(user)
            return redirect("admin:second-step" if has_one else "admin:set-up")
        response = super().form_valid(form)
        signed_in(self.request, response)
        return response


class CodeForm(forms.Form):
    """``check(user, code)`` says whether the code is right; wrong ones are counted. What a passkey
    answers comes in its place.
    """

    code = forms.CharField(max_length=20_000)

    def __init__(self, request, user, check, label, data=None, is_password=False):
        super().__init__(data)
        self.request, self.user, self.check, self.found = request, user, check, None
        self.fields["code"].label = label
        own = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        if is_password:
            self.fields["code"].widget = forms.PasswordInput({"autocomplete": "current-password"})
        else:
            self.fields["code"].widget.attrs |= own
        self.fields["code"].widget.attrs |= {"autofocus": True}

    @sensitive_variables()
    def clean_code(self):
        tries = Tries(self.request, "code", self.user.get_username())
        tries.begin()
        self.found = self.check(self.user, self.cleaned_data["code"])
        if not self.found:
            record_look(by=self.user, how=How.CODE_REFUSED)
            raise ValidationError(
                _("This is not right. A code opens once, and a new one comes every half minute.")
            )
        tries.take_back()
        return ""


def signed_in(request, response):
    sessions.note_device(request)
    record_look(by=request.user, how=How.SIGN_IN)
    remember_device(request, response, request.user.get_username())


def complete(request, user, device):
    """Both steps are done: only now there is a session of this person, under a new key."""
    response = redirect(second_step.leads_to(request))
    login(request, user)
    request.session.pop(second_step.WAITING, None)
    django_otp.login(request, device)
    second_step.prove(request)
    signed_in(request, response)
    return response


def opens(request):
    """The check of a code or a passkey that the person has."""

    def device(user, typed):
        if passkeys.is_answer(typed):
            return passkeys.opened(request, user, typed)
        return second_step.device_of(user, typed)

    return device


def sets_up(request):
    """The check of a new app's first code, or of a new passkey."""

    def device(user, typed):
        if passkeys.is_answer(typed):
            return passkeys.made(request, user, typed, sessions.device_in_words(request))
        return second_step.set_up(user, typed)

    return device


def between_steps(page):
    """For who gave the right password a moment ago; anybody else begins with the first step."""

    @wraps(page)
    def answer(self, request):
        user = second_step.who_waits(request)
        return page(self, request, user) if user else redirect("admin:login")

    return answer


hidden = [
    method_decorator(never_cache),
    method_decorator(sensitive_post_parameters()),
    method_decorator(require_http_methods(["GET", "HEAD", "POST"])),
]


def hide(page):
    for decorate in reversed(hidden):
        page = decorate(page)
    return page


class SecondStepPages:
    """Part of the desk's site."""

    def second_step_urls(self):
        return [
            path("second-step/", self.second_step, name="second-step"),
            path("second-step/set-up/", self.set_up, name="set-up"),
            path("signing-in/", self.admin_view(self.signing_in), name="signing-in"),
            path("signing-in/app/", self.admin_view(self.another_app), name="another-app"),
            path("signing-in/passkey/", self.admin_view(self.new_passkey), name="new-passkey"),
            path("signing-in/forget/", self.admin_view(self.forget_passkey), name="forget-passkey"),
            path("signing-in/end/", self.admin_view(self.end_sessions), name="end-sessions"),
            path("signing-in/codes/", self.admin_view(self.recovery_codes), name="recovery-codes"),
        ]

    @hide
    @between_steps
    def second_step(self, request, user):
        form = CodeForm(request, user, opens(request), ASK_CODE, request.POST or None)
        if form.is_valid():
            return complete(request, user, form.found)
        question = passkeys.question(request, user)
        return self.drawn(request, "second_step", _("Second step"), form=form, question=question)

    @hide
    @between_steps
    def set_up(self, request, user):
        """For who has none yet. Then their recovery codes are shown."""
        if django_otp.user_has_device(user):
            return redirect("admin:second-step")
        form = CodeForm(request, user, sets_up(request), ASK_FIRST_CODE, request.POST or None)
        if not form.is_valid():
            return self.drawn_set_up(request, user, form)
        leads_to = second_step.leads_to(request)
        complete(request, user, form.found)
        response = self.with_new_codes(request, user, leads_to)
        remember_device(request, response, user.get_username())
        return response

    def with_new_codes(self, request, user, leads_to):
        record_look(by=user, how=How.SECOND_STEP)
        request.session[CODES_TO_SHOW] = {
            "codes": second_step.new_recovery_codes(user),
            "leads_to": leads_to,
        }
        return redirect("admin:recovery-codes")

    @hide
    def signing_in(self, request):
        """Each person's own page. Who wants to change something says once more who they are."""
        user, form = request.user, None
        has_one = django_otp.user_has_device(user)
        if has_one and not second_step.is_proved(request):
            form = CodeForm(request, user, opens(request), ASK_CODE, request.POST or None)
        elif not second_step.is_proved(request):
            form = CodeForm(
                request, user, has_password, ASK_PASSWORD, request.POST or None, is_password=True
            )
        if form and form.is_valid():
            second_step.prove(request)
            return redirect("admin:signing-in")
        if request.method == "POST" and not form and "codes" in request.POST and has_one:
            return self.with_new_codes(request, user, None)
        facts = {
            "has_app": second_step.has_app(user),
            "has_one": has_one,
            "passkeys": passkeys.of(user),
            "question": self.question_on_own_page(request, form),
            "codes_left": second_step.codes_left(user),
            "form": form,
            "sessions": sessions.open_sessions(user, request.session.session_key),
        }
        return self.drawn(request, "signing_in", _("Signing in"), **facts)

    def question_on_own_page(self, request, form):
        """Once they said who they are, for a new passkey; before that, for one they have."""
        if form:
            return passkeys.question(request, request.user)
        return passkeys.question_for_new(request, request.user)

    @method_decorator(require_POST)
    def new_passkey(self, request):
        if not second_step.is_proved(request):
            return redirect("admin:signing-in")
        form = CodeForm(request, request.user, sets_up(request), "", request.POST)
        if not form.is_valid():
            messages.error(request, _("The passkey could not be kept. Please try once more."))
            return redirect("admin:signing-in")
        django_otp.login(request, form.found)
        if not second_step.codes_left(request.user):
            return self.with_new_codes(request, request.user, None)
        record_look(by=request.user, how=How.SECOND_STEP, detail="passkey")
        messages.success(request, _("The passkey is kept. It opens from now on."))
        return redirect("admin:signing-in")

    @method_decorator(require_POST)
    def forget_passkey(self, request):
        if not second_step.is_proved(request):
            return redirect("admin:signing-in")
        named = request.POST.get("passkey")
        passkey = next((each for each in passkeys.of(request.user) if str(each.pk) == named), None)
        other = second_step.another_way(request.user, passkey)
        if passkey and other:
            passkey.delete()
            django_otp.login(request, other)
            record_look(by=request.user, how=How.SECOND_STEP, detail="passkey removed")
            messages.success(request, _("The passkey opens nothing any more."))
        elif passkey:
            messages.error(request, _("This is your only second step. Set up another one first."))
        return redirect("admin:signing-in")

    @method_decorator(require_POST)
    def end_sessions(self, request):
        """One that is named, or all but this one."""
        if mark := request.POST.get("session"):
            sessions.end(request.user, mark)
        else:
            sessions.end_others(request.user, request.session.session_key)
        record_look(by=request.user, how=How.SIGN_OUT, detail="elsewhere")
        return redirect("admin:signing-in")

    @hide
    def another_app(self, request):
        if not second_step.is_proved(request):
            return redirect("admin:signing-in")
        check = second_step.set_up
        form = CodeForm(request, request.user, check, ASK_FIRST_CODE, request.POST or None)
        if not form.is_valid():
            return self.drawn_set_up(request, request.user, form)
        django_otp.login(request, form.found)
        return self.with_new_codes(request, request.user, None)

    @method_decorator(never_cache)
    @method_decorator(require_safe)
    def recovery_codes(self, request):
        """Shown once: whoever comes back later makes new ones."""
        shown = request.session.pop(CODES_TO_SHOW, None)
        if shown is None:
            return redirect("admin:signing-in")
        return self.drawn(request, "recovery_codes", _("Your recovery codes"), **shown)

    def drawn_set_up(self, request, user, form):
        app = second_step.app_to_set_up(user)
        facts = {
            "key": second_step.key_of(app),
            "picture": second_step.picture_of(app),
            "question": passkeys.question_for_new(request, user),
        }
        return self.drawn(request, "set_up", _("Set up your second step"), form=form, **facts)

    def drawn(self, request, name, title, **facts):
        context = {**self.each_context(request), "title": title, **facts}
        return TemplateResponse(request, f"admin/signing_in/{name}.html", context)


def has_password(user, typed):
    return user.check_password(typed)
