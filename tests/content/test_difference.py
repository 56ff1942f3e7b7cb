"""Two contents of a page, and what an editor reads about how they differ."""

from time import perf_counter

import pytest

from procedures.difference import GONE, NEW, SAME, compare, difference
from procedures.models.content import content_of
from tests.factories import make_condition, make_procedure

WORDS = """\
The doctor cleans your skin. A small needle goes in. You may feel pressure for a moment.

Then you rest here."""


def marked(pieces):
    marks = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]"}
    return "".join(marks[piece.how].format(piece.words) for piece in pieces)


def read(before, after, order=()):
    return [
        (line.label, line.note, marked(line.pieces)) for line in difference(before, after, order)
    ]


def rows(*words):
    return {"steps": [{"title": word, "text": f"About {word}.", "position": n}
                      for n, word in enumerate(words)]}  # fmt: skip


def test_a_changed_word_is_shown_with_a_few_words_around_it():
    assert marked(compare(WORDS, WORDS.replace("small", "thin"))) == (
        "The doctor cleans your skin. A [-small -][+thin +]needle goes in. You may … "
    )
    assert marked(compare(WORDS, WORDS + " Ask us.")).endswith(
        "\n\nThen you rest here. [+Ask us.+]"
    )


def test_words_that_stay_between_two_changes_read_as_part_of_them():
    assert marked(compare("ten of days", "two of weeks")) == "[-ten of days-][+two of weeks+]"


def test_what_is_empty_before_or_after_is_all_new_or_all_gone():
    assert marked(compare("", "Two words.")) == "[+Two words.+]"
    assert marked(compare("Two words.", "")) == "[-Two words.-]"


def test_only_spaces_say_so():
    [(label, note, words)] = read({"summary": "One two"}, {"summary": "One\n\ntwo"})
    assert (label, note, words) == ("Summary", "Only spaces or line breaks are different.", "")


@pytest.mark.parametrize("words", ["a " * 5000, "a. b\n" * 2500, "x" * 100_000, "(" * 20_000])
def test_long_and_monotonous_texts_do_not_take_long(words):
    start = perf_counter()
    assert compare(words + "old", "new " + words)
    assert perf_counter() - start < 2


@pytest.mark.django_db
def test_nothing_different_is_no_line():
    content = content_of(make_procedure())
    assert difference(content, content) == []


def test_lines_come_in_the_order_that_is_asked_for():
    before, after = {"summary": "One", "name": "Two"}, {"summary": "1", "name": "2"}
    order = ["summary", "steps", "name"]
    labels = [line[0] for line in read(before | rows(), after | rows("Lie down"), order)]
    assert labels == ["Summary", "Step of the visit 1", "Name"]


def test_a_row_is_named_as_in_the_form():
    before, after = rows("Lie down", "Rest"), rows("Lie down", "Rest")
    after["steps"][1]["text"] = "About rest at home."
    [(label, note, words)] = read(before, after)
    assert (label, note) == ("Step of the visit 2, text", "")
    assert words == "About [-Rest-][+rest at home+]."


def test_of_an_answer_the_words_are_shown_and_a_change_of_look_is_said():
    row = {"question": "What?", "answer": "<p>A small shot.</p>"}
    bold, other = (
        {"questions": [row | {"answer": answer}]}
        for answer in (
            "<p>A <strong>small</strong> shot.</p>",
            "<ul>\n<li>A thin shot.</li>\n</ul>",
        )
    )
    note = "Only bold words or links are different."
    assert read({"questions": [row]}, bold) == [("Question 1, answer", note, "")]
    [(label, note, words)] = read({"questions": [row]}, other)
    assert (label, note) == ("Question 1, answer", "") and "<" not in words and "thin" in words


def test_rows_come_go_and_move():
    assert read(rows("A", "B", "Two", "Three"), rows("Three", "A", "B", "Four")) == [
        ("Step of the visit 1", "Moved: it was number 4.", "Three"),
        ("Step of the visit", "Removed: it was number 3.", "[-Two-]\n[-About Two.-]"),
        ("Step of the visit 4", "Added.", "[+Four+]\n[+About Four.+]"),
    ]


def test_a_row_moved_to_the_end_is_the_only_one_that_moved():
    names = "ABCDEFG"
    [(label, note, _words)] = read(rows(*names), rows(*names[1:], "A"))
    assert (label, note) == ("Step of the visit 7", "Moved: it was number 1.")


def test_other_numbers_in_the_same_order_are_no_difference():
    after = rows("One", "Two")
    for row in after["steps"]:
        row["position"] += 40
    assert read(rows("One", "Two"), after) == []


def test_choices_and_days_and_ticks_are_said_in_words():
    answer = {"question": "What?", "answer": "This.", "kind": "what", "is_general": False}
    before = {"reviewed_on": None, "questions": [answer]}
    changed = answer | {"kind": "happens", "is_general": True}
    assert read(before, {"reviewed_on": "2026-01-31", "questions": [changed]}) == [
        ("Whole page reviewed on", "", "[+Jan. 31, 2026+]"),
        ("Question 1, kind", "", "[-What it is-] [+What happens+]"),
        ("Question 1, general reference", "", "[-No-] [+Yes+]"),
    ]


@pytest.mark.django_db
def test_linked_pages_are_named_also_those_that_are_gone():
    neck, hip = make_condition("Neck pain"), make_condition("Hip pain")
    before = {"conditions": [neck.pk, 999_999]}
    assert read(before, {"conditions": [hip.pk]}) == [
        ("Conditions treated", "", "[-Neck pain-], [-one that is gone-], [+Hip pain+]")
    ]
    replacing = make_procedure("Nerve block")
    assert read({"replaced_by": None}, {"replaced_by": replacing.pk}) == [
        ("Replaced by", "", "[+Nerve block+]")
    ]


def test_a_content_from_before_a_field_or_list_was_there_can_be_read():
    assert difference({}, {}) == []
    assert read({}, {"time": "15 minutes", "unheard of": 1}) == [("Time", "", "[+15 minutes+]")]
