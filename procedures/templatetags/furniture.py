from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from ..moment import known

register = template.Library()


@register.simple_tag(takes_context=True)
def furniture(context, part):
    """A part that says something of the clinic and its offices, and the same on every page."""
    around = {name: context.get(name) for name in ("clinic", "offices")}
    if context.get("is_preview"):
        return render_to_string(part, around)
    return known((part, get_language()), lambda: render_to_string(part, around))
