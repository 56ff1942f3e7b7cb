"""An office as a card for the address book of a phone: vCard 3.0, read by all (RFC 2426)."""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import vText
from icalendar.parser import Contentline

from .nearest import where


def contact_card(office, clinic):
    name = f"{clinic.name}, {office.name}"
    street = (office.suite, office.street, office.city, office.state, office.zip_code)
    place = where(office)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:office-{office.pk}@{urlsplit(settings.SITE_URL).hostname}",
        field("FN", name),
        field("N", "", "", "", "", ""),
        field("ORG", clinic.name, office.name),
        "X-ABShowAs:COMPANY",
        field("TEL;TYPE=WORK,VOICE", office.phone_link.removeprefix("tel:")),
        field("ADR;TYPE=WORK", "", *street, "United States"),
        field("NOTE", "; ".join(office.hours_in_words())),
        f"URL:{settings.SITE_URL}{office.get_absolute_url()}",
        *([f"GEO:{place[0]:.6f};{place[1]:.6f}"] if place else []),
        f"REV:{office.changed_at:%Y%m%dT%H%M%SZ}",
        "END:VCARD",
    ]
    return b"".join(Contentline(line).to_ical() + b"\r\n" for line in lines)


def field(name, *parts):
    return f"{name}:{';'.join(escaped(part) for part in parts)}"


def escaped(text):
    return vText(" ".join(text.split())).to_ical().decode()
