"""Where a ZIP code is, without asking anybody.

zip_codes.bin holds the ZIP code tabulation areas of the US Census Bureau's gazetteer of 2021,
which is in the public domain: 8 bytes each, in order: code, latitude and longitude in hundredths
of a degree (about half a mile). `python -m procedures.zip_codes FILE` makes it of a newer one.
"""

import struct
import sys
from bisect import bisect_left
from functools import cache
from pathlib import Path

ROW = struct.Struct(">ihh")
STORED = Path(__file__).with_name("zip_codes.bin")


def place_of(zip_code):
    """(latitude, longitude) of five digits. A code that is not listed, such as one for post boxes
    alone, is put in the middle of its neighbours with the same first three digits. None if there
    are none of those either.
    """
    code = int(zip_code)
    first = code - code % 100
    neighbours = rows_between(first, first + 100)
    found = [row for row in neighbours if row[0] == code] or neighbours
    if not found:
        return None
    return tuple(sum(row[part] for row in found) / len(found) / 100 for part in (1, 2))


def rows_between(first, end):
    rows = stored()
    begin = bisect_left(rows, first, key=lambda row: row[0])
    return rows[begin : bisect_left(rows, end, key=lambda row: row[0])]


@cache
def stored():
    return Rows(STORED.read_bytes())


class Rows:
    """The packed rows as a sequence; unpacked one at a time, so that they cost no start."""

    def __init__(self, packed):
        self.packed = packed

    def __len__(self):
        return len(self.packed) // ROW.size

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return ROW.unpack_from(self.packed, at * ROW.size)


def pack(gazetteer):
    """From lines of the gazetteer: tabs between GEOID, four areas, latitude and longitude."""
    fields = (line.split("\t") for line in list(gazetteer)[1:])
    rows = sorted((int(code), round(float(north) * 100), round(float(east) * 100))
                  for code, _land, _water, _land2, _water2, north, east in fields)  # fmt: skip
    return b"".join(ROW.pack(*row) for row in rows)


if __name__ == "__main__":
    with open(sys.argv[1]) as gazetteer:
        STORED.write_bytes(pack(gazetteer))
