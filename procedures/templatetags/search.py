from crispy_forms.helper import FormHelper
from django import forms, template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search procedures, conditions and offices"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            {
                "type": "search",
                "placeholder": _("Try “back pain” or “nerve block”"),
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = reverse("procedures:search")
        self.helper.template = "parts/search_form.html"


@register.simple_tag(takes_context=True)
def search_form(context):
    """The form, holding what was searched for."""
    return SearchForm({"q": context.get("typed", "")}, auto_id="search-%s")
