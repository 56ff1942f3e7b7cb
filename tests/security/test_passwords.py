"""Passwords of staff: hard to guess, and kept so that a stolen table gives none away."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from clinic_site import settings as real


def test_a_password_is_kept_with_argon2(settings):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    kept = make_password("a long enough sentence")
    assert kept.startswith("argon2$argon2id$") and check_password("a long enough sentence", kept)


def test_one_that_was_kept_the_older_way_still_opens_the_door(settings):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    kept = make_password("a long enough sentence", hasher="pbkdf2_sha256")
    assert check_password("a long enough sentence", kept)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short words", "at least 12"),
        ("123456789012", "numeric"),
        ("administrator", "too common"),
        ("Password2026!", "too common"),
        ("P@ssw0rd-2026", "too common"),
        ("welcomewelcome", "too common"),
        ("aaaaaaaaaaaa", "too common"),
    ],
)
def test_what_is_easily_guessed_is_refused(password, words):
    with pytest.raises(ValidationError, match=words):
        validate_password(password)


@pytest.mark.parametrize("password", ["a long enough sentence", "7$k!9#2%4^6&", "Tr0ub4dor-and-3"])
def test_what_is_hard_to_guess_is_taken(password):
    validate_password(password)
