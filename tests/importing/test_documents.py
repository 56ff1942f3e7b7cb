"""Documents of other clinics: what they ask is found, and no word of them is lost."""

import re

import pytest

from procedures.importing import import_document
from procedures.models import Procedure

from .samples import SAMPLES
from .words import page_words, words

ABOUT = [sample.about for sample in SAMPLES]
TITLE_WORDS = set(
    words(
        "Frequently asked questions and answers FAQ FAQs Q & A patient information education guide"
    )
    + words("your answered preguntas y respuestas title")
)
UNSEEN = re.compile(r"https://clinic.example/heat|</?[a-z][a-z0-9]*>")


def imported(sample):
    document, result = import_document(sample.file_name, sample.text.encode())
    return document, Procedure.objects.with_rows().get(pk=result.procedure.pk)


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_questions_are_found_in_order_with_their_kinds(db, sample):
    _document, procedure = imported(sample)
    questions = procedure.questions.all()
    assert [(question.kind, question.question) for question in questions] == sample.questions
    assert procedure.name == sample.name


KNOWN = [sample for sample in SAMPLES if sample.time is not None]


@pytest.mark.parametrize("sample", KNOWN, ids=[sample.about for sample in KNOWN])
def test_conditions_and_the_time_are_found(db, sample):
    document, procedure = imported(sample)
    assert document.conditions == sample.conditions
    assert {condition.name for condition in procedure.conditions.all()} == {*sample.conditions}
    assert procedure.time == sample.time


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_the_same_document_again_changes_nothing(db, sample):
    imported(sample)
    assert import_document(sample.file_name, sample.text.encode())[1].action == "unchanged"


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_no_word_is_lost_and_none_is_added(db, sample):
    document, procedure = imported(sample)
    source = words(UNSEEN.sub("", sample.text))
    kept = page_words(procedure, document.left_out)
    if "no title" in sample.about:
        start = len(words("\n".join(document.left_out)))
        del kept[start : start + len(words(procedure.name))]
    assert _counted(kept) == _counted(source)


def _counted(some_words):
    return sorted(word for word in some_words if word not in TITLE_WORDS)


@pytest.mark.parametrize("sample", SAMPLES, ids=ABOUT)
def test_words_stay_in_their_order(db, sample):
    _document, procedure = imported(sample)
    source = iter(words(UNSEEN.sub("", sample.text)))
    page = page_words(procedure)[len(words(procedure.name)) :]
    assert [word for word in page if word not in source] == []
