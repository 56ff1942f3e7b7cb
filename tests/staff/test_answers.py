"""Answers in the form: clean whatever is typed, pasted or sent."""

import pytest
from django.urls import reverse

from procedures.admin.answers import LONGEST_ANSWER, LONGEST_PASTE
from tests.factories import make_procedure
from tests.people import stranger
from tests.staff.forms import edit, edit_page, errors_of, fields_of, messages_of

pytestmark = pytest.mark.django_db

PASTE = reverse("admin:procedures_procedure_paste")
WORD = "<p class=MsoListParagraph style='mso-list:l0'><span>·&nbsp; </span>Rest<o:p></o:p></p>"
ANSWER = "questions-0-answer"


def test_what_word_gives_is_pasted_clean(desk):
    pasted = desk.post(PASTE, {"html": f"<!--StartFragment-->{WORD}<script>x</script>"})
    assert pasted.content.decode() == "<ul>\n<li>Rest</li>\n</ul>"
    assert pasted["Content-Type"].startswith("text/plain")


def test_too_much_at_once_is_not_read_and_a_stranger_pastes_nothing(desk, client):
    assert desk.post(PASTE, {"html": "x" * (LONGEST_PASTE + 1)}).status_code == 400
    client.force_login(stranger())
    assert client.post(PASTE, {"html": WORD}).status_code == 302


def test_hostile_html_that_is_sent_is_saved_clean(desk):
    page = make_procedure()
    edit(desk, page, **{ANSWER: "<p onclick=x>Rest <b>now</b><script>alert(1)</script>"})
    assert page.questions.first().answer == "<p>Rest <strong>now</strong></p>"


def test_without_script_the_text_box_shows_clean_html_and_saving_it_changes_nothing(desk):
    page = make_procedure()
    edit(desk, page, **{ANSWER: "Bring:\r\n- a card\r\n- water"})
    shown = fields_of(desk.get(edit_page(page)))[ANSWER]
    assert shown.split("\r\n")[:3] == ["<p>Bring:</p>", "<ul>", "<li>a card</li>"]
    kept = page.versions.count()
    edit(desk, page)
    assert page.versions.count() == kept


def test_a_form_that_is_shown_again_holds_no_hostile_html(desk):
    page = make_procedure()
    fields = fields_of(desk.get(edit_page(page)))
    again = desk.post(edit_page(page), fields | {"name": "", ANSWER: "<img src=x onerror=y>Rest"})
    assert errors_of(again) and fields_of(again)[ANSWER] == "<p>Rest</p>"


def test_an_answer_that_is_too_long_is_refused_and_kept_in_the_form(desk):
    page, long = make_procedure(), "<p>" + "so " * LONGEST_ANSWER
    again = edit(desk, page, **{ANSWER: long})
    assert any("at most" in error for error in errors_of(again)) and not messages_of(again)
    assert fields_of(again)[ANSWER] == long


def test_tags_without_words_are_no_answer(desk):
    page = make_procedure()
    refused = edit(desk, page, status="published", **{ANSWER: "<p>&nbsp;</p><ul><li></ul>"})
    assert any("an answer of the kind" in error for error in errors_of(refused))


def test_advice_reads_the_words_and_where_links_lead(desk):
    ask = reverse("admin:procedures_procedure_advice")
    html = '<p>Rest at <a href="/offices/nowhere/">our office</a>.</p><ul><li>Fluoroscopy</li></ul>'
    found = desk.post(ask, {"text": html, "field": "answer"}).json()["advice"]
    assert {each["kind"]: each["quotes"] for each in found}["links"] == ["/offices/nowhere/"]
    assert {each["kind"] for each in found} == {"links", "terms"}
