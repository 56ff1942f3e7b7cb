"""How passwords of staff are kept, and which are too easily guessed."""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator

DRESS = re.compile(r"^[\W\d_]+|[\W\d_]+$")  # what many put before and behind a word
REPEATED = re.compile(r"(.+?)\1*", re.DOTALL)
LETTERS = str.maketrans("@4301$5", "aaeoiss")


class Argon2(Argon2PasswordHasher):
    """OWASP's figures. Django's own take 100 MB for each try, and a small machine has not many."""

    time_cost, memory_cost, parallelism = 2, 19_456, 1


class CommonInDisguise(CommonPasswordValidator):
    """Few common passwords are long: who must reach twelve signs writes P@ssw0rd2026! instead."""

    def validate(self, password, user=None):
        whole = password.casefold()
        super().validate(whole, user)
        for word in (whole, DRESS.sub("", whole).translate(LETTERS)):
            if len(word) > 3:
                super().validate(REPEATED.fullmatch(word)[1], user)
