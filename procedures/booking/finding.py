"""How a request is found again without its words being stored: normalised, then hashed."""

import re
import unicodedata

from . import keys

# letters that Unicode does not take apart into a letter and a mark
_PLAIN = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
US_DIGITS = 10
MARKS = re.compile("['’ʼ`]")
WORD = re.compile(r"\w+")
EXTENSION = re.compile(r"(?i)\s*(?:ext|x|#|;)")


def name_words(name):
    """The words of a name without accents and case: "O'Brien-Šťastný" gives obrien, stastny
    and brien, so that either way of typing it finds it.
    """
    text = unicodedata.normalize("NFKD", name).casefold().translate(_PLAIN)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    parts = MARKS.sub("", text), MARKS.sub(" ", text)
    return {word for part in parts for word in WORD.findall(part)}


def phone_digits(phone):
    """Digits without the American country code, and without an extension."""
    number = EXTENSION.split(phone, maxsplit=1)[0]
    digits = "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdigit())
    if len(digits) == US_DIGITS + 1 and digits.startswith("1"):
        return digits[1:]
    return digits


def search_keys(*, names, phone, email):
    """(kind, digest) of everything that a request can be found by."""
    found = {("name", word) for name in names for word in name_words(name)}
    found.add(("phone", phone_digits(phone)))
    if email:
        found.add(("email", email.strip().casefold()))
    return {(kind, keys.digest(kind, value)) for kind, value in found if value}
