"""The conditions that an answer lists, and whether two names mean the same condition."""

import re
import unicodedata

from django.utils.translation import gettext as _

from .casing import sentence_case
from .lines import sentences

_MOST_WORDS, _MOST_LETTERS, _FEWEST = 6, 60, 3
_NOT_A_NAME = re.compile(
    r"\b(you|your|yours|we|our|us|it|its|that|which|who|when|if|is|are|was|were|has|have|may|can|"
    r"will|other|others|more|many|most|any|every|these|those|this|ask|call|talk)\b"
    r"|^(to|for|yes|no|not|by|when|mostly|usually)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:(?:lower|upper|middle|large|small|neck|back|hip|shoulder) )?"
    r"(?:head|neck|back|spine|shoulders?|arms?|hips?|knees?|legs?|feet|foot|hands?|jaw|"
    r"muscles?|joints?|nerves?|tendons?)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r".*\b(?:including|includes?|such as|treats?|treating|relieves?|helps? with|like)\b:?\s+(.+)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")


def name_of(item, prose=""):
    """The condition that a list item names; empty if the item is no plain name."""
    name = re.sub(r"\s*\([^)]*\)", "", item)
    name = re.split(r":\s|\s[–—-]\s", name)[0]
    name = re.sub(r"[\s.;,:]+$", "", name.strip())
    name = re.sub(r"[\s;,]+(and|or)$", "", name)
    name = re.sub(r"^(and|or)\s+", "", name).strip(" .;,:")
    if not _is_name(name):
        return ""
    return sentence_case(name, prose)


def _is_name(name):
    return (
        len(key(name)) > 1
        and len(name) <= _MOST_LETTERS
        and len(name.split()) <= _MOST_WORDS
        and not re.search(r"[,;.!?]", name)
        and not _NOT_A_NAME.search(name)
        and not _BODY.fullmatch(name)
    )


def in_sentence(text):
    """The list inside a sentence ("… treat neck pain, back pain, and headaches."), if it is one.

    Every part has to be a short name, or nothing is read from the sentence at all.
    """
    for sentence in sentences(text):
        match = _LISTING.match(sentence.rstrip(" .!"))
        listing = match[1] if match else sentence.rstrip(" .!")
        names = [name_of(part) for part in _SEPARATOR.split(listing) if part]
        if len(names) >= _FEWEST and re.search("[,;]", listing) and all(names):
            return names
    return []


def key(name):
    """Equal for "Headache", "headaches" and "HEAD-ACHE'S": case, accents, marks, plural -s."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^\w\s]|_", " ", re.sub(r"['’]", "", letters)).split()
    return " ".join(_singular(word) for word in words)


def _singular(word):
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def listed_conditions(questions, prose):
    """The conditions named by answers of the kind "conditions treated", and what to check."""
    lines = [line for made in questions for line in made.lines]
    items = [line.text for line in lines if line.is_listed and not line.level]
    is_listed = bool(items)
    if not items and all(name_of(line.text) for line in lines):
        items = [line.text for line in lines if len(lines) > 1 or " and " not in line.text]
    named = [(item, name_of(item, prose)) for item in items]
    names = [name for _item, name in named if name]
    checks = [_("Not read as a condition: “%s”") % item for item, name in named if not name]
    if not items:
        names = next(filter(None, (in_sentence(line.text) for line in lines)), [])
    if names and not is_listed:
        checks.append(_("The conditions were read from a sentence, not from a list."))
    if lines and not names:
        checks.append(_("No list of conditions was found."))
    return list({key(name): name for name in reversed(names)}.values())[::-1], checks
