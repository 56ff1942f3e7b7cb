"""The counter against sentences that were counted by hand."""

import pytest

from procedures.models import Procedure
from procedures.reading_grade import grade, page_text, sentences, syllables, words
from tests.factories import make_procedure

# text, sentences, words, syllables, and 0.39 w/s + 11.8 sy/w - 15.59 worked out on paper
WORKED = [
    # the cat sat on the mat: 6 | 2.34 + 11.8 - 15.59
    ("The cat sat on the mat.", 1, 6, 6, -1.45),
    # your mus-cle may twitch: 5 | 1.56 + 14.75 - 15.59
    ("Your muscle may twitch.", 1, 4, 5, 0.72),
    # call us, we will call you back: 7 | 1.365 + 11.8 - 15.59
    ("Call us. We will call you back.", 2, 7, 7, -2.425),
    # the nee-dle goes in-to the trig-ger point: 10 | 2.73 + 16.857 - 15.59
    ("The needle goes into the trigger point.", 1, 7, 10, 3.997),
    # it takes 15 to 30 min-utes, numerals count once: 7 | 2.34 + 13.767 - 15.59
    ("It takes 15 to 30 minutes.", 1, 6, 7, 0.517),
    # an X-ray shows the way: 6 | 1.95 + 14.16 - 15.59
    ("An X-ray shows the way.", 1, 5, 6, 0.52),
    # tell us if you, are al-ler-gic, have di-a-be-tes: 4 + 4 + 5 | 1.04 + 19.175 - 15.59
    ("Tell us if you:\n\n- are allergic\n- have diabetes", 3, 8, 13, 4.625),
    # the F-D-A has not ap-proved an-y ster-oid drug for ep-i-dur-al use: 19 | 4.29 + 20.382 - 15.59
    ("The FDA has not approved any steroid drug for epidural use.", 1, 11, 19, 9.082),
    # ra-di-o-fre-quen-cy ab-la-tion us-es heat: 12 | 1.56 + 35.4 - 15.59
    ("Radiofrequency ablation uses heat.", 1, 4, 12, 21.37),
    # you lie down, your pro-vid-er cleans your skin: 10 | 1.755 + 13.111 - 15.59
    ("You lie down.\n\nYour provider cleans your skin.", 2, 8, 10, 0.72),
]


@pytest.mark.parametrize(("text", "in_sentences", "in_words", "in_syllables", "by_hand"), WORKED)
def test_the_counter_agrees_with_the_hand(text, in_sentences, in_words, in_syllables, by_hand):
    found = sentences(text)
    tokens = [word for sentence in found for word in words(sentence)]
    assert len(found) == in_sentences
    assert len(tokens) == in_words
    assert sum(map(syllables, tokens)) == in_syllables
    assert grade(text) == pytest.approx(by_hand, abs=0.001)


SYLLABLES = {
    1: """a the cleaned twitch pain nerve nerves heat times whole heals pulse don't aches
        15 911 100.5°F""",
    2: """muscle muscles needle treated handled spasm fever being trying doctor's swelling isn't
        haven't headache headaches steroid bruises bruising X-ray safely cement movement fluid
        quiet tissue swollen surgeon""",
    3: """medicine infection injection bandages provider nausea pacemaker radio typically medial
        sedation ultrasound fascia easier idea another cartilage 15-minute FDA MRI""",
    4: """diabetes epidural genicular anesthetic anesthesia sciatica kyphoplasty paralysis
        stimulation gabapentin inflammation occipital facet-joint-pain""",
    5: "sacroiliac myofascial defibrillator",
    6: "radiofrequency osteoporosis",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, row in SYLLABLES.items() for word in row.split()]
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_capitals_are_read_letter_by_letter():
    assert syllables("ESI") == 3
    assert syllables("MRIs") == 3
    assert syllables("WHO") == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rest today. Walk tomorrow!", ["Rest today.", "Walk tomorrow!"]),
        ("Does it hurt? A little.", ["Does it hurt?", "A little."]),
        ("Dr. Example and Mrs. Sample sat down.", ["Dr. Example and Mrs. Sample sat down."]),
        ("Some things, e.g. Aspirin, matter.", ["Some things, e.g. Aspirin, matter."]),
        ("Come at 8 a.m. with a friend.", ["Come at 8 a.m. with a friend."]),
        ("Come at 8 a.m. Bring a friend.", ["Come at 8 a.m.", "Bring a friend."]),
        ("A fever of 100.5°F is high.", ["A fever of 100.5°F is high."]),
        ("Take room No. 5 here. No. Not now.", ["Take room No. 5 here.", "No.", "Not now."]),
        ("“Stop.” Then you rest.", ["“Stop.”", "Then you rest."]),
        ("It takes a day. 2 days is fine.", ["It takes a day.", "2 days is fine."]),
        ("You may:\n- rest\n- walk. Slowly.", ["You may:", "rest", "walk.", "Slowly."]),
        ("One line\nruns on.\n\nA new one", ["One line runs on.", "A new one"]),
        ("***", []),
        ("", []),
    ],
)
def test_where_sentences_end(text, found):
    assert sentences(text) == found


def test_words_keep_their_hyphens_numbers_and_apostrophes():
    assert words("An X-ray, at 100.5°F, isn’t “new” (yet).") == [
        "An", "X-ray", "at", "100.5°F", "isn’t", "new", "yet"
    ]  # fmt: skip


def test_a_text_without_words_has_grade_0():
    assert grade("") == 0
    assert grade("***") == 0


@pytest.mark.django_db
def test_a_page_is_read_as_patients_read_it():
    page = make_procedure("Shot", summary="It helps.", questions=["what", "side-effects"])
    page.questions.filter(kind="what").update(question="A heading?", answer="Here:\n\n- one\n- two")
    page.questions.filter(kind="side-effects").update(answer="")
    page.steps.create(title="A label", text="You sit.")
    page.milestones.create(when="Today", text="You rest.")
    page.side_effects.create(frequency="rare", text="a bruise")
    page.warning_signs.filter(urgency="call-us").update(text="it hurts")
    page.warning_signs.filter(urgency="call-911").delete()
    assert sentences(page_text(Procedure.objects.get(pk=page.pk).document())) == [
        "It helps.", "Here:", "one", "two", "You sit.", "You rest.", "a bruise",
        "Call us if it hurts",
    ]  # fmt: skip
