"""Phone numbers as people write them: read forgivingly, stored as typed."""

from enum import Enum

import phonenumbers

COUNTRY = "US"
ABROAD, AT_HOME, MOST = 7, 10, 15  # digits that can reach somebody


class Reading(Enum):
    FINE = "a number of some country"
    ODD = "as many digits as a number has, but none that we know"
    UNREADABLE = "too few or too many digits"


def read_phone(text):
    try:
        if phonenumbers.is_valid_number(phonenumbers.parse(text, COUNTRY)):
            return Reading.FINE
    except phonenumbers.NumberParseException:
        pass
    least = ABROAD if text.startswith("+") else AT_HOME
    digits = sum(sign.isdigit() for sign in text)
    return Reading.ODD if least <= digits <= MOST else Reading.UNREADABLE
