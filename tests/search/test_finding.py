"""A patient types what they would say; the page that answers it stands first."""

import pytest
from django.core.management import call_command

from procedures.search.excerpts import excerpt
from procedures.search.finding import find
from procedures.search.words import stems_of
from tests.factories import make_condition, make_office, make_published
from tests.search.lists import shares

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(db):
    call_command("load_content", verbosity=0)


def addresses(typed):
    return [each.address for each in find(typed).results]


@pytest.mark.parametrize("name", ["questions.txt", "unseen.txt"])
def test_the_right_page_stands_first_nearly_always(sample, name):
    first, among_three, missed = shares(name)
    assert first >= 0.9
    assert among_three >= 0.97, missed


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("my jaw hurts when I chew", "/conditions/jaw-pain/"),
        ("epidrual", "/procedures/epidural-steroid-injection/"),
        ("sakroiliac", "/procedures/sacroiliac-joint-injection/"),
        ("SACROÍLIAC", "/procedures/sacroiliac-joint-injection/"),
        ("20001", "/offices/riverside/"),
    ],
)
def test_words_misspelled_in_capitals_or_with_accents_find_it_too(sample, typed, address):
    assert addresses(typed)[0].partition("#")[0] == address


def test_a_question_lands_on_its_answer(sample):
    first = find("how long off work after nerve burning").results[0]
    assert first.address == "/procedures/radiofrequency-ablation/#recovery"
    assert ("What is recovery like?", first.address) in first.answers


def test_a_name_alone_lands_on_the_top_of_its_page(sample):
    assert addresses("kyphoplasty")[0] == "/procedures/kyphoplasty/"


def test_what_was_meant_is_said_only_when_it_is_something_else(sample):
    assert find("epidrual").meant == "epidural"
    assert find("epidural").meant == ""


@pytest.mark.parametrize("typed", ["", "   ", "zzqqxx", "?!", '"', "*", "a", "\\"])
def test_what_means_nothing_finds_nothing_and_breaks_nothing(sample, typed):
    assert find(typed).results == []


def test_a_long_text_is_searched_by_its_first_words(sample):
    assert addresses("kyphoplasty " * 2_000)[0] == "/procedures/kyphoplasty/"


def test_the_excerpt_is_of_the_page_with_the_words_marked():
    text = "It lies deep. The nerve is heated. It stops sending pain."
    pieces = excerpt(text, set(stems_of("nerves heating")))
    assert (
        "".join(words for words, _fits in pieces) == "… The nerve is heated. It stops sending pain."
    )
    assert [words for words, fits in pieces if fits] == ["nerve", "heated"]


def test_a_name_counts_for_more_than_a_mention():
    mention = make_published("Sample shot", other_names="")
    mention.questions.update(answer="<p>Unlike a wrist block, it is quick.</p>")
    make_published("Wrist block", conditions=[make_condition("Wrist pain")])
    assert addresses("wrist block")[0].startswith("/procedures/wrist-block/")


@pytest.mark.parametrize("many", [3, 60])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, many):
    for number in range(many):
        make_published(f"Wrist block {number}", conditions=[make_condition(f"Pain {number}")])
    make_office()
    with django_assert_max_num_queries(14):
        assert find("recovery after wrist blok").results
