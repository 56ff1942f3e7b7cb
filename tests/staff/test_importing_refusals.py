"""What the import refuses or cleans, and whom it refuses."""

import os

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from procedures.importing.reading import MOST_BYTES
from procedures.models import Procedure
from tests.factories import make_procedure
from tests.importing.test_refusals import REFUSED
from tests.importing.wordfiles import as_bytes
from tests.people import editor

from .forms import fields_of, list_page, messages_of
from .import_pages import ACCEPT, IMPORT, TEXT, accept, block, complaints, paste, said, upload

pytestmark = pytest.mark.django_db
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


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
        "<ul>\n<li>Neck pain</li>\n<li>Headaches</li>\n</ul>",
        "<p>A small shot.</p>",
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
    assert block().questions.get().answer == "<p>A small shot. More.</p>"


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
