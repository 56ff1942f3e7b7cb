import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

US_DIGITS = 10


def phone_link(phone):
    """``tel:`` needs the country code; a bare ten-digit number is taken as American."""
    digits = re.sub(r"\D", "", phone)
    return f"tel:+1{digits}" if len(digits) == US_DIGITS else f"tel:+{digits}"


class PhoneField(models.CharField):
    """A phone number as people read it, such as "(202) 555-0134"."""

    default_validators = [
        RegexValidator(
            r"^\+?1?[\s.(-]*\d{3}[\s.)-]*\d{3}[\s.-]*\d{4}$",
            _("Enter a phone number with area code, like (202) 555-0134."),
        )
    ]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)
