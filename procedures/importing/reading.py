"""From a file or its bytes to the lines of a document. The content decides, not the suffix."""

import codecs
import re
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import markdown, plain, word
from .refusals import SAVE_AS, Unreadable

MOST_BYTES = 5 * 1024 * 1024
_MOST_LINES, _MOST_LETTERS = 5_000, 300_000

_NOT_TEXT = (
    (b"%PDF", gettext_lazy("This is a PDF.")),
    (b"{\\rtf", gettext_lazy("This is a rich text file (RTF).")),
    (b"\x89PNG", gettext_lazy("This is a picture.")),
    (b"\xff\xd8\xff", gettext_lazy("This is a picture.")),
    (b"GIF8", gettext_lazy("This is a picture.")),
    (b"II*\x00", gettext_lazy("This is a picture.")),
    (b"MM\x00*", gettext_lazy("This is a picture.")),
    (b"RIFF", gettext_lazy("This is a picture or a recording.")),
    (b"\x1f\x8b", gettext_lazy("This is a compressed file.")),
    (b"7z\xbc\xaf", gettext_lazy("This is a compressed file.")),
    (b"Rar!", gettext_lazy("This is a compressed file.")),
    (b"<!doctype html", gettext_lazy("This is a web page.")),
    (b"<html", gettext_lazy("This is a web page.")),
    (b"<!--[if ", gettext_lazy("This is the code of a web page.")),
    (b"<p class=", gettext_lazy("This is the code of a web page.")),
    (b"<meta", gettext_lazy("This is the code of a web page.")),
    (b"<?xml", gettext_lazy("This is an XML file.")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DAMAGED = re.compile("â€|Ã[\x80-\xbf©¨¢ª®±³º¼]|\ufffd")


def read_path(path):
    """The file's name and its bytes, never more of them than an import may have."""
    path = Path(path)
    try:
        if path.is_dir():
            raise Unreadable(_("“%(name)s” is a folder, not a file.") % {"name": path.name})
        if path.exists() and not path.is_file():
            raise Unreadable(_("“%(name)s” is not an ordinary file.") % {"name": path.name})
        with path.open("rb") as file:
            return path.name, file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Unreadable(_("There is no file “%(path)s”.") % {"path": path}) from error
    except PermissionError as error:
        raise Unreadable(
            _("You have no permission to read “%(path)s”.") % {"path": path}
        ) from error
    except (OSError, ValueError) as error:
        raise Unreadable(_("“%(path)s” cannot be read.") % {"path": path}) from error


def read(name, data):
    """The lines of the document; raises ``Unreadable`` with a sentence that helps."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 5 MB. A Q&A document is much smaller."))
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    source = word.read_word(data) if data.startswith(_ZIP) else _read_text(name, data)
    if not any(line.text for line in source.lines):
        raise Unreadable(_("The file holds no words."))
    _refuse_books([line.text for line in source.lines])
    return source


def _refuse_books(lines):
    if len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_LETTERS:
        raise Unreadable(_("The document is too long: a Q&A document has a few pages."))


def _read_text(name, data):
    _refuse_other_formats(data)
    text = _decode(data)
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise Unreadable(_("This is not a text file.") + f" {SAVE_AS}")
    _refuse_books(plain.split_lines(text))
    is_markdown = Path(name).suffix.lower() in (".md", ".markdown", ".mdown")
    if is_markdown or markdown.looks_like_markdown(text):
        source = markdown.read_markdown(text)
    else:
        source = plain.read_text(text)
    if _DAMAGED.search(text):
        source.checks.append(
            _("Some letters of the document look damaged, such as “â€™” in place of “’”.")
        )
    return source


def _refuse_other_formats(data):
    if data.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        what = (
            _("This document is protected by a password.")
            if is_locked
            else _("This is an old Word or Office file.")
        )
        raise Unreadable(f"{what} {SAVE_AS}")
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1024]
    for magic, what in _NOT_TEXT:
        if start[: len(magic)].lower() == magic.lower():
            raise Unreadable(f"{what} {SAVE_AS}")


def _decode(data):
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _strictly(data, _without_mark(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "cp1252")


def _without_mark(data):
    """UTF-16 that lost its mark has a zero in every other byte; anything else is no text."""
    if data[1::2].count(0) > len(data) / 4 and not data[0::2].count(0):
        return "utf-16-le"
    if data[0::2].count(0) > len(data) / 4 and not data[1::2].count(0):
        return "utf-16-be"
    return "ascii"


def _strictly(data, encoding):
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise Unreadable(_("This is not a text file.") + f" {SAVE_AS}")
    return text
