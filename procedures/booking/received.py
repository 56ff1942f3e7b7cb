"""After sending: the browser keeps the reference, signed, and the page is found by nothing else."""

from functools import cache

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from .messages import day_and_time
from .models import AppointmentRequest, Status

COOKIE = "booking_received"
KEPT_SECONDS = 3 * 24 * 3600


@cache
def address_of(page):
    return reverse(f"booking:{page}")


def acknowledge(reference):
    """Give the browser its reference, and send it on with a GET, so that reloading is harmless."""
    response = HttpResponseRedirect(address_of("received"))
    response.status_code = 303
    response.set_signed_cookie(
        COOKIE,
        reference,
        salt=COOKIE,
        max_age=KEPT_SECONDS,
        path=address_of("book"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def reference_of(browser):
    return browser.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=KEPT_SECONDS)


def find(reference):
    """With nothing but what the page shows: not one personal field is read."""
    known = AppointmentRequest.objects.exclude(status=Status.ERASED).select_related("office")
    return known.only("due_at", "office_name", "office").filter(reference=reference).first()


def due_in_words(request):
    zone = request.office.zone if request.office else timezone.get_default_timezone()
    return day_and_time(request.due_at.astimezone(zone))
