"""Documents of other clinics: what they ask is found, and no word of them is lost."""

import pytest

from procedures.importing import import_document
from procedures.models import Procedure

from .samples import SAMPLES
from .words import page_words, words

ABOUT = [sample[0] for sample in SAMPLES]
TITLE_WORDS = set(
    words("Frequently asked questions and answers FAQ FAQs Q & A patient information")
)
ADDRESS = "https://clinic.example/heat"


def imported(sample):
    document, result = import_document(sample[1], sample[2].encode())
    return document, Procedure.objects.with_rows().get(pk=result.procedure.pk)


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_questions_are_found_in_order_with_their_kinds(db, sample):
    _document, procedure = imported(sample)
    questions = procedure.questions.all()
    assert [(question.kind, question.question) for question in questions] == sample[4]
    assert procedure.name == sample[3]


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_no_word_is_lost_and_none_is_added(db, sample):
    document, procedure = imported(sample)
    source = words(sample[2].replace(ADDRESS, ""))
    kept = page_words(procedure, document.left_out)
    if "no title" in sample[0]:
        kept = kept[len(words(procedure.name)) :]
    assert _counted(kept) == _counted(source)


def _counted(some_words):
    return sorted(word for word in some_words if word not in TITLE_WORDS)


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_words_stay_in_their_order(db, sample):
    _document, procedure = imported(sample)
    source = iter(words(sample[2]))
    page = page_words(procedure)[len(words(procedure.name)) :]
    assert [word for word in page if word not in source] == []
