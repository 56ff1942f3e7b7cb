"""How long the procedure takes, when its document says so plainly."""

import re

from .lines import sentences

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_AMOUNT = r"(?:\d{1,3}(?:\.\d)?|half\s+an|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_UNIT = r"(?:minutes?|mins?|hours?|hrs?)"
_ABOUT = {
    "about": "About", "around": "About", "approximately": "About", "roughly": "About",
    "up to": "Up to", "less than": "Less than", "under": "Less than", "at least": "At least",
    "only": "", "between": "", "just": "",
}  # fmt: skip
_DURATION = re.compile(
    rf"(?:\b(?P<about>{'|'.join(_ABOUT)})\s+)?\b(?P<low>{_AMOUNT})(?:[\s-]+(?P<low_unit>{_UNIT}))?"
    rf"(?:\s*(?:-|to|or|and)\s*(?P<high>{_AMOUNT}))?[\s-]+(?P<unit>{_UNIT})\b(?!\.\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?:\b(?P<about>{'|'.join(_ABOUT)})\s+)?\b(?P<low>{_AMOUNT})[\s-]+(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;()]\s+|\s[–—-]\s|\s(?:and then|then|but|while|so)\s")
_ELSEWHERE = re.compile(
    r"\b(after\w*|later|within|wait\w*|before\w*|prior|recover\w*|rest|observ\w+|monitor\w*|watch\w*|"
    r"avoid|wear\w*|relief|reliev\w*|every|numb\w*|effects?|medicines?|medications?|anesthetics?|"
    r"kicks?|starts?|ice|pressure|stay|arrive|early|home|dressing|bandage|pain|soreness)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(takes?|taking|lasts?|lasting|last|requires?|long|(done|completed|finished|over) in)\b|"
    r"\bminute (procedure|treatment|visit|appointment|session|injection)",
    re.IGNORECASE,
)
_ABOUT_VISIT = re.compile(
    r"\b(procedure|injections?|treatment|visit|appointment|session)\b", re.IGNORECASE
)


def time_in(answers, is_asked=False):
    """The first duration of the procedure itself in these answers, such as "15 to 30 minutes".

    Under the question "How long does it take?" any duration will do (``is_asked``).
    """
    clauses = [
        clause
        for answer in answers
        for sentence in sentences(re.sub(r"[‐‑–—](?=\s?\d)|(?<=\d)[‐‑–—]", "-", answer))
        for clause in _CLAUSE.split(sentence)
        if not _ELSEWHERE.search(clause)
    ]
    for wanted in (_TAKES, _DURATION if is_asked else _ABOUT_VISIT):
        for clause in clauses:
            if wanted.search(clause) and (found := _written(clause)):
                return found
    return ""


def _written(clause):
    match = _DURATION.search(clause)
    if not match or (match["low_unit"] and not match["high"]):
        match = _SINGLE.search(clause)
    if not match or re.match(r"\s+and\s+(a\s+half|\d)", clause[match.end() :]):
        return ""
    parts = match.groupdict()
    unit, low = _unit(parts["unit"]), _number(parts["low"])
    if parts["low"].lower().startswith("half"):
        low, unit = "30", "minutes"
    if not parts.get("high"):
        words = f"{low} {_counted(unit, low)}"
    else:
        low_unit = _unit(parts["low_unit"]) if parts["low_unit"] else unit
        high = _number(parts["high"])
        first = low if low_unit == unit else f"{low} {_counted(low_unit, low)}"
        words = f"{first} to {high} {_counted(unit, high)}"
    about = _ABOUT[parts["about"].lower()] if parts["about"] else ""
    return f"{about} {words}".strip()


def _number(words):
    return str(_WORDS.get(words.lower(), words))


def _unit(word):
    return "hours" if word.lower().startswith("h") else "minutes"


def _counted(unit, number):
    return unit[:-1] if number == "1" else unit
