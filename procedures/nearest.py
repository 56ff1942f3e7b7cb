"""Which office is nearest to a place, as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from urllib.parse import urlencode

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .zip_codes import place_of

EARTH = 3958.8  # miles, its mean radius


class ZipForm(forms.Form):
    zip = forms.CharField(
        label=_("Your ZIP code"),
        max_length=10,
        strip=True,
        validators=[
            RegexValidator(r"^\d{5}([- ]?\d{4})?$", _("Enter the five digits, like 20001."))
        ],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={"required": _("Enter your ZIP code, five digits.")},
    )

    def clean_zip(self):
        code = self.cleaned_data["zip"][:5]
        self.place = place_of(code)
        if self.place is None:
            raise forms.ValidationError(_("We do not know this ZIP code. Please check it."))
        return code


def where(office):
    """An office without a place of its own is put in the middle of its ZIP code's area."""
    if office.latitude is not None and office.longitude is not None:
        return float(office.latitude), float(office.longitude)
    return place_of(office.zip_code[:5])


def map_link(office):
    """The address on a map of others: a link to follow, never a part of our page."""
    query = urlencode({"api": 1, "destination": office.address_in_a_line()})
    return f"https://www.google.com/maps/dir/?{query}"


def miles(one, other):
    """The great circle between two (latitude, longitude), by the haversine formula."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    here, there = radians(one[0]), radians(other[0])
    return 2 * EARTH * asin(sqrt(sin(north / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2))


def by_distance(offices, place):
    """The offices, nearest first, each with ``miles_in_words``; of unknown place last."""
    known = {office: miles(place, at) for office in offices if (at := where(office))}
    for office in offices:
        office.miles_in_words = in_words(known[office]) if office in known else ""
    return sorted(offices, key=lambda office: known.get(office, float("inf")))


def in_words(distance):
    if distance < 1:
        return _("less than a mile")
    number = round(distance)
    return ngettext("about %(n)s mile", "about %(n)s miles", number) % {"n": f"{number:,}"}
