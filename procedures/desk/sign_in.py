"""Guessing passwords is slow, and nobody can keep a colleague out by it.

Wrong tries are counted by account and address together. After some, one try a minute is let
through. A device on which somebody has signed in before is counted apart: whatever others try
from the same office, its owner gets in, and so does each colleague who shares it.
Attempts are kept for a day, as keyed hashes.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures.booking import keys
from procedures.booking.door import home
from procedures.booking.looks import record_look
from procedures.booking.models import Attempt, How

KIND = "sign-in"
FREE_TRIES, FROM_ONE_ADDRESS = 10, 50  # in TIME; the second for all accounts together
TIME, PAUSE = timedelta(minutes=15), timedelta(minutes=1)
DEVICE = "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"
DEVICE_KEPT = timedelta(days=90)
MOST_ON_A_DEVICE = 10  # accounts; a cookie has room for no more than about 4,000 signs


class SignInForm(AdminAuthenticationForm):
    def clean(self):
        tries = Tries(self.request, KIND, self.cleaned_data.get("username") or "")
        tries.begin()
        try:
            cleaned = super().clean()
        except ValidationError:
            self.write_down()
            raise
        tries.take_back()
        return cleaned

    def write_down(self):
        """For the owner. What names nobody may be a password, and is not kept."""
        staff = get_user_model().objects.filter(is_staff=True)
        if account := staff.filter(username=self.cleaned_data.get("username", "")).first():
            record_look(by=account, how=How.REFUSED)


class Tries:
    """Wrong tries of one ``kind`` at one account, from where this request comes."""

    def __init__(self, request, kind, username):
        self.kind, self.written = kind, []
        self.most = dict(self.counted_by(request, username.casefold()))

    def counted_by(self, request, name):
        """What a try is counted by, each with the number of tries that are free."""
        if device := device_of(request, name):
            yield keys.digest(self.kind, f"{name} on {device}"), FREE_TRIES
            return
        address = home(request)
        yield keys.digest(self.kind, f"{name} from {address}"), FREE_TRIES
        yield keys.digest(self.kind, f"anybody from {address}"), FROM_ONE_ADDRESS

    @transaction.atomic
    def begin(self):
        """It counts before it is looked at, so that many at once are no more than one by one."""
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('tries of staff'))")
        self.refuse_if_too_many()
        at = timezone.now()
        tries = [Attempt(kind=self.kind, digest=digest, at=at) for digest in self.most]
        self.written = Attempt.objects.bulk_create(tries)

    def take_back(self):
        """It was right."""
        Attempt.objects.filter(pk__in=[each.pk for each in self.written]).delete()

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


# ---- devices ----


def device_of(request, name):
    """The mark of a device on which this account has signed in before, or nothing."""
    return marks_on(request).get(keys.digest("device", name), "")


def marks_on(request):
    """{account: mark} of the colleagues who signed in on this device, the latest last."""
    try:
        return dict(
            signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_KEPT)
        )
    except (signing.BadSignature, ValueError):
        return {}


def remember_device(request, response, username):
    """Give the browser a mark that names the account by a keyed hash only."""
    account, marks = keys.digest("device", username.casefold()), marks_on(request)
    mark = marks.pop(account, "") or secrets.token_urlsafe(12)
    known = [*marks.items(), (account, mark)][-MOST_ON_A_DEVICE:]
    response.set_cookie(
        DEVICE,
        signing.dumps(known, salt=DEVICE),
        max_age=DEVICE_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
