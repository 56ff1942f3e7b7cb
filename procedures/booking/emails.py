"""Slips of the finger in the name of a mail provider: worth a question, never a refusal."""

from difflib import get_close_matches
from functools import lru_cache

PROVIDERS = (
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "comcast.net",
    "verizon.net",
    "sbcglobal.net",
    "bellsouth.net",
    "protonmail.com",
)
# real ones that look like a slip in one of those
REAL = {"mail.com", "ymail.com", "email.com", "hotmail.co", "yahoo.com.mx"}
ALIKE = 0.88  # gmial.com is asked about, gmx.com is not


def meant_email(email):
    """The address that was probably meant, or nothing."""
    person, _at, domain = email.rpartition("@")
    meant = meant_domain(domain.casefold())
    return f"{person}@{meant}" if meant else ""


@lru_cache(maxsize=1000)
def meant_domain(domain):
    if domain in REAL or domain in PROVIDERS:
        return ""
    return next(iter(get_close_matches(domain, PROVIDERS, n=1, cutoff=ALIKE)), "")
