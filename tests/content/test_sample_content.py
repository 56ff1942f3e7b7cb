"""The sample pages keep to the clinic's facts, to the rules of safety, and to plain words."""

import re

import pytest

from procedures.models import Condition, Kind, Office, Procedure
from procedures.models.question import REQUIRED_KINDS
from procedures.models.rich_text import blocks_of, plain_text
from procedures.reading_grade import grade, page_text, sentences, words
from procedures.sample.loading import HERE, load, read_content

CONTENT = read_content()
PAGES = {page.slug: page for page in CONTENT.pages}
MOST_WORDS, MOST_ITEMS, HIGHEST_GRADE, WANTED_GRADE = 20, 6, 8, 6.5
TRIGGER_POINT = "trigger-point-injection"

every_page = pytest.mark.parametrize("slug", PAGES)
every_file = pytest.mark.parametrize(
    "path", sorted(path for path in HERE.rglob("*") if path.suffix in (".md", ".toml")), ids=str
)


@pytest.fixture
def documents(db):
    load(CONTENT)
    return {page.slug: page.document() for page in Procedure.objects.with_rows()}


def texts_of(page):
    """Every text of it that patients see."""
    fields = [value for name, value in page.fields.items() if name not in ("sources", "position")]
    rows = [
        plain_text(value) if name == "answer" else value
        for rows in page.rows.values()
        for row in rows
        for name, value in row.items()
    ]
    return [text for text in fields + rows if isinstance(text, str)]


def everything_on(page):
    return plain("\n".join(texts_of(page)))


def plain(text):
    return " ".join(text.lower().split())


def test_there_are_nine_procedures():
    assert set(PAGES) == {
        TRIGGER_POINT, "epidural-steroid-injection", "facet-joint-injection",
        "radiofrequency-ablation", "sacroiliac-joint-injection", "occipital-nerve-block",
        "spinal-cord-stimulation-trial", "kyphoplasty", "genicular-nerve-block",
    }  # fmt: skip


@every_page
def test_a_page_answers_what_people_ask(slug):
    page = PAGES[slug]
    kinds = {question["kind"] for question in page.rows["questions"]}
    assert kinds >= {*REQUIRED_KINDS, Kind.SUITS, Kind.PREPARE, Kind.SIDE_EFFECTS}
    for question in page.rows["questions"]:
        assert question["question"].endswith("?")
        assert question["label"], question["question"]
        assert question["answer"], question["question"]
    assert page.rows["steps"]
    assert page.rows["milestones"]
    assert {sign["urgency"] for sign in page.rows["warning_signs"]} == {"call-us", "call-911"}
    assert "common" in {effect["frequency"] for effect in page.rows["side_effects"]}
    assert page.fields["sources"]


def test_every_page_is_easy_to_read(documents):
    hard = {}
    for slug, page in PAGES.items():
        answers = [plain_text(question["answer"]) for question in page.rows["questions"]]
        hard |= {text: grade(text) for text in answers if grade(text) > HIGHEST_GRADE}
        for text in (page_text(documents[slug]), "\n\n".join(answers)):
            if grade(text) > WANTED_GRADE:
                hard[slug] = grade(text)
    assert hard == {}


def test_every_sentence_and_list_is_short(documents):
    long = []
    for document in documents.values():
        long += [text for text in sentences(page_text(document)) if len(words(text)) > MOST_WORDS]
        lists = [document["call_us"], document["call_911"]]
        for section in document["sections"]:
            lists += [block["lines"] for block in section["blocks"] if block["type"] != "paragraph"]
            lists += [section.get("common", []), section.get("rare", [])]
        long += [items for items in lists if len(items) > MOST_ITEMS]
    assert long == []


@every_page
def test_an_answer_is_a_few_short_paragraphs(slug):
    for question in PAGES[slug].rows["questions"]:
        paragraphs = [b for b in blocks_of(question["answer"]) if b["type"] == "paragraph"]
        assert len(paragraphs) <= 3, question["question"]


def test_every_page_is_published_and_unreviewed(documents):
    assert Procedure.objects.published().count() == len(PAGES)
    assert [slug for slug, document in documents.items() if document["review"]] == []


# Part A: what the clinic's own document fixes, each fact by the words that carry it.
FIXED = [
    "outpatient",
    "myofascial pain",
    "long-lasting (chronic) condition of your muscles",
    "(fascia)",
    "tight knot in a muscle",
    "pain medication",
    "local anesthetic",
    "one trigger point or more",
    "(inflammation)",
    "relieve your pain",
    "(mobility)",
    "the hip, neck, lower back, shoulder and jaw, and headaches",
    "typically form",
    "safe, effective alternative to surgery",
    "15 to 30 minutes",
    "on average",
    "you sit or lie down",
    "cleans and sterilizes the skin",
    "marks it with a marker",
    "takes the trigger point between thumb and index finger and pinches it",
    "normal to feel mild discomfort",
    "a needle goes into the trigger point",
    "for each of your trigger points",
    "may twitch or spasm after each injection",
    "that is normal, part of the treatment",
    "sends you home",
    "off work for the rest of the day",
    "plenty of rest",
    "strenuous activity",
    "for at least 48 hours",
    "mild swelling or bruising at each injection site is normal",
    "within a day or two",
    "contact us if your symptoms continue or get worse",
    "call the office nearest to you, or book",
]

# Part B: general reference, which must not slip in among the clinic's own facts.
GENERAL = re.compile(
    r"\b(steroid|botulinum|dry needl|masseter|temporalis|trapezius|quadratus|gluteus|temple"
    r"|infection|allerg|nerve|vessel|lung|puncture|breath|chest|blood|thinner|diabetes|placebo"
    r"|proven|advised|eat|drink|driv|sedat|fast|numbness|sore|unwell|redness|warm|911|weeks?\b"
    r"|months?\b|sessions?\b)"
)


