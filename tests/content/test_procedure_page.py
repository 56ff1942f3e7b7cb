from datetime import date

import pytest
from django.db import connection

from procedures.models import Frequency, Kind, Urgency
from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published

pytestmark = pytest.mark.django_db


def read(client, page):
    return client.get(page.get_absolute_url()).content.decode()


def test_a_patient_reads_every_part_of_the_page(client):
    make_clinic()
    page = make_published(
        "Sample injection",
        conditions=[make_condition("Neck pain")],
        summary="It eases pain.",
        time="15 to 30 minutes",
        other_names="TPI\nsample shot",
        safety_notice="A rare but serious risk.",
    )
    page.steps.create(title="You sit down", text="Or lie down.")
    page.milestones.create(when="Today", text="Take it slow.")
    page.side_effects.create(frequency=Frequency.RARE, text="an infection")
    text = read(client, page)
    for words in ("It eases pain.", "15 to 30 minutes", "TPI, sample shot", "You sit down",
                  "Or lie down.", "Today", "Take it slow.", "an infection", "Neck pain",
                  "A rare but serious risk.", "a sign of call-us", "a sign of call-911",
                  "Not yet reviewed by a clinician."):  # fmt: skip
        assert words in text


def test_an_empty_fact_is_hidden(client):
    text = read(client, make_published(time="1 hour"))
    assert "1 hour" in text
    assert "Driver" not in text and "Awake or asleep" not in text


def test_the_contents_list_leads_to_every_answer(client):
    page = make_published()
    text = read(client, page)
    for section in page.document()["sections"]:
        assert f'href="#{section["id"]}"' in text
        assert f'id="{section["id"]}"' in text


def test_the_warning_cards_give_phone_and_hours_of_the_offices(client):
    make_office("Riverside", phone="(202) 555-0134")
    text = read(client, make_published())
    card = text[text.index("Call us if:") : text.index("Call 911 now if:")]
    assert 'href="tel:+12025550134"' in card and "Monday to Friday, 8 am to 5 pm" in card
    assert 'href="tel:911"' in text[text.index("Call 911 now if:") :]


def test_bold_words_and_links_of_an_answer_are_shown(client):
    page = make_published()
    answer = '<p>A <strong>small</strong> shot: <a href="/offices/">our offices</a>.</p>'
    page.questions.filter(kind=Kind.WHAT).update(answer=answer)
    assert answer in read(client, page)


def test_markup_in_the_database_itself_reaches_no_reader(client):
    page = make_published()
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> <b onclick=x>1 &lt; 2 & bold"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procedures_question SET answer = %s", [hostile])
    text = read(client, page)
    assert "<p><strong>1 &lt; 2 &amp; bold</strong></p>" in text
    assert "alert(" not in text and "onclick" not in text


def test_a_reviewed_page_names_the_reviewer_and_loses_the_warning(client):
    page = make_published(
        reviewed_on=date(2026, 3, 4), reviewer_name="Sample Reviewer", reviewer_role="Sample role"
    )
    text = read(client, page)
    assert "Reviewed by Sample Reviewer, Sample role, on March 4, 2026." in text
    assert "Not yet reviewed" not in text


def test_general_answers_stand_apart_until_the_page_is_reviewed(client):
    page = make_published()
    page.questions.create(kind=Kind.OTHER, question="What else?", answer="More.", is_general=True)
    page.warning_signs.create(urgency=Urgency.CALL_911, text="general sign", is_general=True)
    text = read(client, page)
    assert text.index("No clinician has reviewed them yet") < text.index("<h2>What else?")
    assert "general sign <small>(general advice)" in text
    page.reviewed_on, page.reviewer_name, page.reviewer_role = date(2026, 3, 4), "Sample", "Sample"
    page.save()
    text = read(client, page)
    assert "No clinician has reviewed" not in text and "(general advice)" not in text


def test_related_procedures_are_shown(client):
    page, other = make_published(), make_published("Sister injection")
    page.related.set([other])
    assert other.get_absolute_url() in read(client, page)


def test_without_a_booking_form_the_page_still_says_how_to_reach_us(client):
    office = make_office()
    text = read(client, make_procedure("Sample", status="published"))
    assert office.phone in text


def test_one_office_is_dialled_at_once_and_several_are_offered(client):
    page = make_published()
    make_office("Riverside")
    assert 'id="call"' not in read(client, page)
    make_office("Northgate", phone="(202) 555-0161")
    assert 'popovertarget="call"' in read(client, page)
