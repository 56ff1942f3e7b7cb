"""Guessing passwords is slow, and nobody can keep a colleague out by it.

Wrong tries are counted by account and address together. After some, one try a minute is let
through. A device on which somebody has signed in before is counted apart: whatever others try
from the same office, its owner gets in. Attempts are kept for a day, as keyed hashes.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures.booking import keys
from procedures.booking.door import client_address
from procedures.booking.looks import record_look
from procedures.booking.models import Attempt, How

KIND = "sign-in"
FREE_TRIES, FROM_ONE_ADDRESS = 10, 50  # in TIME; the second for all accounts together
TIME, PAUSE = timedelta(minutes=15), timedelta(minutes=1)
DEVICE = "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"
DEVICE_KEPT = timedelta(days=90)


class SignInForm(AdminAuthenticationForm):
    def clean(self):
        tries = Tries(self.request, KIND, self.cleaned_data.get("username") or "")
        tries.refuse_if_too_many()
        try:
            return super().clean()
        except ValidationError:
            self.write_down(tries)
            raise

    @transaction.atomic
    def write_down(self, tries):
        """For the owner. What names nobody may be a password, and is not kept."""
        tries.write_down()
        staff = get_user_model().objects.filter(is_staff=True)
        if account := staff.filter(username=self.cleaned_data.get("username", "")).first():
            record_look(by=account, how=How.REFUSED)


class Tries:
    """Wrong tries of one ``kind`` at one account, from where this request comes."""

    def __init__(self, request, kind, username):
        self.kind = kind
        self.most = dict(self.counted_by(request, username.casefold()))

    def counted_by(self, request, name):
        """What a try is counted by, each with the number of tries that are free."""
        if device := device_of(request, name):
            yield keys.digest(self.kind, f"{name} on {device}"), FREE_TRIES
            return
        address = client_address(request)
        yield keys.digest(self.kind, f"{name} from {address}"), FREE_TRIES
        yield keys.digest(self.kind, f"anybody from {address}"), FROM_ONE_ADDRESS

    def refuse_if_too_many(self):
        if any(self.is_guessing(digest, most) for digest, most in self.most.items()):
            raise ValidationError(
                _("Too many wrong tries from here. Wait a minute, then try once more."),
                code="throttled",
            )

    def is_guessing(self, digest, most):
        now = timezone.now()
        tries = Attempt.objects.filter(kind=self.kind, digest=digest, at__gt=now - TIME)
        latest = list(tries.order_by("-at").values_list("at", flat=True)[:most])
        return len(latest) == most and latest[0] > now - PAUSE

    def write_down(self):
        at = timezone.now()
        Attempt.objects.bulk_create(
            Attempt(kind=self.kind, digest=digest, at=at) for digest in self.most
        )


# ---- devices ----


def device_of(request, name):
    """The mark of a device on which this account has signed in before, or nothing."""
    try:
        known, mark = signing.loads(
            request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_KEPT
        )
    except (signing.BadSignature, ValueError):
        return ""
    return mark if known == keys.digest("device", name) else ""


def remember_device(response, username):
    """Give the browser a mark that names the account by a keyed hash only."""
    known = [keys.digest("device", username.casefold()), secrets.token_urlsafe(12)]
    response.set_cookie(
        DEVICE,
        signing.dumps(known, salt=DEVICE),
        max_age=DEVICE_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
