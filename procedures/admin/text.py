"""Long texts as staff type them."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models


class LinesField(forms.CharField):
    """Browsers send lines ended by CR LF; kept so, a save that changes nothing would look like
    an edit."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def text_fields(rows):
    """``formfield_overrides`` that give every long text this many lines to begin with."""
    widget = AdminTextareaWidget(attrs={"rows": rows})
    return {models.TextField: {"form_class": LinesField, "widget": widget}}
