"""What a procedure is called: the name in a title, in a question, in the name of a file."""

import re
from pathlib import Path

_TITLE_WORDS = (
    r"(?:Q\.?\s*(?:&|\+|/|and|n)\s*A\.?(?:['’]?s)?\b\.?"
    r"|F\.?A\.?Q\.?(?:['’]?s)?\b\.?"
    r"|(?:common|commonly|frequently|most)?[\s-]*asked\s+questions(?:\s+(?:and|&)\s+answers)?"
    r"|(?:common\s+)?questions\s+(?:and|&)\s+answers"
    r"|common\s+questions|what\s+you\s+(?:need\s+to|should)\s+know|your\s+questions\s+answered|preguntas\s+(?:y\s+respuestas|frecuentes)"
    r"|patient\s+(?:information|guide|leaflet|education|handout|instructions|questions)"
    r"(?:\s+(?:sheet|leaflet|guide))?)"
)
# "5 things to know about …"
_LEAD = re.compile(
    r"^.*\b(?:know about|guide to|all about|learn about|understanding)\s+(?:(?:an?|the|your)\s+)?",
    re.IGNORECASE,
)
_JOINT = r"[\s:–—|,-]*"
_SUFFIX = re.compile(rf"(?:^|{_JOINT})[(\[]?\b(?:patient\s+)?{_TITLE_WORDS}[)\]]?{_JOINT}$", re.I)
_PREFIX = re.compile(
    rf"^(?:your\s+)?[(\[]?{_TITLE_WORDS}[)\]]?(?:\s*[:–—|]\s*|\s+-\s+|\s+(?:about|on|for|regarding)\s+"
    r"(?:an?\s+|the\s+|your\s+)?)",
    re.IGNORECASE,
)
_MIDDLE = re.compile(rf"^(.+?)[\s:–—|-]+\(?{_TITLE_WORDS}\)?\s*[|:–—-]\s+(\S.*)$", re.IGNORECASE)
MOST_LETTERS = 120


def without_title_words(text):
    """The name in a title, and what the title says besides it; None if it says no "Q&A"."""
    if not _PREFIX.match(text) and (match := _MIDDLE.match(text)):
        return trim(match[1]), match[2]
    name = text
    for pattern in (_SUFFIX, _PREFIX, _SUFFIX):
        name = pattern.sub("", name) if pattern.search(name) else name
    return (trim(name), "") if name != text else None


def without_lead(text):
    """The name, and the words that lead to it."""
    match = _LEAD.match(text)
    return (text[match.end() :], match[0].strip()) if match else (text, "")


def trim(name):
    """Without the marks and pictures around it."""
    return re.sub(r"^[^\w(\"“]+|[^\w)\"”®™.]+$", "", name)


# What procedures are called.
NOUN = re.compile(
    r"\b(injections?|blocks?|ablations?|neurotomy|rhizotomy|therapy|stimulat(ion|ors?)|infusions?|"
    r"procedure|surgery|implants?|pumps?|shots?|\w+plasty|\w+ectomy|discogra\w+|decompression|"
    r"treatments?|fusion|patch|needling|manipulation|acupuncture)\b(?!.*\b(center|clinic|group)\b)",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^(?:what\s+(?:exactly\s+)?(?:is|are)|what['’]s)\s+(?:an?\s+|the\s+)?([^?]+?)\s*\?*$", re.I
)
_MOST_WORDS = 8


def from_question(question):
    """ "What is a trigger point injection?" names the procedure; "What is it?" does not."""
    match = _DEFINED.match(question)
    name = re.sub(r"\s*\([^)]*\)", "", match[1]) if match else ""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or words[0].lower() in ("it", "this", "that", "they"):
        return ""
    return name if not re.search(r"[,;]| and | for$", name) else ""


def from_file_name(file_name):
    return re.sub(r"[\s_-]+", " ", Path(file_name).stem).strip()[:MOST_LETTERS]
