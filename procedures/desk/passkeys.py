"""Passkeys as the second step: a fingerprint, a face, or a key that is plugged in.

What is asked of the browser, and what a right answer is, is django-otp-webauthn's. The question
waits in the session; each is answered once.
"""

import json
from binascii import Error as NotBase64

from cbor2 import CBORError
from django.conf import settings
from django.db import transaction
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential
from webauthn.helpers.exceptions import WebAuthnException

from procedures.context import clinic_of

ASKED = "passkey asked"
WRONG = (WebAuthnException, OTPWebAuthnApiError, CBORError, NotBase64, RecursionError,
         AttributeError, KeyError, TypeError, ValueError)  # fmt: skip


class Helper(WebAuthnHelper):
    def get_relying_party_name(self):
        return clinic_of(self.request).name


def of(user):
    """Theirs, oldest first."""
    return WebAuthnCredential.objects.filter(user=user).order_by("pk")


def question(request, user):
    """For a browser: to open with a passkey of the person. Empty when there is none."""
    if not settings.PASSKEYS or not of(user).exists():
        return ""
    options, state = Helper(request).authenticate_begin(user, require_user_verification=False)
    request.session[ASKED] = {"opens": state}
    return json.dumps(options)


def question_for_new(request, user):
    """For a browser: to make a passkey for the person. Empty where browsers make none."""
    if not settings.PASSKEYS:
        return ""
    options, state = Helper(request).register_begin(user)
    request.session[ASKED] = {"makes": state}
    return json.dumps(options)


def is_answer(typed):
    return typed.lstrip().startswith("{")


def opened(request, user, answer):
    """The passkey that answered the question; None if it is not theirs, or the answer is wrong."""
    return answered(request, "opens", Helper(request).authenticate_complete, user, answer)


def made(request, user, answer, name):
    """The new passkey, stored; None if the answer is wrong."""
    passkey = answered(request, "makes", Helper(request).register_complete, user, answer)
    if passkey:
        passkey.name = name
        passkey.save(update_fields=["name"])
    return passkey


def answered(request, kind, complete, user, answer):
    state = request.session.pop(ASKED, {}).get(kind)
    if state is None:
        return None
    try:
        with transaction.atomic():
            return complete(user, state, json.loads(answer))
    except WRONG:
        return None
