"""The second step of signing in: a code from an app of the person, a passkey
(procedures/desk/passkeys.py), or one of their recovery codes.

Between the steps nobody is signed in. The session remembers who gave the right password, for a
short while; the password itself is in no session and on no page.
"""

import secrets
import time
from base64 import b32encode, b64encode

import qrcode
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django_otp import devices_for_user, user_has_device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from procedures.booking.models.request import ALPHABET

from . import passkeys

WAITING, PROVED = "second step", "second step proved until"
PATIENCE, PROOF = 10 * 60, 10 * 60  # seconds
CODES = 10


def is_asked_of(user):
    """On a site that is public always; elsewhere of those who set one up."""
    return settings.SECOND_STEP or user_has_device(user)


# ---- between the two steps ----


def wait_for(request, user, leads_to):
    request.session[WAITING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "backend": user.backend,
        "leads_to": leads_to,
        "until": time.time() + PATIENCE,
    }


def who_waits(request):
    """The person whose password was right, as ``login`` takes them; None when it was long ago."""
    waiting = request.session.get(WAITING, {"until": 0})
    if waiting["until"] < time.time():
        return None
    user = get_user_model().objects.filter(pk=waiting["user"], is_active=True).first()
    if not user or not constant_time_compare(waiting["hash"], user.get_session_auth_hash()):
        return None
    user.backend = waiting["backend"]
    return user


def leads_to(request):
    return request.session[WAITING]["leads_to"]


# ---- codes ----


@transaction.atomic
def device_of(user, typed):
    """What the typed code belongs to, or None. Each code opens once."""
    code = "".join(sign for sign in typed.casefold() if sign.isalnum())
    for device in devices_for_user(user, for_verify=True):
        is_app = isinstance(device, TOTPDevice)
        if device.verify_token(code if is_app else kept(user, code)):
            return device
    return None


def kept(user, code):
    """A recovery code as it is stored: it cannot be read back."""
    return salted_hmac("recovery code", f"{user.pk} {code}", algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def new_recovery_codes(user):
    """In place of all older ones. They can be shown this once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = ["".join(secrets.choice(ALPHABET) for _sign in range(8)) for _code in range(CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=kept(user, code.casefold())) for code in codes
    )
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


# ---- the app ----


def has_app(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def another_way(user, passkey):
    """An app or a passkey besides this one; recovery codes alone are none to go on with."""
    apps = TOTPDevice.objects.filter(user=user, confirmed=True)
    others = passkeys.of(user).exclude(pk=passkey.pk if passkey else None)
    return apps.first() or others.first()


def app_to_set_up(user):
    """The same until its first code was typed."""
    waiting, _is_new = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "app"}
    )
    return waiting


def key_of(app):
    """The secret as apps take it, in groups that a person can type."""
    key = b32encode(app.bin_key).decode().rstrip("=")
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def picture_of(app):
    image = qrcode.make(app.config_url, image_factory=SvgPathImage)
    return "data:image/svg+xml;base64," + b64encode(image.to_string()).decode()


@transaction.atomic
def set_up(user, typed):
    """The app whose first code was typed takes the place of an older one; None if it is wrong."""
    app = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if app is None or not app.verify_token("".join(typed.split())):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    app.confirmed = True
    app.save()
    return app


@transaction.atomic
def forget(user):
    """They set it up anew when they sign in next; whoever is signed in as them is not any more."""
    for device in [*devices_for_user(user, confirmed=None)]:
        device.delete()


# ---- before changing any of it ----


def prove(request):
    request.session[PROVED] = time.time() + PROOF


def is_proved(request):
    return request.session.get(PROVED, 0) > time.time()
