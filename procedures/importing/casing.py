"""Names as a sentence writes them: Title Case and CAPITALS become small letters."""

import re

_ACRONYMS = frozenset(
    {"SI", "SIJ", "MRI", "CT", "ESI", "LESI", "TFESI", "CESI", "TPI", "MBB", "MBBS", "RF", "RFA"}
    | {"PRP", "PNS", "SCS", "DRG", "TENS", "TMJ", "IV", "EMG", "CRPS", "FDA"}
)
_ROMAN = re.compile(r"[IVX]{2,}")
_SMALL = {"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with", "vs", "by", "at"}


def sentence_case(name, prose=""):
    """Title Case and CAPITALS become a sentence's; acronyms and proper names stay.

    A word is a proper name if ``prose`` always writes it with a capital, also within sentences.
    """
    words = name.split()
    shouting = name.isupper() and len(name) > 4 and not all(_is_acronym(word) for word in words)
    long_words = [word for word in words if word.lower() not in _SMALL]
    if not shouting and not all(map(_is_titled, long_words)):
        return name[:1].upper() + name[1:]
    lowered = [_lowered(word, shouting, prose) for word in words]
    sentence = " ".join(lowered)
    return sentence[:1].upper() + sentence[1:]


def _is_titled(word):
    """Any capital will do, so that a brand such as "iFuse" counts."""
    return word.lower() != word or not word[0].isalpha()


def _is_acronym(word):
    bare = word.strip("()[],.:;")
    return bare in _ACRONYMS or bool(_ROMAN.fullmatch(bare))


def _lowered(word, shouting, prose):
    if "-" in word:
        return "-".join(_lowered(part, shouting, prose) for part in word.split("-"))
    bare = word.strip("()[],.:;/")
    if _is_acronym(word) or (len(bare) < 2 and bare != "A"):
        return word
    if shouting:
        return word if any(letter.isdigit() for letter in bare) else word.lower()
    if any(not letter.isalpha() or letter.isupper() for letter in bare[1:]):
        return word
    return word if _is_proper(bare, prose) else word.lower()


def _is_proper(word, prose):
    quoted = re.escape(word)
    if re.search(rf"\b{quoted.lower()}s?\b", prose):
        return False
    return bool(re.search(rf"[a-z,] {quoted}\b", prose))
