"""Withdrawing asks, for each page, what people find who still have its address."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.models import Farewell, Procedure, Status, What

ANSWERED = "farewells"


def check_farewell(form):
    """People are led to a page that is public, or nowhere."""
    answers = form.cleaned_data
    if answers.get("farewell") != Farewell.REDIRECT or "replaced_by" in form.errors:
        return
    target = answers.get("replaced_by")
    is_withdrawn = answers.get("status", Status.WITHDRAWN) == Status.WITHDRAWN
    is_new = {"status", "farewell", "replaced_by"} & set(form.changed_data)
    if target is None:
        words = _("Choose the page that replaces this one, or another answer above.")
        form.add_error("replaced_by", words)
    elif is_withdrawn and is_new and not target.is_published():
        words = _("“%(name)s” is not public, so nobody can be led there. Choose a public page.")
        form.add_error("replaced_by", ValidationError(words, params={"name": target}))


class FarewellForm(forms.ModelForm):
    class Meta:
        model = Procedure
        fields = ["farewell", "replaced_by"]
        widgets = {"farewell": forms.RadioSelect}
        labels = {
            "farewell": gettext_lazy("People who still have its address find"),
            "replaced_by": gettext_lazy("The page that replaces it"),
        }

    def __init__(self, *args, targets, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = targets
        self.fields["replaced_by"].choices = choices

    def clean(self):
        super().clean()
        check_farewell(self)


class WithWithdrawing:
    """For the admin of procedures: the action of its list."""

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
    @transaction.atomic
    def withdraw(self, request, queryset):
        pages = []
        for page in queryset:
            if page.status == Status.WITHDRAWN:
                messages.info(request, _("“%(name)s” is withdrawn already.") % {"name": page})
            else:
                pages.append(page)
        if not pages:
            return None
        asked = self.farewell_forms(request, pages)
        if ANSWERED not in request.POST or not forms.all_valid(asked):
            return self.ask_farewells(request, asked)
        for form in asked:
            form.save()
        done = self.move(request, pages, Status.WITHDRAWN, What.WITHDRAWN)
        words = ngettext("%(n)d procedure withdrawn.", "%(n)d procedures withdrawn.", done)
        messages.success(request, words % {"n": done})
        return None

    def farewell_forms(self, request, pages):
        """The pages to choose from are read once, however many forms offer them."""
        targets = Procedure.objects.published().exclude(pk__in=[page.pk for page in pages])
        choices = [("", _("Choose a page")), *targets.values_list("pk", "name")]
        sent = request.POST if ANSWERED in request.POST else None
        return [
            FarewellForm(
                sent, instance=page, prefix=f"page-{page.pk}", targets=targets, choices=choices
            )
            for page in pages
        ]

    def ask_farewells(self, request, asked):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw: what shall people find?"),
            "opts": self.opts,
            "asked": asked,
            "tick": ACTION_CHECKBOX_NAME,
            "answered": ANSWERED,
        }
        return TemplateResponse(request, "admin/procedures/procedure/withdraw.html", context)
