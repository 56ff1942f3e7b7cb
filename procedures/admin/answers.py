"""Answers in a small rich-text field; without script a text box that shows the same HTML.

What is pasted is cleaned here too, by the rules that clean what is saved.
"""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.forms import Media, Script
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from procedures.models.rich_text import RichTextField, clean

LONGEST_ANSWER = 50_000  # the time to read tags inside tags grows with the square of their number
LONGEST_PASTE = 200_000  # the HTML that Word makes of a few pages


class AnswerBox(AdminTextareaWidget):
    def __init__(self, attrs=None):
        super().__init__({"rows": 6, "data-answer": "", **(attrs or {})})

    def format_value(self, value):
        """Clean also in a form that is shown again; what is too long comes back as it was sent."""
        return clean(value) if value and len(value) <= LONGEST_ANSWER else value


class AnswerField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_length": LONGEST_ANSWER})

    def clean(self, value):
        return clean(super().clean(value))

    def has_changed(self, initial, data):
        return clean(initial or "") != clean((data or "")[:LONGEST_ANSWER])


ANSWER_FIELDS = {RichTextField: {"form_class": AnswerField, "widget": AnswerBox}}


class WithAnswers:
    """For the admin of procedures; its form includes ``admin/procedures/procedure/answer.html``,
    which holds the buttons.
    """

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["admin_desk/answer.css"]},
            js=[Script("admin_desk/answer.js", type="module")],
        )

    def get_urls(self):
        view = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", view, name="procedures_procedure_paste"), *super().get_urls()]

    @method_decorator(require_POST)
    def paste_view(self, request):
        """Clean HTML for what comes from a clipboard. Nothing is kept."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        html = request.POST.get("html", "")
        if len(html) > LONGEST_PASTE:
            return HttpResponseBadRequest(content_type="text/plain")
        return HttpResponse(clean(html), content_type="text/plain; charset=utf-8")
