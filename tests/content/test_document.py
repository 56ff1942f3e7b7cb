"""The page as one plain document."""

import json

import pytest

from procedures.models import Frequency, Kind, Procedure, Urgency
from procedures.models.answer import blocks, words_of
from tests.factories import make_procedure

pytestmark = pytest.mark.django_db


def kinds(procedure):
    return [section["kind"] for section in procedure.document()["sections"]]


def test_it_is_plain_data_that_can_be_stored():
    procedure = make_procedure()
    procedure.steps.create(title="One", text="first")
    document = procedure.document()
    assert json.loads(json.dumps(document)) == document


def test_questions_keep_their_order_and_general_ones_come_last():
    procedure = make_procedure(questions=[Kind.WHAT, Kind.RECOVERY, Kind.HAPPENS])
    procedure.questions.filter(kind=Kind.WHAT).update(is_general=True)
    assert kinds(procedure) == ["recovery", "happens", "what"]


def test_rows_without_a_question_get_their_own_section_in_its_place():
    procedure = make_procedure(questions=[Kind.WHAT, Kind.RECOVERY])
    procedure.steps.create(title="One", text="first")
    procedure.side_effects.create(frequency=Frequency.COMMON, text="soreness")
    assert kinds(procedure) == ["what", "happens", "recovery", "side-effects"]


def with_warnings(procedure):
    sections = procedure.document()["sections"]
    return [section["kind"] for section in sections if section.get("has_warnings")]


def test_warnings_stand_with_recovery_unless_a_question_asks_when_to_call():
    procedure = make_procedure()
    assert with_warnings(procedure) == ["recovery"]
    procedure.questions.create(kind=Kind.WHEN_TO_CALL, question="When should I call?")
    assert with_warnings(procedure) == ["when-to-call"]


def test_two_questions_of_a_kind_have_two_addresses():
    procedure = make_procedure(questions=[Kind.RECOVERY, Kind.RECOVERY])
    assert [section["id"] for section in procedure.document()["sections"]] == [
        "recovery",
        "recovery-2",
    ]


def test_a_new_row_without_a_number_goes_last():
    procedure = make_procedure()
    procedure.steps.create(title="First", position=7)
    procedure.steps.create(title="Second")
    assert [step.title for step in procedure.steps.all()] == ["First", "Second"]


def test_any_edit_shows_in_the_fingerprint():
    procedure = make_procedure()
    procedure.stamp("import")
    assert procedure.is_untouched("import") and not procedure.is_untouched("sample")
    procedure.warning_signs.filter(urgency=Urgency.CALL_US).update(text="another sign")
    assert not Procedure.objects.get(pk=procedure.pk).is_untouched("import")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.\n\nThree.", ["One. Two.", "Three."]),
        ("Such as:\n- hip\n- neck", ["Such as:", ["hip", "neck"]]),
        ("- hip\n\n- neck\n\nEnd.", [["hip", "neck"], "End."]),
        ("1. sit\n2. rest\n- ice", [["sit", "rest"], ["ice"]]),
        ("- a long item\n  that goes on", [["a long item that goes on"]]),
        ("15-30 minutes\r\n\r\n", ["15-30 minutes"]),
        ("", []),
    ],
)
def test_an_answer_is_read_as_paragraphs_and_lists(text, expected):
    found = blocks(text)
    said = [words_of([block]) for block in found]
    plain = [block["type"] == "paragraph" for block in found]
    assert [words[0] if p else words for p, words in zip(plain, said, strict=True)] == expected


def test_the_words_of_an_answer_leave_out_only_the_marks():
    assert words_of(blocks("Such as:\n- hip\n1. neck")) == ["Such as:", "hip", "neck"]
