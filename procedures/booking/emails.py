"""Slips of the finger in the name of a mail provider: worth a question, never a refusal."""

from difflib import get_close_matches

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
    domain = domain.casefold()
    if domain in REAL or domain in PROVIDERS:
        return ""
    near = get_close_matches(domain, PROVIDERS, n=1, cutoff=ALIKE)
    return f"{person}@{near[0]}" if near else ""
