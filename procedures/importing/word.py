"""Word documents (.docx): paragraphs, lists and tables in the order of the page."""

import re
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from .lines import BULLET, HEADING, NUMBER, PARAGRAPH, TITLE, Line, Source, clean
from .refusals import SAVE_AS, Unreadable
from .spans import from_spans, from_table
from .word_styles import Styles

_MOST_UNPACKED = 50 * 1024 * 1024
_MOST_PARTS = 2000
# Deleted and moved words are not in the document any more; a fallback repeats its choice.
_SKIPPED = {
    qn(name) for name in ("w:del", "w:moveFrom", "w:sectPr", "w:pPr", "w:rPr", "w:instrText")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {qn("w:br"), qn("w:cr")}
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}


def read_word(data):
    document = _open(data)
    source = Source([])
    try:
        _Reader(document, source).take_all(document.element.body)
        _report_what_stays_outside(document, source)
    except (KeyError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged() from error
    return source


def _open(data):
    _check_archive(data)
    try:
        return Document(BytesIO(data))
    except Exception as error:  # python-docx and lxml raise many kinds for a damaged file
        raise _damaged() from error


def _damaged():
    return Unreadable(
        _("The Word document is damaged. Open it in Word, save it again as .docx, and import that.")
    )


def _check_archive(data):
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    if "word/document.xml" not in {part.filename for part in parts}:
        what = _("This is not a Word document.")
        raise Unreadable(f"{what} {SAVE_AS}")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("This document is protected by a password. Save it without one."))
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Unreadable(_("The Word document is too large once it is unpacked."))


class _Reader:
    def __init__(self, document, source):
        self.styles = Styles(document)
        self.source = source

    def take_all(self, container):
        for line in self.lines_of(container):
            self.source.lines.append(line)

    def lines_of(self, container):
        """Paragraphs and tables, also those inside content controls and text boxes."""
        for element in container:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif isinstance(element.tag, str) and element.tag not in _SKIPPED:
                yield from self.lines_of(element)

    def _table(self, table):
        rows = [
            [list(self.lines_of(cell)) for cell in _children(row, qn("w:tc"))]
            for row in _children(table, qn("w:tr"))
        ]
        return from_table(rows, self.source)

    def _paragraph(self, paragraph):
        look = self.styles.of(paragraph)
        spans = list(self._spans(paragraph, look.bold))
        if look.is_contents:
            text = clean("".join(text for text, _bold in spans))
            self.source.left_out += [text] if text else []
        else:
            yield from _styled(look, spans)
        for box in self._text_boxes(paragraph):
            yield from self.lines_of(box)

    def _spans(self, element, bold):
        for child in element:
            if child.tag in _SKIPPED or child.tag == qn("w:txbxContent"):
                continue
            if child.tag == qn("w:t"):
                yield child.text or "", bold
            elif child.tag in _BREAKS:
                yield "\n", bold
            elif child.tag == qn("w:tab"):
                yield " ", bold
            elif child.tag == qn("w:noBreakHyphen"):
                yield "-", bold
            elif isinstance(child.tag, str):
                self._remark(child)
                is_run = child.tag == qn("w:r")
                yield from self._spans(
                    child, self.styles.run_is_bold(child, bold) if is_run else bold
                )

    def _text_boxes(self, element):
        for child in element:
            if child.tag == qn("w:txbxContent"):
                self.source.note(
                    _("Words of a text box were put after the paragraph it stands at.")
                )
                yield child
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._text_boxes(child)

    def _remark(self, child):
        if child.tag == qn("w:hyperlink"):
            self.source.note(_("Links became plain words; their addresses were left out."))
        elif child.tag in _PICTURES and not list(child.iter(qn("w:txbxContent"))):
            self.source.note(_("Pictures were left out."))


def _children(element, tag):
    """Rows of a table or cells of a row, also in content controls; not those of inner tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != qn("w:tc"):
            yield from _children(child, tag)


def _styled(look, spans):
    if look.style in (TITLE, HEADING):
        text = clean("".join(text for text, _bold in spans).replace("\n", " "))
        return [Line(text, look.style, look.level)] if text else []
    lines = from_spans(spans, marks=look.style == PARAGRAPH)
    if lines and look.style in (BULLET, NUMBER):
        lines[0] = Line(lines[0].text, look.style, look.level, bold=lines[0].bold)
    return lines


def _report_what_stays_outside(document, source):
    """Words that are not in the body: they are named, so that nobody misses them."""
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if re.search(r"/(header|footer|footnotes|endnotes|comments)\d*\.xml$", name):
            xml = part.element if hasattr(part, "element") else parse_xml(part.blob)
            for paragraph in xml.iter(qn("w:p")):
                words = clean("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
                if words and words not in source.left_out:
                    source.left_out.append(words)
