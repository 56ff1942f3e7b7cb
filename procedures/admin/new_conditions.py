"""Conditions that are not there yet, made with the page that treats them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.importing.conditions import key
from procedures.models import Condition

from .text import LinesField

FIELD = "new_conditions"
MAY_ADD = "procedures.add_condition"


class NewConditionsForm(forms.ModelForm):
    """A name that is there already, also as another name, is ticked and not made twice."""

    new_conditions = LinesField(
        label=gettext_lazy("Conditions that are not in the list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One name on each line. They are made, and ticked, when you save."),
    )

    def clean_new_conditions(self):
        self.known, made = set(), {}
        names = [" ".join(line.split()) for line in self.cleaned_data[FIELD].splitlines()]
        there = known_conditions() if any(names) else {}
        for name in filter(None, names):
            if condition := there.get(key(name)):
                self.known.add(condition.pk)
            else:
                made.setdefault(slugify(name), Condition(name=name, slug=slugify(name)))
        for condition in made.values():
            check_name(condition)
        return list(made.values())

    def clean(self):
        super().clean()
        ticked = self.cleaned_data.get("conditions")
        if ticked is not None and getattr(self, "known", None):
            both = self.known | {condition.pk for condition in ticked}
            self.cleaned_data["conditions"] = Condition.objects.filter(pk__in=both)
        return self.cleaned_data


def known_conditions():
    """Its own name comes before the other names and addresses of other conditions."""
    conditions = list(Condition.objects.order_by("pk"))
    known = {}
    for names in (lambda c: c.names(), lambda c: [c.slug], lambda c: [c.name]):
        known |= {key(name): condition for condition in conditions for name in names(condition)}
    known.pop("", None)
    return known


def check_name(condition):
    try:
        condition.full_clean()
    except ValidationError:
        words = _("“%(name)s” cannot be made here. Add it under “Conditions”, or shorten the name.")
        raise ValidationError(words, params={"name": condition.name}) from None


class WithNewConditions:
    """For the admin of procedures; after ``WithDrafts``, which keeps what is saved here."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        may_edit = self.has_change_permission(request) or self.has_add_permission(request)
        if may_edit and request.user.has_perm(MAY_ADD):
            return fieldsets
        return [
            (title, options | {"fields": [name for name in options["fields"] if name != FIELD]})
            for title, options in fieldsets
        ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.new_conditions = form.cleaned_data.get(FIELD) or []
        if not getattr(request, "saves_as_draft", False):  # what is saved now is put back
            form.instance.conditions.add(*self.make_new_conditions(request))

    def make_new_conditions(self, request):
        made = request.new_conditions if request.user.has_perm(MAY_ADD) else []
        for condition in made:
            condition.save()
            self.log_addition(request, condition, _("Made with a procedure."))
            words = _("Made the condition “{}”. It still needs a place on the body and a summary:")
            link = format_html(
                '<a href="{}">{}</a>',
                reverse("admin:procedures_condition_change", args=[condition.pk]),
                _("fill them in"),
            )
            messages.info(request, format_html(words + " {}", condition.name, link))
        return made
