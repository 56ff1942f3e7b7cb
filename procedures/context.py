"""What every page of the site shows: the clinic and its offices."""

from django.conf import settings
from django.db import Error
from django.utils.functional import SimpleLazyObject

from .models import Clinic, Office
from .moment import known

_last_known = {}


def site(request):
    """Read only when a template asks, so that the admin and machines pay nothing."""
    return {
        "clinic": SimpleLazyObject(lambda: clinic_of(request)),
        "offices": SimpleLazyObject(offices),
        "site_url": settings.SITE_URL,
    }


def clinic_of(request):
    """The clinic, read once a request."""
    if not hasattr(request, "_clinic"):
        request._clinic = clinic()
    return request._clinic


def clinic():
    return remembered("clinic", Clinic.current, Clinic)


def offices():
    return remembered("offices", public_offices, list)


def public_offices():
    return list(Office.objects.published().prefetch_related("hours"))


def remembered(name, load, empty):
    """The error page must give the phone numbers also while the database is away."""
    try:
        return remember(name, known(name, load))
    except Error:
        return last_known(name, empty)


def remember(name, value):
    _last_known[name] = value
    return value


def last_known(name, empty):
    """What this process remembered last; before the first time, what ``empty`` makes."""
    return _last_known[name] if name in _last_known else empty()
