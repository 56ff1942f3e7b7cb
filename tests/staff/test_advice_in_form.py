"""Advice above the form, for what it holds, and live for the text that somebody types."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procedures.models import Clinic, Kind, OldAddress, Procedure, Urgency
from procedures.reading_grade import grade, page_text
from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published
from tests.people import browser, editor

from .forms import add_page, edit, edit_page, errors_of, fields_of, messages_of

HARD = "We use fluoroscopy."
ASK = reverse("admin:procedures_procedure_advice")


def advice_of(client, page):
    return client.get(edit_page(page)).context["advice"]


def said(advice):
    return {(text.id, point.kind) for text, points in advice["texts"] for point in points}


def asked(client, text, **sent):
    return client.post(ASK, {"text": text, **sent}).json()["advice"]


def test_each_text_has_its_advice_with_a_link_to_it(desk):
    page = make_procedure(summary=HARD)
    page.steps.create(title="First", text=HARD)
    page.milestones.create(when="Soon", text=HARD)
    page.warning_signs.create(urgency=Urgency.CALL_US, text="your fluoroscopy hurts")
    page.questions.update(answer=HARD)
    html = desk.get(edit_page(page)).content.decode()
    places = re.findall(r'<h3><a href="#([\w-]+)">', html)
    rows = ["questions-0-answer", "steps-0-text", "milestones-0-text", "warning_signs-2-text"]
    assert {"id_summary", *(f"id_{row}" for row in rows)} <= set(places)
    assert all(f'id="{place}"' in html for place in places)


def test_advice_holds_up_no_save(desk):
    page = make_published()
    saved = edit(desk, page, summary=HARD, _continue="1")
    assert errors_of(saved) == []
    assert said(saved.context["advice"]) == {("id_summary", "terms")}
    assert Procedure.objects.get().summary == HARD


def test_a_refused_form_has_advice_on_what_was_typed(desk):
    refused = edit(desk, make_procedure(), name="", summary=HARD)
    assert errors_of(refused)
    assert said(refused.context["advice"]) == {("id_summary", "terms")}


def test_what_the_page_lacks_leads_to_its_place(desk):
    page = make_procedure(questions=[Kind.WHAT, Kind.TREATS, Kind.HAPPENS], summary="")
    page.questions.filter(kind=Kind.TREATS).update(answer="")
    page.warning_signs.filter(urgency=Urgency.CALL_911).delete()
    missing = advice_of(desk, page)["missing"]
    assert [(str(words), place) for words, place in missing] == [
        ("a summary", "#id_summary"),
        ("an answer of the kind “Conditions treated”", "#id_questions-1-answer"),
        ("an answer of the kind “Recovery”", "#questions-group"),
        ("the list “Call 911 now if”", "#warning_signs-group"),
    ]
    ids = desk.get(edit_page(page)).content.decode()
    assert all(f'id="{place[1:]}"' in ids for _words, place in missing)


def test_a_review_is_missing_only_where_the_clinic_asks_for_one(desk):
    make_clinic(require_review=True)
    page = make_procedure()
    [(words, place)] = advice_of(desk, page)["missing"]
    assert words == "a review by a clinician" and desk.get(place).status_code == 200
    Clinic.objects.update(require_review=False)
    assert advice_of(desk, page)["missing"] == []


def test_a_refused_publication_says_on_top_all_that_is_missing_with_a_link_to_each(desk):
    make_clinic(require_review=True)
    page = make_procedure(questions=[Kind.WHAT, Kind.TREATS, Kind.HAPPENS])
    page.warning_signs.filter(urgency=Urgency.CALL_911).delete()
    html = edit(desk, page, status="published", summary="").content.decode()
    refusal = html.split("Not saved: this page cannot be published yet.")[1].split("</div>")[0]
    assert re.findall(r'<a href="([^"]+)">(.+?)</a>', refusal) == [
        ("#id_summary", "a summary"),
        ("#questions-group", "an answer of the kind “Recovery”"),
        ("#warning_signs-group", "the list “Call 911 now if”"),
        (f"{edit_page(page).removesuffix('change/')}review/", "a review by a clinician"),
    ]
    assert html.count("Recovery”</a>") == 1


def test_a_picture_without_words_is_among_what_is_missing(desk):
    page = make_published(picture="0123456789abcdef", picture_widths=[480], picture_alt="A knee")
    refused = edit(desk, page, picture_alt="")
    assert ("the picture in words", "#id_picture_alt") in refused.context["advice"]["missing"]
    assert refused.context["advice"]["is_refused"]


def test_a_draft_that_is_refused_for_another_reason_is_not_told_to_become_a_draft(desk):
    refused = edit(desk, make_procedure(questions=[]), name="")
    assert errors_of(refused) and "Not saved: this page" not in refused.content.decode()


@pytest.mark.parametrize("alt", ["IMG_2034", "knee.jpg", "DSC00012.JPEG"])
def test_the_name_of_a_file_is_no_words_for_a_picture(desk, alt):
    page = make_procedure(picture="0123456789abcdef", picture_widths=[480], picture_alt=alt)
    assert said(advice_of(desk, page)) == {("id_picture_alt", "picture")}
    Procedure.objects.update(picture_alt="A knee in 2034")
    assert said(advice_of(desk, page)) == set()


def test_who_saves_and_leaves_is_told_of_the_advice_with_a_way_to_it(desk):
    page = make_published("Nerve block", summary=HARD)
    left = edit(desk, page)
    told = messages_of(left)[-1]
    assert "“Nerve block”: 1 point would make it easier to read." in told
    assert f'<a href="{edit_page(page)}#advice">See the advice</a>' in told
    assert len(messages_of(edit(desk, page, _continue="1"))) == 1
    assert len(messages_of(edit(desk, page, summary="It eases pain."))) == 1


def test_a_hostile_name_is_only_words_in_that_message(desk):
    edited = edit(desk, make_published("<b>Nerve</b>", summary=HARD))
    assert "“&lt;b&gt;Nerve" in edited.content.decode() and "“<b>" not in edited.content.decode()


def test_the_list_agrees_with_the_publishing_rule(desk):
    page = make_procedure(questions=[Kind.WHAT], summary="")
    missing = [words for words, _place in advice_of(desk, page)["missing"]]
    assert missing == Procedure.objects.get(pk=page.pk).missing_for_publishing()


def test_the_grade_of_the_page_is_that_of_its_document(desk):
    page = make_procedure(summary="You lie on a table. We clean your skin with alcohol.")
    document = Procedure.objects.with_rows().get(pk=page.pk).document()
    assert advice_of(desk, page)["grade"] == pytest.approx(grade(page_text(document)))


def test_a_new_page_begins_with_what_it_needs(desk):
    advice = desk.get(add_page(Procedure)).context["advice"]
    assert len(advice["missing"]) == 7 and advice["texts"] == []


def test_links_lead_to_pages_that_readers_can_open(desk):
    condition = make_condition()
    other = make_published("Nerve block", conditions=[condition])
    make_office()
    OldAddress.moved("/old/", "/offices/")
    good = ["/offices/riverside/", "/conditions/neck-pain/", "/offices/", "/old/"]
    bad = [make_procedure("Draft").get_absolute_url(), "/conditions/x/", "/nowhere/", "/offices/x"]
    found = asked(desk, " ".join([*bad, *good, other.get_absolute_url()]))[-1]
    assert (found["kind"], found["quotes"]) == ("links", sorted(bad))


def test_a_text_is_asked_about_alone_and_nothing_is_kept(desk):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        [found] = asked(desk, HARD, names="Nerve block")
    assert found["kind"] == "terms" and found["quotes"] == ["fluoroscopy: say “live X-ray”"]
    assert not any(not query["sql"].startswith("SELECT") for query in queries)
    assert asked(desk, HARD, names="Fluoroscopy") == []


def test_a_warning_sign_is_read_with_the_words_before_it(desk):
    text = " ".join(["so"] * 18)
    assert asked(desk, text) == []
    assert [found["kind"] for found in asked(desk, text, urgency="call-us")] == ["sentences"]


def test_only_those_who_change_pages_may_ask(client, looking):
    assert looking.post(ASK, {"text": HARD}).status_code == 403
    assert client.post(ASK, {"text": HARD}).status_code == 302
    assert browser(editor()).get(ASK).status_code == 405


def test_other_sites_cannot_ask(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    assert client.post(ASK, {"text": HARD}).status_code == 403


def test_those_who_only_look_see_no_advice(looking):
    assert "advice" not in looking.get(edit_page(make_procedure(summary=HARD))).context


def test_a_long_page_with_many_links_asks_the_database_no_more_than_a_short_one(desk):
    page = make_procedure(summary="See /procedures/x/ and /nowhere/.")
    desk.get(edit_page(page))
    with CaptureQueriesContext(connection) as few:
        desk.get(edit_page(page))
    for number in range(30):
        page.steps.create(title="Next", text=f"{HARD} See /procedures/x{number}/ and /y{number}/.")
    with CaptureQueriesContext(connection) as many:
        desk.get(edit_page(page))
    assert len(many) == len(few)


def test_a_hard_text_survives_its_quotes_as_text(desk):
    page = make_procedure(summary=f"<b>{'so ' * 21}</b>")
    html = desk.get(edit_page(page)).content.decode()
    assert "&lt;b&gt;so so" in html and "<b>so" not in html


def test_what_the_form_posts_is_as_without_advice(desk):
    page = make_procedure(summary=HARD)
    assert not any("advice" in name for name in fields_of(desk.get(edit_page(page))))
