"""A document becomes a draft in the admin: first a look, then a yes, and readers see nothing."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from procedures.drafts import draft_of
from procedures.importing.reading import MOST_BYTES
from procedures.models import Condition, Origin, Procedure, Status, Version, What
from tests.factories import make_condition, make_procedure, make_published
from tests.importing.test_refusals import REFUSED
from tests.importing.wordfiles import as_bytes, word_file
from tests.people import editor

from .forms import edit, fields_of, list_page, messages_of
from .test_every_page import INLINE

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT = """Sample Block Q&A

A sample block numbs a nerve.

What is a sample block?

A small shot.

What conditions does it treat?

• Neck pain
• Headaches

What happens during a sample block?

It takes about 20 minutes.
"""
DOCUMENT = Path(__file__).parents[1] / "importing" / "documents" / "trigger-point-injection.txt"
IMPORT, ACCEPT = "/admin/procedures/procedure/import/", "/admin/procedures/procedure/import/accept/"


def paste(client, text=TEXT, **fields):
    return client.post(IMPORT, {"text": text, **fields})


def upload(client, data, name="sample.txt", **fields):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data), **fields})


def accept(client, look, **fields):
    return client.post(ACCEPT, fields_of(look) | fields, follow=True)


def said(response):
    return response.content.decode()


def complaints(response):
    form = response.context["form"]
    return [error for errors in form.errors.values() for error in errors]


def everything():
    rows = [Procedure.with_drafts, Condition.objects, Version.objects]
    return [list(manager.order_by("pk").values()) for manager in rows]


def block():
    return Procedure.objects.with_rows().get(slug="sample-block")


@pytest.fixture
def page():
    page = make_published("Sample block", summary="The old sentence.", position=7)
    page.related.add(make_published("Other"))
    fields = {"reviewer_name": "Dr. Sample", "reviewer_role": "Physician"}
    Procedure.objects.filter(pk=page.pk).update(reviewed_on=date(2026, 1, 2), **fields)
    return block()


def test_the_list_leads_to_the_import(desk):
    assert f'href="{IMPORT}"' in said(desk.get(list_page(Procedure)))
    assert reverse("admin:procedures_procedure_import") == IMPORT


def test_a_look_stores_nothing(desk, page):
    before = everything()
    look = paste(desk)
    assert "A sample block numbs a nerve." in said(look) and "The old sentence." in said(look)
    assert "Conditions that are new: Neck pain, Headaches" in said(look)
    assert everything() == before


def test_a_new_page_is_what_the_command_makes(desk, tmp_path):
    done = accept(desk, paste(desk))
    assert messages_of(done) == ["Made the draft “Sample block”. Readers do not see it yet."]
    made, status = block().content(), block().status
    assert block().is_untouched(Origin.IMPORT)
    Procedure.objects.all().delete()
    (tmp_path / "sample.txt").write_text(TEXT)
    call_command("import_procedure", str(tmp_path / "sample.txt"))
    assert (made, status) == (block().content(), Status.DRAFT)


def test_the_import_is_in_the_history_with_who_did_it(desk):
    accept(desk, paste(desk))
    kept = Version.objects.get()
    assert (kept.what, kept.by, kept.procedure) == (What.IMPORTED, "editor", block())


@pytest.mark.parametrize("name", ["sample.docx", "sample.txt"])
def test_a_word_file_is_read_whatever_it_is_called(desk, name):
    data = word_file(("What is a sample block?", "Heading 1"), ("A small shot.", "Normal"))
    accept(desk, upload(desk, data, name))
    assert block().questions.get().answer == "A small shot."


def test_the_clinics_own_document_comes_in(desk):
    accept(desk, upload(desk, DOCUMENT.read_bytes(), DOCUMENT.name))
    made = Procedure.objects.get()
    assert made.slug == "trigger-point-injection" and made.questions.count() == 4
    assert made.conditions.count() == 6 and made.time == "15 to 30 minutes"


def test_a_public_page_does_not_change_and_a_draft_is_ahead(desk, page):
    before = page.content(), page.changed_at, page.status
    done = accept(desk, paste(desk))
    assert "Readers go on seeing the public page" in messages_of(done)[0]
    assert (block().content(), block().changed_at, block().status) == before
    assert "The old sentence." in said(desk.get(page.get_absolute_url()))
    draft = draft_of(page)
    assert draft.summary == "A sample block numbs a nerve."
    assert [each.name for each in draft.conditions.all()] == ["Headaches", "Neck pain"]
    assert page.versions.first().what == What.IMPORTED


def test_the_draft_keeps_what_no_document_says(desk, page):
    accept(desk, paste(desk))
    draft = draft_of(page)
    assert (draft.reviewer_name, draft.reviewed_on) == ("Dr. Sample", date(2026, 1, 2))
    assert (draft.position, draft.related.get().name) == (7, "Other")


def test_what_the_draft_would_lack_is_said(desk, page):
    look = said(paste(desk))
    assert "not in the document" in look and "a sign of call-911" in look
    assert "it needs an answer of the kind “Recovery”" in look


def test_a_draft_as_imported_takes_the_words_again_without_asking(desk, page):
    accept(desk, paste(desk))
    draft = draft_of(page)
    again = accept(desk, paste(desk))
    assert not again.redirect_chain[0][0].endswith("accept/") and draft_of(page).pk == draft.pk
    assert Version.objects.count() == 1


def test_a_draft_that_staff_wrote_is_kept_unless_the_box_is_ticked(desk, page):
    accept(desk, paste(desk))
    edit(desk, draft_of(page), summary="Staff wrote this.")
    look = paste(desk)
    refused = accept(desk, look)
    assert "tick the box" in said(refused) and draft_of(page).summary == "Staff wrote this."
    accept(desk, refused, replace="on")
    assert draft_of(page).summary == "A sample block numbs a nerve."


def test_what_staff_edited_is_kept_unless_the_box_is_ticked(desk):
    make_procedure("Sample block", summary="Staff wrote this.")
    look = paste(desk)
    assert "because staff made it" in said(look)
    assert "tick the box" in said(accept(desk, look)) and not Version.objects.exists()
    assert block().summary == "Staff wrote this."
    accept(desk, look, replace="on")
    assert block().summary == "A sample block numbs a nerve."
    assert [each.content["summary"] for each in Version.objects.all()] == [
        "A sample block numbs a nerve.",
        "Staff wrote this.",
    ]


def test_an_untouched_draft_takes_the_new_words(desk):
    accept(desk, paste(desk))
    look = paste(desk, TEXT.replace("A small shot.", "A tiny shot."))
    assert "Replace what is there now" not in said(look)
    accept(desk, look)
    assert block().questions.all()[0].answer == "A tiny shot."


def test_a_page_published_since_the_look_gets_a_draft_ahead(desk):
    accept(desk, paste(desk))
    look = paste(desk, TEXT.replace("A small shot.", "A tiny shot."))
    Procedure.objects.update(status=Status.PUBLISHED, publish_at="2026-01-01T00:00Z")
    accept(desk, look)
    assert block().questions.all()[0].answer == "A small shot."
    assert draft_of(block()).questions.all()[0].answer == "A tiny shot."


def test_the_page_that_was_chosen_gets_the_words_and_keeps_its_name(desk):
    chosen = make_published("Numbing a nerve")
    accept(desk, paste(desk, page=chosen.pk))
    draft = draft_of(chosen)
    assert (draft.name, draft.slug) == ("Numbing a nerve", "numbing-a-nerve")
    assert Procedure.objects.count() == 1 and draft.questions.count() == 3


def test_a_chosen_page_that_is_gone_meanwhile_is_not_made_anew(desk):
    chosen = make_procedure("Numbing a nerve")
    look = paste(desk, page=chosen.pk)
    chosen.delete()
    assert messages_of(accept(desk, look)) == ["Nothing was imported: the page you chose is gone."]
    assert not Procedure.objects.exists()


def test_conditions_that_are_there_are_linked(desk):
    make_condition("Headache")
    look = paste(desk)
    assert "Conditions that are there already: Headache" in said(look)
    accept(desk, look)
    assert Condition.objects.count() == 2


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_document_is_refused_kindly(desk, what):
    data, sentence = REFUSED[what]
    refused = upload(desk, data)
    assert refused.status_code == 200 and not Procedure.objects.exists()
    assert sentence in " ".join(complaints(refused)) or not data


def test_nothing_and_both_are_refused(desk):
    assert complaints(desk.post(IMPORT)) == complaints(upload(desk, b"x", text=TEXT))
    assert "one of the two" in complaints(desk.post(IMPORT))[0]


def test_words_without_a_name_ask_for_one(desk):
    words = "What conditions does it treat?\n\n• Neck pain\n• Hip pain\n\nWhat happens?\n\nA shot."
    refused = paste(desk, words)
    assert "does not say what the procedure is called" in complaints(refused)[0]
    assert fields_of(refused)["text"].split() == words.split()
    assert "No address can be made" in complaints(paste(desk, words, name="疼痛"))[0]
    accept(desk, paste(desk, words, name="Sample block"))
    assert block().name == "Sample block"


def test_a_refusal_names_nothing_of_the_command_line(desk):
    make_procedure("Sample block")
    pages = [paste(desk), paste(desk, "What happens?\n\nA shot."), paste(desk, name="疼痛")]
    options = ("--slug", "--name", "--replace")
    assert [option for option in options for page in pages if option in said(page)] == []


@pytest.mark.parametrize("start", ["<p class=MsoNormal>", "<!--[if gte mso 9]>", "<html xmlns:o>"])
def test_the_code_of_words_from_word_is_refused_kindly(desk, start):
    refused = paste(desk, f"{start}<b>What is it?</b><o:p></o:p></p>\n\nA shot.")
    assert "web page. Save it as Word (.docx) or plain text" in complaints(refused)[0]


def test_words_as_word_puts_them_on_the_clipboard_come_in_clean(desk):
    words = (
        "Sample\xa0Block\r\n\r\nWhat does it treat?\r\n\r\n·\t\xa0Neck pain\r\n·\t\xa0Headaches\r\n"
    )
    accept(desk, paste(desk, f"{words}\r\nWhat happens?\r\n\r\nA\u200b small\xad shot.\r\n"))
    assert [each.answer for each in block().questions.all()] == [
        "- Neck pain\n- Headaches",
        "A small shot.",
    ]


def test_hostile_words_are_only_words(desk):
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7|add:7 }}"
    look = paste(desk, TEXT.replace("A small shot.", hostile))
    done = accept(desk, look)
    assert "alert(1)" in said(look) and "alert(1)" in said(done)
    for page in (look, done):
        assert "<script>alert" not in said(page) and "<img src=x" not in said(page)


def with_links_and_macros():
    document = Document()
    document.add_paragraph("What is a sample block?", style="Heading 1")
    shot = document.add_paragraph("A small shot.")
    link = document.part.relate_to("javascript:alert(1)", RELATIONSHIP.HYPERLINK, True)
    words = "<w:r><w:t> More.</w:t></w:r>"
    names = nsdecls("w", "r")
    shot._p.append(parse_xml(f'<w:hyperlink {names} r:id="{link}">{words}</w:hyperlink>'))
    document.part.relate_to("http://127.0.0.1:9/x.dotm", f"{OFFICE}/attachedTemplate", True)
    macros = Part(PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"Sub x")
    document.part.relate_to(macros, f"{OFFICE}/vbaProject")
    return as_bytes(document)


def test_a_word_file_with_links_and_macros_gives_its_words_alone(desk):
    look = upload(desk, with_links_and_macros(), "sample.docx")
    assert "Links became plain words" in said(look) and "javascript:" not in said(look)
    accept(desk, look)
    assert block().questions.get().answer == "A small shot. More."


def test_nothing_else_can_be_put_in_place_of_what_was_read(desk):
    token = fields_of(paste(desk))["document"]
    for wrong in ("", "words", token[:-2], "A" + token):
        done = desk.post(ACCEPT, {"document": wrong}, follow=True)
        assert messages_of(done) == ["Nothing was imported. Please choose the document again."]
    assert not Procedure.objects.exists()


def test_a_huge_upload_is_let_go_by_and_refused(desk, monkeypatch):
    monkeypatch.setattr("tempfile._mkstemp_inner", lambda *args: pytest.fail("a file was made"))
    refused = upload(desk, os.urandom(1024) * (20 * 1024) + b"end")
    assert "larger than 5 MB" in complaints(refused)[0]
    assert refused.wsgi_request.FILES["file"].size == MOST_BYTES + 1


def test_a_huge_paste_is_refused_with_a_sentence(desk):
    done = desk.post(IMPORT, {"text": "pain " * 600_000}, follow=True)
    assert "too long" in messages_of(done)[0]


def test_the_pages_of_the_import_hold_no_inline_script_or_style(desk, page):
    pages = [said(each) for each in (desk.get(IMPORT), desk.post(IMPORT), paste(desk))]
    assert [
        words for words, mark in INLINE.items() for each in pages if re.search(mark, each)
    ] == []


def test_the_look_takes_as_many_queries_however_much_there_is(desk, page):
    paste(desk)
    with CaptureQueriesContext(connection) as few:
        paste(desk)
    for n in range(20):
        make_published(f"Other {n}", conditions=[make_condition(f"Condition {n}")])
    with CaptureQueriesContext(connection) as many:
        paste(desk)
    assert len(few) == len(many)


def test_a_forged_upload_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    assert paste(client).status_code == 403
    assert client.post(ACCEPT, {"document": "x"}).status_code == 403


@pytest.mark.parametrize("without", ["add_procedure", "change_procedure", "add_condition"])
def test_who_may_not_add_and_change_may_not_import(looking, without):
    person = editor()
    person.groups.clear()
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="procedures").exclude(codename=without)
    )
    looking.force_login(person)
    assert [looking.get(IMPORT).status_code, paste(looking).status_code] == [403, 403]
    assert looking.post(ACCEPT, {"document": "x"}).status_code == 403
    assert IMPORT not in said(looking.get(list_page(Procedure)))


def test_accepting_is_a_press_and_not_a_link(desk):
    assert desk.get(ACCEPT).status_code == 405


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert [client.get(IMPORT).status_code, paste(client).status_code] == [302, 302]
