"""What was posted, less the signs that no person types."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

# control signs, halves of signs, and marks that turn the direction of the text around them
UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
BROKEN = "\N{REPLACEMENT CHARACTER}"


def typed_words(post, names):
    """A copy of the named fields that can be shown, stored and sent."""
    named = ((name, values) for name, values in post.lists() if name in names)
    return MultiValueDict({name: [readable(value) for value in values] for name, values in named})


def readable(text):
    if text.isprintable():  # then it holds none of these signs
        return text
    return UNTYPED.sub("", LINE_END.sub("\n", text))


def check_unbroken(text):
    if BROKEN in text:
        raise ValidationError(_("Some letters did not reach us. Type this again."))


def is_visible(text):
    """At least one letter, number or sign; not only marks and gaps."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)
