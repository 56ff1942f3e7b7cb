"""Each rendered form carries a ticket: a number of its own, signed together with the time.

The number makes sending twice harmless; the time tells a person from a program.
"""

import secrets
from datetime import UTC, datetime, timedelta

from django.core import signing

VALID = timedelta(days=1)
_signer = signing.TimestampSigner(salt="booking.ticket")


class BadTicket(Exception):
    """Missing, forged, or older than a day."""


def new_ticket():
    return _signer.sign(secrets.token_urlsafe(24))


def read_ticket(ticket):
    """The submission number, and when the form was rendered. Raises ``BadTicket``."""
    try:
        number = _signer.unsign(ticket, max_age=VALID)
    except signing.BadSignature as error:
        raise BadTicket from error
    return number, _rendered_at(ticket)


def _rendered_at(ticket):
    seconds = signing.b62_decode(ticket.rsplit(":", 2)[1])
    return datetime.fromtimestamp(seconds, UTC)
