"""What a person should look at once a document has been read."""

import re

from django.utils.translation import gettext as _

from procedures.models import Kind

from . import names
from .conditions import key

_LONG_WORDS = 300
_BOOKING = re.compile(
    r"\b(call|contact|book|schedule|request|make)\b.*"
    r"\b(appointment|online|office|visit|today|consultation|us)\b",
    re.IGNORECASE,
)
_TEASER_MOST_WORDS = 12


def checks_for(document):
    """Sentences for the person who imported it, the most important first."""
    return [
        *_others(document),
        *_time(document),
        *_answers(document),
        *_questions_inside(document),
        *_farewell(document),
    ]


def _others(document):
    """A document about a second procedure would need a page of its own."""
    defined = [names.from_question(made.question) for made in document.of_kind(Kind.WHAT)]
    named = {key(name): name for name in defined if names.NOUN.search(name)}
    if len(named) > 1:
        yield _("More than one procedure seems to be in this document: %s.") % _quoted(
            named.values()
        )


def _time(document):
    if document.time:
        yield _("Is “%s” the time of the procedure itself?") % document.time
    else:
        yield _("No time was found that the procedure takes.")


def _answers(document):
    for made in document.questions:
        if not made.answer.strip():
            yield _("No answer under “%s”.") % made.question
        elif len(made.answer.split()) > _LONG_WORDS:
            yield _("A very long answer: “%s”.") % made.question
    if others := [made.question for made in document.of_kind(Kind.OTHER)]:
        yield _("Is “Other” the right kind for %s?") % _quoted(others)
    if loud := [made.question for made in document.questions if made.question.isupper()]:
        yield _("All in capitals: %s.") % _quoted(loud)


def _quoted(texts):
    return ", ".join(f"“{text}”" for text in texts)


def _questions_inside(document):
    for made in document.questions:
        for line in made.lines:
            is_short = len(line.text.split()) <= _TEASER_MOST_WORDS
            if line.text.endswith("?") and is_short and not line.is_listed:
                yield _("Read as part of an answer, not as a question: “%s”") % line.text


def _farewell(document):
    lines = document.questions[-1].lines
    if lines and _BOOKING.search(lines[-1].text):
        yield _("The last paragraph asks to book or call; the page has its own buttons for that.")
