"""Conditions, times and names, read from the words of a document."""

import pytest

from procedures.importing.casing import sentence_case
from procedures.importing.conditions import in_sentence, key, name_of
from procedures.importing.names import from_question, without_title_words
from procedures.importing.times import time_in


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Hip pain", "Hip pain"),
        ("neck pain;", "Neck pain"),
        ("Lower Back Pain, and", "Lower back pain"),
        ("Sciatica: pain down the leg", "Sciatica"),
        ("Sciatica – pain down the leg", "Sciatica"),
        ("Complex Regional Pain Syndrome (CRPS).", "Complex regional pain syndrome"),
        ("Parkinson’s Disease", "Parkinson’s disease"),
        ("Pain that wakes you at night", ""),
        ("Knee, hip, and shoulder pain", ""),
        ("And many others", ""),
        ("A very long item with far more than six words", ""),
    ],
)
def test_a_list_item_names_a_condition_or_none(item, name):
    assert name_of(item) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "It can treat neck pain, back pain, and headaches.",
            ["Neck pain", "Back pain", "Headaches"],
        ),
        (
            "Many kinds, including hip pain, jaw pain or sciatica. Ask.",
            ["Hip pain", "Jaw pain", "Sciatica"],
        ),
        ("It treats pain, which may come back, and more.", []),
        ("It treats neck pain and back pain.", []),
        ("It helps.", []),
    ],
)
def test_a_list_in_a_sentence_is_read_only_when_every_part_is_a_name(text, names):
    assert in_sentence(text) == names


def test_names_are_the_same_without_case_accents_marks_and_plural():
    assert key("Ménière's Headaches") == key("meniere’s headache")
    assert key("Neck-pain") == key("neck pain")
    assert key("Injuries") == key("injury")
    assert key("Neck pain") != key("Back pain")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("A sample procedure takes 15-30 minutes on average.", "15 to 30 minutes"),
        ("It takes 15–30 minutes.", "15 to 30 minutes"),
        ("The visit lasts about 1 hour.", "About 1 hour"),
        ("It takes approximately 30 to 45 mins.", "About 30 to 45 minutes"),
        ("It takes an hour.", "1 hour"),
        ("It usually takes one to two hours.", "1 to 2 hours"),
        ("It takes between 20 and 30 minutes.", "20 to 30 minutes"),
        ("It takes thirty minutes to an hour.", "30 minutes to 1 hour"),
        ("It takes half an hour.", "30 minutes"),
        ("It takes less than 10 minutes.", "Less than 10 minutes"),
        ("It is a 20-minute procedure.", "20 minutes"),
        ("It takes 1.5 hours.", "1.5 hours"),
        ("You rest for 20 minutes. The injection takes 5 minutes.", "5 minutes"),
        ("After 20 minutes you go home.", ""),
        ("Avoid sport for at least 48 hours.", ""),
        ("The medicine takes 20 minutes to work.", ""),
        ("You wait 30 minutes.", ""),
        ("It takes an hour and a half.", ""),
        ("Recovery takes two hours.", ""),
        ("It takes a while.", ""),
    ],
)
def test_the_time_is_that_of_the_procedure_or_none(text, time):
    assert time_in([text]) == time


def test_an_answer_to_how_long_may_say_the_time_alone():
    assert time_in(["About 20 minutes."], is_asked=True) == "About 20 minutes"
    assert time_in(["About 20 minutes."]) == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Trigger Point Injection Q&A", "Trigger Point Injection"),
        ("Sample Block Q & A", "Sample Block"),
        ("Sample Block – FAQs", "Sample Block"),
        ("Sample Block (FAQ)", "Sample Block"),
        ("Sample Block: Questions and Answers", "Sample Block"),
        ("Sample Block – Frequently Asked Questions (FAQ)", "Sample Block"),
        ("Frequently asked questions about a Sample Block", "Sample Block"),
        ("FAQ: Sample Block", "Sample Block"),
        ("Patient Information: Sample Block", "Sample Block"),
        ("Sample Block Q&A | Sample Pain Clinic", "Sample Block"),
        ("Frequently Asked Questions", ""),
    ],
)
def test_words_such_as_faq_are_no_part_of_the_name(title, name):
    assert without_title_words(title)[0] == name


def test_a_title_without_such_words_is_left_alone():
    assert without_title_words("Sample Block") is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Trigger Point Injection", "Trigger point injection"),
        ("SI Joint Injection", "SI joint injection"),
        ("EPIDURAL STEROID INJECTION", "Epidural steroid injection"),
        ("MRI-GUIDED NERVE BLOCK", "MRI-guided nerve block"),
        ("Epidural Steroid Injection (ESI)", "Epidural steroid injection (ESI)"),
        ("Type II Nerve Block", "Type II nerve block"),
        ("Bell’s Palsy and iFuse Implants", "Bell’s palsy and iFuse implants"),
        ("PRP", "PRP"),
        ("A nerve block for Achilles pain", "A nerve block for Achilles pain"),
    ],
)
def test_a_title_becomes_a_sentence_and_keeps_its_acronyms(title, name):
    assert sentence_case(title) == name


def test_a_word_that_the_document_always_capitalises_keeps_its_capital():
    assert sentence_case("Injected Botox", "Many choose Botox today.") == "Injected Botox"
    assert sentence_case("Injected Nerve", "We use Nerve and nerve.") == "Injected nerve"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is a trigger point injection?", "trigger point injection"),
        ("What is an epidural steroid injection (ESI)?", "epidural steroid injection"),
        ("What is it?", ""),
        ("What is a block and how does it work?", ""),
        ("How does it work?", ""),
    ],
)
def test_a_question_may_name_the_procedure(question, name):
    assert from_question(question) == name
