"""As many published procedures as one asks for: the sample clinic's, told again in other words."""

import itertools
import random

from django.utils import timezone

from procedures.models import Procedure, Question, Status
from procedures.search import index

SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so"]
PARTS = ["cervical", "lumbar", "left", "right", "upper", "lower", "deep", "hand", "wrist", "elbow"]


def fill(procedures):
    """Add made-up procedures to those of the sample clinic, up to so many in all."""
    chance = random.Random(procedures)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4_000)]
    told = list(Procedure.objects.published().prefetch_related("questions"))
    more = range(procedures - len(told))
    new = [another(chance.choice(told), number, words, chance) for number in more]
    Procedure.objects.bulk_create(new, batch_size=500)
    answers = itertools.chain.from_iterable(
        answers_of(procedure, chance.choice(told), words, chance) for procedure in new
    )
    Question.objects.bulk_create(answers, batch_size=500)
    index.rebuild()


def another(procedure, number, words, chance):
    name = f"{chance.choice(PARTS)} {chance.choice(words)} {procedure.name.lower()}"
    return Procedure(
        name=f"{name} {number}".capitalize(),
        slug=f"made-up-{number}",
        other_names=f"{chance.choice(words)} shot",
        summary=procedure.summary,
        status=Status.PUBLISHED,
        publish_at=timezone.now(),
    )


def answers_of(procedure, told, words, chance):
    for question in told.questions.all():
        more = " ".join(chance.choices(words, k=20))
        yield Question(
            procedure=procedure,
            kind=question.kind,
            question=question.question,
            answer=f"{question.answer}<p>{more}</p>",
            position=question.position,
        )
