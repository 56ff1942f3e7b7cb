"""Each package may be used by a clinic as it is used here, and its licence is listed."""

import re

from tests.licences import TABLE, licence_of, packages, table

FREE = re.compile(r"MIT|BSD|Apache|PSF|Unlicense|LGPL-3\.0-only|MPL-2\.0|ISC")


def test_the_table_says_what_the_packages_say():
    assert TABLE.read_text() == table()


def test_none_asks_for_more_than_to_be_named():
    odd = {name: licence_of(name) for name in packages() if not FREE.search(licence_of(name))}
    assert not odd
    assert not any(re.search(r"\bA?GPL", licence_of(name)) for name in packages())
