"""What a question is about, from the way it is asked: the kind of answer to land on."""

import re

from procedures.models import Kind

# a pattern of the folded text, and how strongly it says so
ASKED = [
    (Kind.WHAT, 2, r"^what('s| is| are|s)\b(?!.*\b(recovery|side|risk|cost|happen))|\bmeaning\b"),
    (Kind.TREATS, 3, r"\b(treat|help(s|ing)? (with|for)|good for|used for|work (for|on))"),
    (Kind.SUITS, 4, r"\b(right for me|am i|can i (have|get)|suitable|candidate|allerg|eligible)"),
    (Kind.SUITS, 3, r"\b(pregnan|diabet|thinner|pacemaker)"),
    (Kind.PREPARE, 5, r"\b(prepar|before|beforehand|get ready|eat|drink|fast(ing)?|breakfast)"),
    (Kind.PREPARE, 4, r"\b(thinner|aspirin|warfarin|eliquis|coumadin|stop (taking|my))"),
    (Kind.HAPPENS, 4, r"\b(happens?|during|steps?|procedure like|awake|asleep|sedat|put (me )?to)"),
    (Kind.HAPPENS, 4, r"\b(does|will|do|is) (it|this|that|they|an?|the)\b.*\b(hurt|painful)"),
    (Kind.HAPPENS, 3, r"\bhow long (does|is|will) (it|the|an?|this)\b(?!.*(last|heal|recover))"),
    (Kind.RECOVERY, 5, r"\b(recover|after|afterwards|heal|off work|back to|return to|how soon)"),
    (Kind.RECOVERY, 4, r"\b(last(s|ing)?|wear off|work out|exercise|gym|shower|bath|swim|drive)"),
    (Kind.RECOVERY, 4, r"\b(lift(ing)?|sore|rest|home the same|when (can|will|do))"),
    (Kind.SIDE_EFFECTS, 6, r"\b(side effects?|risks?|danger|complication|safe|wrong|harm)"),
    (
        Kind.WHEN_TO_CALL,
        5,
        r"\b(emergency|911|call (the )?(doctor|you|us)|worr|when (to|should i))",
    ),
    (Kind.WHEN_TO_CALL, 3, r"\b(fever|redness|infect|bleed)"),
]
_ASKED = [(str(kind.value), weight, re.compile(pattern)) for kind, weight, pattern in ASKED]


def kinds_asked_for(text):
    """{kind of question: weight} for what the folded text asks."""
    kinds = {}
    for kind, weight, pattern in _ASKED:
        if pattern.search(text):
            kinds[kind] = max(weight, kinds.get(kind, 0))
    return kinds
