"""The kinds of question that the public form asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from .typed import check_unbroken, is_visible

ANY_TIME = "any"
NAME_LENGTH = 200


class Hint:
    """Words below a question. Django looks whether there are any each time that a form is judged,
    and translates them for it; of these it learns that there are.
    """

    def __init__(self, words):
        self.words = words

    def __str__(self):
        return str(self.words)


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


def one_of(choices, missing, **kwargs):
    """Radios: none is chosen for the patient beforehand."""
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages=messages, **kwargs
    )


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
