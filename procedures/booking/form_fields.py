"""The kinds of question that the public form asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy

from .typed import check_unbroken, is_visible

ANY_TIME = "any"
NAME_LENGTH = 200


class Asked(BoundField):
    """Django makes a question ready to be shown also where only its answer is judged: names of a
    hidden first value, which no question of ours has, and the words below it, translated.
    """

    def __init__(self, form, field, name):
        self.form, self.field, self.name, self.html_name = form, field, name, name
        self.label, self.renderer = field.label, form.renderer

    @property
    def help_text(self):
        return self.field.help_text


class Words(forms.CharField):
    """Too long an answer is said kindly; with a maxlength the browser would cut it in silence."""

    def __init__(self, *, most, too_long, **kwargs):
        super().__init__(**kwargs)
        self.most, self.too_long = most, too_long

    def validate(self, value):
        check_unbroken(value)
        if value and not is_visible(value):
            value = ""
        super().validate(value)
        if len(value) > self.most:
            typed = {"most": self.most, "typed": len(value)}
            raise ValidationError(self.too_long, params=typed)


class Name(Words):
    def __init__(self, *, autocomplete, **kwargs):
        widget = forms.TextInput({"autocomplete": autocomplete, "spellcheck": "false"})
        too_long = gettext_lazy("A name can have up to %(most)d characters. You typed %(typed)d.")
        super().__init__(most=NAME_LENGTH, too_long=too_long, widget=widget, **kwargs)

    def to_python(self, value):
        return " ".join(super().to_python(value).split("\n"))


def one_of(choices, missing, kind=forms.ChoiceField, **kwargs):
    """Radios: none is chosen for the patient beforehand."""
    messages = {"required": missing, "invalid_choice": missing}
    return kind(choices=choices, widget=forms.RadioSelect, error_messages=messages, **kwargs)


class Offered(forms.ChoiceField):
    """One of what is offered by its address; the choices, with all their words, are for showing."""

    offered = ()

    def valid_value(self, value):
        return value in self.offered


class HalfDays(forms.MultipleChoiceField):
    """What the office does not offer is no mistake of this field: the form names it."""

    def valid_value(self, value):
        return True


class Boxes(forms.CheckboxSelectMultiple):
    """In a table a box has no words of its own beside it: it says its day and half."""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        if value != ANY_TIME:
            option["attrs"]["aria-label"] = label
        return option
