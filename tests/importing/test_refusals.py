"""What cannot be imported gives one sentence, and nothing is written."""

import io
import os
import zipfile

import pytest
from django.core.management import CommandError, call_command

from procedures.importing.reading import MOST_BYTES
from procedures.models import Condition, Procedure

from .wordfiles import word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def entities():
    declared = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};">' for n in range(1, 40))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{declared}]><x>&e39;</x>'


REFUSED = {
    "empty": (b"", "The file is empty."),
    "blank": (b" \r\n\t ", "The file is empty."),
    "only a mark": (b"\xef\xbb\xbf", "The file holds no words."),
    "too large": (b"a" * (MOST_BYTES + 1), "larger than 5 MB"),
    "binary": (bytes(range(256)) * 4, "This is not a text file."),
    "control characters": (b"a\x01\x02\x03\x04b" * 30, "This is not a text file."),
    "broken UTF-16": (b"\xff\xfea\x00b", "This is not a text file."),
    "PDF": (b"%PDF-1.7 What is it?", "This is a PDF. Save it as Word (.docx) or plain text"),
    "rich text": (b"{\\rtf1 What is it?}", "rich text file (RTF)"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is a picture."),
    "web page": (b"<!DOCTYPE html><html><h2>What?</h2>", "This is a web page."),
    "old Word": (OLE, "old Word or Office file"),
    "locked Word": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "another zip": (archive(readme_xml="x"), "This is not a Word document."),
    "half a Word file": (word_file(("What is it?", "Normal"))[:900], "damaged"),
    "no real Word file": (archive(word__document_xml="not xml"), "damaged"),
    "a bomb of entities": (archive(word__document_xml=entities()), "damaged"),
    "a zip bomb": (archive(word__document_xml=bytes(60_000_000)), "too large once it is unpacked"),
    "a Word file without words": (word_file(), "The file holds no words."),
    "a letter": (b"Dear Sam,\n\nI am well.\n\nYours, Sam", "This is not a Q&A document"),
    "a letter that asks": (b"Dear Sam,\n\nHow are you?\n\nI am well.", "not a Q&A document"),
    "a form": (b"Sample form\n\nDo you smoke?\n\nAre you well?", "holds no answers"),
    "a manual": (b"# Sample tool\n\n## Installation\n\nRun it.", "not a Q&A document"),
    "a table": (b"name,phone\nSam,555-0100\n", "not a Q&A document"),
    "a book": (b"Sample.\n\n" * 5_001, "too long"),
    "5 MB of words": (b"Sample FAQ\n\nWhat is it?\n\n" + b"pain " * 1_000_000, "too long"),
    "a thousand questions": (b"Why is it so?\n\nIt is.\n\n" * 300, "more than 200 questions"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_document_is_refused_in_one_sentence(db, tmp_path, what):
    data, sentence = REFUSED[what]
    file = tmp_path / "sample.txt"
    file.write_bytes(data)
    assert sentence in refusal(file)


def refusal(file, **options):
    with pytest.raises(CommandError) as refused:
        call_command("import_procedure", str(file), **options)
    assert "\n" not in str(refused.value)
    assert not Procedure.objects.exists() and not Condition.objects.exists()
    return str(refused.value)


def test_a_missing_file_and_a_folder_are_named(db, tmp_path):
    assert "There is no file" in refusal(tmp_path / "missing.txt")
    assert "is a folder, not a file." in refusal(tmp_path)
    assert "cannot be read" in refusal("sample\x00.txt")


def test_a_file_that_is_a_pipe_is_not_waited_for(db, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is not an ordinary file." in refusal(tmp_path / "pipe.txt")


def test_a_file_without_permission_is_named(db, tmp_path, monkeypatch):
    file = tmp_path / "sample.txt"
    file.write_text("What is it?\n\nA shot.")

    def deny(*args, **kwargs):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", deny)
    assert "You have no permission to read" in refusal(file)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"slug": "no address"}, "is no address"),
        ({"slug": "a" * 121}, "is too long"),
        ({"name": "N" * 121}, "is too long"),
        ({"name": "疼痛"}, "--slug"),
    ],
)
def test_a_name_or_address_that_cannot_be_is_refused(db, tmp_path, options, sentence):
    file = tmp_path / "sample.txt"
    file.write_text("Sample\n\nWhat conditions does it treat?\n\n• Neck pain\n• Hip pain")
    assert sentence in refusal(file, **options)


def test_a_failure_halfway_leaves_nothing_behind(db, tmp_path, monkeypatch):
    file = tmp_path / "sample.txt"
    file.write_text("Sample\n\nWhat conditions does it treat?\n\n• Neck pain\n• Hip pain")

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(Procedure, "stamp", fail)
    with pytest.raises(RuntimeError):
        call_command("import_procedure", str(file))
    assert not Procedure.objects.exists() and not Condition.objects.exists()
