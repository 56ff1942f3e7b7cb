"""Documents nobody wrote: whatever the paragraphs are, they come back whole and in order."""

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.importing import Refused, read_document
from procedures.models.answer import blocks

from .wordfiles import word_file
from .words import block_texts

quickly = settings(max_examples=60, deadline=None, derandomize=True, database=None)

WORDS = [
    "pain",
    "nerve",
    "-",
    "–",
    "1.",
    "12.",
    "A:",
    "Q",
    "“rest”",
    "it’s",
    "*",
    "•",
    "e.g.",
    "o",
    "48",
]
sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(
    lambda words: f"Sample {' '.join(words)} ends."
)
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
answers = st.lists(st.lists(paragraph, min_size=1, max_size=4), min_size=2, max_size=4)


def _paragraphs(document):
    return [block_texts(blocks(made.answer)) for made in document.questions]


def _question(number):
    return f"What is sample number {number}?"


@quickly
@given(answers)
def test_paragraphs_of_plain_text_come_back_as_they_were(answers):
    parts = [[_question(n), *answer] for n, answer in enumerate(answers)]
    text = "\n\n".join(["Sample Block Q&A", *(line for part in parts for line in part)])
    assert _paragraphs(read_document("sample.txt", text.encode())) == answers


@quickly
@given(answers)
def test_paragraphs_of_a_text_without_empty_lines_come_back_as_they_were(answers):
    parts = [[_question(n), *answer] for n, answer in enumerate(answers)]
    text = "\n".join(["Sample Block Q&A", *(line for part in parts for line in part)])
    assert _paragraphs(read_document("sample.txt", text.encode())) == answers


@quickly
@given(answers, st.integers(40, 90))
def test_wrapped_paragraphs_are_joined_again(answers, width):
    parts = [[_question(n), *answer] for n, answer in enumerate(answers)]
    wrapped = ["\n".join(textwrap.wrap(line, width)) for part in parts for line in part]
    text = "\n\n".join(["Sample Block Q&A", *wrapped])
    said = [" ".join(part) for part in _paragraphs(read_document("sample.txt", text.encode()))]
    marks = {"-", "–", "*", "•", "o", "1.", "12."}  # at the start of a line they may be list marks
    kept = [
        [word for word in part.replace("\u2060", "").split() if word not in marks] for part in said
    ]
    assert kept == [[w for w in " ".join(a).split() if w not in marks] for a in answers]


@settings(quickly, max_examples=15)
@given(answers)
def test_paragraphs_of_a_word_document_come_back_as_they_were(answers):
    parts = [
        [(_question(n), "Heading 1"), *((line, "Normal") for line in answer)]
        for n, answer in enumerate(answers)
    ]
    data = word_file(*(line for part in parts for line in part))
    assert _paragraphs(read_document("sample.docx", data)) == answers


@quickly
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_the_bytes_are_the_answer_is_a_document_or_one_sentence(data):
    try:
        document = read_document("sample.txt", data)
    except Refused as refused:
        assert str(refused).endswith((".", ".)"))
    else:
        assert document.questions
