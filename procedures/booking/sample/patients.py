"""Patients who do not exist: "Sample" in every name, 555-01xx phones, example.com addresses."""

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from .. import finding, keys

MOST = 50_000
REQUESTS_OF_ONE = 4  # on average, while there are fewer than MOST patients
COMMON_FAMILIES = ("Garcia", "Johnson", "Nguyen")  # each is 1 patient in 100
FIRST_NAMES = (
    "Ada", "Ben", "Cleo", "Dora", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jo", "Kai", "Lena", "Max",
    "Nora", "Otis", "Pia", "Quin", "Rosa", "Sam", "Tess", "Uma", "Vera", "Walt", "Yara", "Zoe",
)  # fmt: skip
STARTS = (
    "Ald", "Birch", "Brook", "Cold", "Dun", "East", "Fern", "Glen", "Hart", "Hazel", "Iron",
    "Kings", "Lang", "Mill", "North", "Oak", "Pine", "Quarry", "Red", "Stone", "Thorn", "Under",
    "Wood",
)  # fmt: skip
ENDS = (
    "bury", "by", "combe", "dale", "den", "field", "ford", "gate", "ham", "hill", "hurst", "land",
    "ley", "mere", "more", "ridge", "shaw", "side", "stead", "ton", "vale", "wall", "well", "worth",
)  # fmt: skip
FAMILIES = tuple(start + end for start, end in product(STARTS, ENDS))
PHONES_OF_AN_AREA = 100  # (202) 555-0100 to 555-0199
FIRST_AREA = 201


@dataclass(frozen=True)
class Patient:
    """What the database keeps of one: encrypted text, and hashes to find it by."""

    name: str
    carer_name: str
    phone: str
    email: str
    search_keys: tuple


def how_many(requests):
    return max(min(requests // REQUESTS_OF_ONE, MOST), 1)


@lru_cache(maxsize=MOST)
def patient(number):
    """The same number is the same patient, today and in a later run."""
    chance = random.Random(number)  # nosec B311 # made-up people
    area, line = divmod(number, PHONES_OF_AN_AREA)
    name, phone = f"Sample {_name(number, chance)}", f"({FIRST_AREA + area}) 555-01{line:02}"
    carer = f"Sample {_name(number + 1, chance)}" if chance.random() < 0.1 else ""
    email = f"sample.{number}@example.com" if chance.random() < 0.6 else ""
    found = finding.search_keys(names=(name, carer), phone=phone, email=email)
    stored = (text and keys.encrypt(text) for text in (name, carer, phone, email))
    return Patient(*stored, tuple(sorted(found)))


def _name(number, chance):
    common = number % 100 < len(COMMON_FAMILIES)
    family = COMMON_FAMILIES[number % 100] if common else chance.choice(FAMILIES)
    return f"{chance.choice(FIRST_NAMES)} {family}"
