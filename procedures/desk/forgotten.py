"""A forgotten password: a new one is chosen by a link that is sent to the colleague's address.

Whoever asks learns nothing: the answer is the same, and as fast, whether there is such a colleague
or not. The link opens once, for an hour, and not the second step.
"""

import threading

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
from django.db import connection
from django.template.response import TemplateResponse
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from procedures.booking.looks import record_look
from procedures.booking.models import How

from .sign_in import Tries


class AskForm(PasswordResetForm):
    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["email"].widget.attrs["autofocus"] = True

    def clean_email(self):
        tries = Tries(self.request, "forgot", self.cleaned_data["email"])
        tries.begin()
        return self.cleaned_data["email"]

    def get_users(self, email):
        return (user for user in super().get_users(email) if user.is_staff)

    def save(self, **given):
        beside(lambda: super(AskForm, self).save(**given))


def beside(work):
    """Looking the colleague up and sending takes time, and would tell that there is one."""

    def do():
        try:
            work()
        finally:
            connection.close()

    threading.Thread(target=do, daemon=True).start()


class Ask(PasswordResetView):
    form_class = AskForm
    template_name = "admin/signing_in/forgotten.html"
    email_template_name = "admin/mail/forgotten.txt"
    subject_template_name = "admin/mail/forgotten_subject.txt"
    success_url = reverse_lazy("admin:forgotten-sent")
    extra_email_context = {"site_url": settings.SITE_URL}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}


class Choose(PasswordResetConfirmView):
    template_name = "admin/signing_in/choose_password.html"
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form):
        record_look(by=form.user, how=How.PASSWORD)
        messages.success(self.request, _("Your new password is kept. Sign in with it."))
        return super().form_valid(form)


class ForgottenPages:
    """Part of the desk's site."""

    def forgotten_urls(self):
        return [
            path("forgotten/", self.forgotten, name="forgotten"),
            path("forgotten/sent/", self.forgotten_sent, name="forgotten-sent"),
            path("forgotten/<uidb64>/<token>/", self.choose_password, name="choose-password"),
        ]

    @method_decorator(never_cache)
    def forgotten(self, request):
        facts = {**self.each_context(request), "title": _("A new password")}
        return Ask.as_view(extra_context=facts)(request)

    @method_decorator(never_cache)
    @method_decorator(require_safe)
    def forgotten_sent(self, request):
        facts = {**self.each_context(request), "title": _("Look into your mail")}
        return TemplateResponse(request, "admin/signing_in/forgotten_sent.html", facts)

    def choose_password(self, request, uidb64, token):
        facts = {**self.each_context(request), "title": _("Choose a new password")}
        return Choose.as_view(extra_context=facts)(request, uidb64=uidb64, token=token)