@pytest.mark.parametrize("fact", FIXED)
def test_the_trigger_point_page_states_what_the_clinic_fixed(fact):
    page = PAGES[TRIGGER_POINT]
    own = [question for question in page.rows["questions"] if not question["is_general"]]
    texts = [page.fields["summary"], *(plain_text(question["answer"]) for question in own)]
    texts += [row["text"] for row in page.rows["steps"]]
    texts += [f"{row['when']}: {row['text']}" for row in page.rows["milestones"]]
    assert fact in plain("\n".join(texts))


def test_the_trigger_point_page_keeps_general_reference_apart():
    page = PAGES[TRIGGER_POINT]
    own = [page.fields[name] for name in ("summary", "time", "stay", "take_it_easy")]
    for name in ("questions", "warning_signs"):
        for row in page.rows[name]:
            if not row["is_general"]:
                own += [str(value) for value in row.values()]
    for name in ("steps", "milestones"):
        own += [value for row in page.rows[name] for value in row.values()]
    own = plain("\n".join(own))
    assert GENERAL.findall(own) == []


def test_the_trigger_point_page_gives_side_effects_and_emergency_signs_as_general():
    rows = PAGES[TRIGGER_POINT].rows
    effects = [question for question in rows["questions"] if question["kind"] == "side-effects"]
    urgent = [sign for sign in rows["warning_signs"] if sign["urgency"] == "call-911"]
    assert all(row["is_general"] for row in effects + urgent)
    assert rows["warning_signs"][0] == {
        "urgency": "call-us", "text": "your symptoms continue or get worse", "is_general": False,
    }  # fmt: skip


def test_the_trigger_point_page_has_eight_steps_and_the_clinics_conditions(documents):
    page = PAGES[TRIGGER_POINT]
    assert len(page.rows["steps"]) == 8
    assert {condition["name"] for condition in documents[TRIGGER_POINT]["conditions"]} == {
        "Hip pain", "Neck pain", "Lower back pain", "Shoulder pain", "Jaw pain", "Headaches",
        "Muscle knot pain",
    }  # fmt: skip


@pytest.mark.parametrize("fact", ["awake", "driver"])
def test_the_trigger_point_page_says_nothing_the_clinic_did_not(fact):
    assert PAGES[TRIGGER_POINT].fields[fact] == ""


@pytest.mark.parametrize(
    "part",
    [
        "food and drug administration (fda)",
        "april 23, 2014",
        "rare but serious",
        "loss of vision",
        "stroke",
        "paralysis",
        "death",
        "within minutes to 48 hours",
        "has not approved any steroid drug for use in the epidural space",
        "benefits and the risks",
    ],
)
def test_the_epidural_page_carries_the_warning_of_the_fda(part):
    assert part in plain(PAGES["epidural-steroid-injection"].fields["safety_notice"])


@pytest.mark.parametrize(
    "part", ["september 2020", "3 to 7 days", "50%", "trial that has worked", "serious risks"]
)
def test_the_stimulation_page_carries_the_advice_of_the_fda(part):
    assert part in everything_on(PAGES["spinal-cord-stimulation-trial"])


STOPPING = re.compile(r"\b(stop|pause|skip|hold|quit|off|without)\w*\b")
MEDICINES = re.compile(r"\b(medicine|medication|thinner|drug|aspirin|pill)s?\b")
TIME = re.compile(r"\d|\b(day|week|hour|night)s?\b")


@every_page
def test_no_page_says_how_long_to_stop_a_medicine(slug):
    for text in texts_of(PAGES[slug]):
        for sentence in sentences(text):
            if STOPPING.search(sentence.lower()) and MEDICINES.search(sentence.lower()):
                assert not TIME.search(sentence), sentence


@every_page
def test_every_page_says_not_to_stop_a_medicine_on_your_own(slug):
    rule = r"do not stop any (of them|medicine) unless the person who prescribed it, or our team"
    assert re.search(rule, everything_on(PAGES[slug]))


@every_file
def test_no_file_invents_people_prices_rates_or_phones(path):
    text = path.read_text(encoding="utf-8")
    assert "$" not in text
    assert not re.search(r"\bDr\.|\bM\.?D\b(?!\")|reviewed by", text)
    assert set(re.findall(r"\d+ ?%", text)) <= {"10%", "27%", "50%"}
    for number in re.findall(r"\d{3}-\d{4}", text):
        assert re.fullmatch(r"555-01\d\d", number)


def test_every_condition_says_in_plain_words_what_it_is():
    for condition in CONTENT.conditions:
        found = sentences(condition["summary"])
        assert 2 <= len(found) <= 3, condition["name"]
        assert grade(condition["summary"]) <= HIGHEST_GRADE, condition["name"]
        assert max(len(words(sentence)) for sentence in found) <= MOST_WORDS
        assert condition["other_names"], condition["name"]


def test_the_conditions_cover_the_body(documents):
    places = set(Condition.objects.published().values_list("place", flat=True))
    assert places >= {"head", "jaw", "neck", "shoulder", "lower-back", "hip", "knee"}


def test_the_offices_are_complete_and_open_at_different_hours(documents):
    offices = list(Office.objects.all())
    assert [office.name for office in offices] == ["Riverside", "Northgate", "Hillcrest"]
    for office in offices:
        assert "Sample" in office.city
        assert None not in (office.latitude, office.longitude)
        assert office.parking
        assert office.access
        assert office.closed_days.exists()
        assert office.time_zone == "America/New_York"
    assert len({str(office.content()["hours"]) for office in offices}) == 3


def test_a_page_is_not_related_to_itself():
    for page in CONTENT.pages:
        assert page.slug not in page.related
