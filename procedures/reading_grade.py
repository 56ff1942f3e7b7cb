"""How many years of school a text asks of its reader: the Flesch-Kincaid grade level.

    0.39 x words / sentences + 11.8 x syllables / words - 15.59

J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, "Derivation of New Readability
Formulas for Navy Enlisted Personnel", Research Branch Report 8-75, 1975. It knows English only.

What counts here:

- a paragraph and each item of a list end a sentence, with or without a full stop;
- "X-ray" and "15-minute" are one word each, with the syllables of their parts;
- a numeral is one word of one syllable, however long: a reader takes it in at a glance;
- capitals such as FDA are read letter by letter.
"""

import re

from .models.answer import blocks, words_of

_WORD = re.compile(r"[^\W_]+(?:[’'.,:°-][^\W_]+)*")
_END = re.compile(r"(?<![.!?…])[.!?…]+[)\]”’\"']*(?=\s+[(\[“‘\"']*[A-Z0-9])")
# these never end a sentence; "No." is short for number only before one
_SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|approx|U\.S|No(?=\.\s+\d))\.")
_SPELLED = re.compile(r"[A-Z]{2,5}s?")

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = (
    re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$"),  # time, whole; not needle
    re.compile(r"(?<=[^aeiouyscgxzhl])es$|(?<=[aeiouy]l)es$|(?<=[^csaeiouy]h)es$"),  # times
    re.compile(r"(?<=[^aeiouytd])(?<![^aeiouylr]l)ed$"),  # cleaned; not treated, handled
    re.compile(  # safely, careful; not cement
        r"(?:(?<=[aeiouy][^aeiouyl])|(?<=[nr][cgv]))e(?=(?:ly|ments?|ful|fully|less|ness)$)"
    ),
    re.compile(r"(?<=ic)a(?=lly$)"),  # typically
)
_EXTRA = (
    re.compile(r"(?<![ctsgx])ia|ci(?=ate)|iu"),  # medial; not special
    re.compile(r"(?<![ctsgxh])io"),  # radio; not action, cushion
    re.compile(r"(?<![gq])ua|uous"),  # usual; not language
    re.compile(r"(?<=[aeouy])ing|(?<=[ao])y(?=[aou]|er|en)"),  # doing, layer
    re.compile(r"(?<=[^aeiouy])ie(?=rs?$|st$|t)"),  # easier, quiet
    re.compile(r"[aeiouy]sms?$|thms?$"),  # spasm
    re.compile(r"(?<![gp])eo(?!u)"),  # video; not surgeon
    re.compile(r"^re(?=act|app|occ|ope)|^co(?=op|or)"),  # react, cooperate
)
_NOT = re.compile(r"(?<=[^aeiouyr])n['’]t$")  # isn't; not aren't

# Words that the rules above get wrong.
_EXCEPTIONS = {
    "aches": 1,
    "anyone": 3,
    "area": 3,
    "areas": 3,
    "backaches": 2,
    "behavior": 3,
    "being": 2,
    "beyond": 2,
    "business": 2,
    "can't": 1,
    "create": 2,
    "created": 3,
    "creates": 2,
    "creating": 3,
    "diabetes": 4,
    "don't": 1,
    "evening": 2,
    "every": 2,
    "everyday": 3,
    "fascia": 3,
    "fluid": 2,
    "fluids": 2,
    "fluoroscopy": 5,
    "gluteus": 3,
    "haven't": 2,
    "headaches": 2,
    "idea": 3,
    "maybe": 2,
    "myofascial": 5,
    "nausea": 3,
    "pacemaker": 3,
    "pacemakers": 3,
    "people": 2,
    "quiet": 2,
    "quietly": 3,
    "sacroiliac": 5,
    "sciatica": 4,
    "science": 2,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
    "toothaches": 2,
    "won't": 1,
}


def grade(text):
    """The grade of a text in the form of an answer: paragraphs and lists. Empty text is 0."""
    found = sentences(text)
    tokens = [word for sentence in found for word in words(sentence)]
    if not tokens:
        return 0.0
    spoken = sum(syllables(word) for word in tokens)
    return 0.39 * len(tokens) / len(found) + 11.8 * spoken / len(tokens) - 15.59


def sentences(text):
    """The sentences in order; pieces without a word, such as a row of stars, are left out."""
    found = []
    for piece in words_of(blocks(text)):
        found += _split(piece)
    return [sentence for sentence in found if _WORD.search(sentence)]


def _split(piece):
    start = 0
    short = {match.end() for match in _SHORT.finditer(piece)}
    for end in _END.finditer(piece):
        if end.end() not in short:
            yield piece[start : end.end()].strip()
            start = end.end()
    yield piece[start:].strip()


def words(sentence):
    return _WORD.findall(sentence)


def syllables(word):
    """How many syllables a word has when read aloud; at least one."""
    return sum(_syllables(part) for part in word.split("-"))


def _syllables(part):
    if any(character.isdigit() for character in part):
        return 1
    if _SPELLED.fullmatch(part):
        return sum(3 if letter == "W" else 1 for letter in part.rstrip("s"))
    part = part.lower().replace("’", "'")
    if part in _EXCEPTIONS:
        return _EXCEPTIONS[part]
    negation = 1 if _NOT.search(part) else 0
    stem = re.sub(r"(?:n't|'\w*)$", "", part)
    count = len(_VOWELS.findall(stem)) + negation
    count -= sum(bool(rule.search(stem)) for rule in _SILENT)
    count += sum(len(rule.findall(stem)) for rule in _EXTRA)
    return max(count, 1)


def page_text(document):
    """The running text of a page, as ``build_document`` gives it, in the form of an answer.

    Headings, step titles and at-a-glance facts are left out: they are labels, and their few
    words would flatter the grade. A warning sign is read with the words it goes on from.
    """
    pieces = [document["summary"], *words_of(document["safety_notice"])]
    for section in document["sections"]:
        pieces += words_of(section["blocks"])
        for name in ("steps", "milestones"):
            pieces += [row["text"] for row in section.get(name, [])]
        pieces += section.get("common", []) + section.get("rare", [])
    pieces += [f"Call us if {sign['text']}" for sign in document["call_us"]]
    pieces += [f"Call 911 now if {sign['text']}" for sign in document["call_911"]]
    return "\n\n".join(piece for piece in pieces if piece)
