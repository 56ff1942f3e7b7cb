"""What the site says to editors about a text, so that patients understand it."""

import time

import pytest

from procedures.advice import advice_on, links_in
from procedures.reading_grade import words

HARD = "Percutaneous interventional administration necessitates anticipatory consideration."
EASY = "You lie on a table. We clean your skin."
LONG = " ".join(["We wait with you and we talk with you", *["and we wait"] * 4, "for you."])


def kinds_of(text, **given):
    return [advice.kind for advice in advice_on(text, **given)]


def advice_of(kind, text, **given):
    return next(advice for advice in advice_on(text, **given) if advice.kind == kind)


def test_plain_words_need_no_advice():
    assert advice_on(EASY) == [] and advice_on("") == []


def test_the_two_hardest_sentences_are_shown():
    worst, second = f"Unfortunately {HARD.lower()}", "Physicians occasionally recommend immobility."
    found = advice_of("grade", f"{second} {EASY} {worst}")
    assert found.quotes == (worst, second)
    assert "aim for 8 or less" in found.words


def test_a_few_words_are_not_graded():
    assert kinds_of("an allergic reaction") == []


def test_a_sentence_of_twenty_words_is_fine_and_one_more_is_not():
    twenty = " ".join(["so"] * 20) + "."
    assert "sentences" not in kinds_of(twenty)
    assert advice_of("sentences", f"{EASY} Oh {twenty}").quotes == (f"Oh {twenty}",)
    assert len(words(LONG)) > 20 and "sentences" in kinds_of(LONG)


def test_a_list_of_six_is_fine_and_one_of_seven_is_not():
    rows = [f"- thing {number}" for number in range(1, 8)]
    assert "lists" not in kinds_of("\n".join(rows[:6]))
    assert advice_of("lists", "\n".join(rows)).quotes == ("7 items, from “thing 1” on",)


def test_a_medical_term_is_offered_plain_words():
    found = advice_of("terms", "We use fluoroscopy.")
    assert found.quotes == ("fluoroscopy: say “live X-ray”",)


@pytest.mark.parametrize(
    "text",
    [
        "We use live X-ray. Fluoroscopy shows the way.",
        "We use a moving picture (fluoroscopy).",
        "Fluoroscopy (a moving picture) shows the way.",
        "A moving picture, called fluoroscopy, shows the way.",
        "Fluoroscopy means that we see the needle move.",
    ],
)
def test_a_term_with_an_explanation_is_fine(text):
    assert kinds_of(text) == []


def test_an_explanation_of_one_term_is_none_of_another():
    text = "We use fluoroscopy. It is a small spot (edema)."
    assert advice_of("terms", text).quotes == ("fluoroscopy: say “live X-ray”",)


def test_a_term_in_the_name_of_the_page_is_explained_by_the_page():
    assert kinds_of("The epidural takes an hour.", names="Epidural steroid injection\nESI") == []


def test_a_term_is_seen_in_its_other_forms_and_not_inside_other_words():
    assert advice_of("terms", "Two Hematomas.").quotes == ("Hematomas: say “bruise”",)
    assert kinds_of("Fluoroscopyish.") == []


def test_links_to_our_own_site_are_found_and_no_others():
    text = (
        "See /book/ and [this](/offices/riverside/). On 24/7 and/or 5 mg/dL. "
        "https://elsewhere.example/procedures/x/ https://clinic.example/conditions/neck-pain/."
    )
    found = ["/book/", "/offices/riverside/", "/conditions/neck-pain/"]
    assert links_in(text, "https://clinic.example") == found


def test_a_broken_link_is_named():
    assert advice_of("links", EASY, broken=["/gone/"]).quotes == ("/gone/",)


@pytest.mark.parametrize("text", ["You lie face down. We use a thin needle. " * 220, "." * 20_000])
def test_two_thousand_words_or_nothing_but_dots_take_no_time(text):
    start = time.perf_counter()
    advice_on(text)
    assert time.perf_counter() - start < 1
