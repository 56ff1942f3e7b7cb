import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# the characters that could end the script element or begin a comment in it
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def json_ld(data):
    """Structured data as JSON that is safe inside ``<script type="application/ld+json">``."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # nosec # B308 B703
