"""The clinic's own document, in every form a clinic may send it."""

from pathlib import Path

import pytest

from procedures.importing import import_document
from procedures.models import Condition, Procedure, Status

from .wordfiles import word_file
from .words import block_texts, page_words, words

DATA = (Path(__file__).parent / "documents" / "trigger-point-injection.txt").read_bytes()
TEXT = DATA.decode()
KINDS = ["what", "treats", "happens", "recovery"]


def as_markdown():
    lines = [line.replace("•", "-").strip() for line in TEXT.split("\n")]
    lines = [f"## {line}" if line.endswith("?") else line for line in lines]
    lines[1] = f"# {lines[1]}"
    return "\n".join(lines).encode()


def as_word():
    paragraphs = []
    for line in filter(None, (line.strip() for line in TEXT.split("\n"))):
        style = "Heading 2" if line.endswith("?") else "Normal"
        style = "List Bullet" if line.startswith("•") else style
        paragraphs.append((line.removeprefix("•").strip(), style))
    return word_file(*paragraphs)


FORMS = {
    "as it came": ("a.txt", DATA),
    "UTF-8 with its mark": ("a.txt", b"\xef\xbb\xbf" + DATA),
    "Windows-1252": ("a.txt", TEXT.encode("cp1252")),
    "UTF-16": ("a.txt", TEXT.encode("utf-16")),
    "UTF-16 without its mark": ("a.txt", TEXT.encode("utf-16-le")),
    "CRLF": ("a.txt", DATA.replace(b"\n", b"\r\n")),
    "CR": ("a.txt", DATA.replace(b"\n", b"\r")),
    "text named Markdown": ("a.md", DATA),
    "Markdown": ("a.md", as_markdown()),
    "Word": ("a.docx", as_word()),
    "Word under a wrong name": ("a.txt", as_word()),
}


@pytest.fixture
def imported(db):
    document, result = import_document("a.txt", DATA)
    return document, Procedure.objects.with_rows().get(pk=result.procedure.pk)


def test_it_becomes_a_draft_with_its_facts(imported):
    _document, procedure = imported
    assert procedure.name == "Trigger point injection"
    assert procedure.slug == "trigger-point-injection"
    assert procedure.status == Status.DRAFT
    assert procedure.time == "15 to 30 minutes"
    assert [question.kind for question in procedure.questions.all()] == KINDS


def test_its_six_conditions_are_linked(imported):
    names = {"Hip pain", "Neck pain", "Lower back pain", "Shoulder pain", "Jaw pain", "Headaches"}
    assert {condition.name for condition in imported[1].conditions.all()} == names
    assert Condition.objects.count() == 6


def test_every_word_comes_back_in_order(imported):
    document, procedure = imported
    assert document.left_out == ["logo"]
    expected = TEXT.replace("logo\n", "", 1).replace("Q&A", "", 1)
    assert page_words(procedure) == words(expected)


def test_every_word_comes_back_with_its_capitals_and_marks(imported):
    said = []
    for section in imported[1].document()["sections"]:
        said += [section["heading"], *block_texts(section["blocks"])]
    body = TEXT.split("Q&A", 1)[1].replace("•", "")
    assert " ".join(said).split() == body.split()


@pytest.mark.parametrize("start", ["When you arrive at", "Next, your provider pinches"])
def test_paragraphs_stay_whole(imported, start):
    paragraph = next(line for line in TEXT.split("\n") if line.startswith(start))
    blocks = imported[1].document()["sections"][2]["blocks"]
    assert " ".join(paragraph.split()) in block_texts(blocks)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_it_gives_the_same_draft(imported, form):
    file_name, data = FORMS[form]
    _document, result = import_document(file_name, data)
    assert result.action == "unchanged"
    assert result.procedure.pk == imported[1].pk
