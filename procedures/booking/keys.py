"""The keys of personal data: encryption at rest, and hashes to find it again.

``settings.FIELD_KEYS`` holds Fernet keys, newest first. The newest encrypts; all of them decrypt.
"""

import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Undecipherable(Exception):
    """None of the keys opens the stored text; one that was in use is missing."""


@lru_cache(maxsize=8)
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text):
    return _fernet(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(stored):
    try:
        return _fernet(tuple(settings.FIELD_KEYS)).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise Undecipherable(
            "A stored field cannot be read with FIELD_KEYS. Add the key that was in use."
        ) from error


def digest(kind, value):
    """What is stored to find ``value`` again, made with the newest key."""
    return _digest(settings.FIELD_KEYS[0], kind, value)


def digests(kind, value):
    """``digest`` with every key: what to look for while an older key is still in use."""
    return [_digest(key, kind, value) for key in settings.FIELD_KEYS]


def _digest(key, kind, value):
    """By a copy of one begun: a whole one hands Python to another thread, and waits for it back."""
    begun = _begun(key, kind).copy()
    begun.update(value.encode())
    return begun.hexdigest()


@lru_cache(maxsize=64)
def _begun(key, kind):
    own_key = hmac.digest(key.encode(), b"find by " + kind.encode(), "sha256")
    return hmac.new(own_key, digestmod="sha256")
