"""The first printed sheet is the one to take home; it holds all that matters after the visit."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from tests.browser.walk import in_words

MARGIN = dict.fromkeys(("top", "right", "bottom", "left"), "0.4in")
AFTER_THE_VISIT = [
    "main h1",
    ".glance dt",
    ".glance dd",
    ".qa--recovery h2",
    ".qa--recovery p:not(.care__dial)",
    ".qa--recovery .timeline strong",
    ".qa--recovery .timeline span",
    ".qa--recovery .list li",
    ":is(.care:has(.care__phones), .care--now) h3",
    ":is(.care:has(.care__phones), .care--now) .list li",
    ".care__phones .office__phone",
]
ANSWERS = ".page__text :is(h2, h3, p, li):not(.care__dial, .care__phones li)"
LATER = ".qa:not(.qa--recovery, .qa--when-to-call) > h2, .steps li strong"
NOT_ON_PAPER = [
    "Skip to main content",
    "Menu",
    "On this page",
    "Find an office",
    "Related procedures",
]


@pytest.fixture
def procedures(pages):
    found = [path for path in pages if path.startswith("/procedures/") and path.count("/") == 3]
    assert len(found) >= 9
    return found


def sheets(page):
    """The words of each printed sheet, without the breaks between lines."""
    paper = page.pdf(format="Letter", margin=MARGIN)
    return [in_a_line(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(paper)).pages]


def in_a_line(text):
    """Paper breaks lines and joins letters (ﬁ) where the page does not."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def words_on_screen(page, selector):
    return [in_a_line(text) for text in page.locator(selector).all_text_contents()]


def missing_from(sheet, page):
    for selector in AFTER_THE_VISIT:
        words = words_on_screen(page, selector)
        assert words or selector.startswith(".qa--recovery"), f"{page.url} has no {selector}"
        yield from (f"{text[:60]} is not on the first sheet" for text in words if text not in sheet)
    for heading in ("Call us if:", "Call 911 now if:"):
        if in_a_line(heading) not in sheet:
            yield f"{heading} is not on the first sheet"


def test_the_first_sheet_holds_what_matters_after_the_visit(window, procedures):
    page, faults = window(), []
    for path in procedures:
        page.goto(path)
        first, *rest = sheets(page)
        faults += [f"{path}: {fault}" for fault in missing_from(first, page)]
        faults += [
            f"{path}: {words} stands on the first sheet"
            for words in words_on_screen(page, LATER)
            if words in first
        ]
        if not 1 <= len(rest) <= 4:
            faults.append(f"{path}: {len(rest) + 1} sheets")
    assert not faults, in_words(faults)


def test_the_sheets_after_it_hold_the_rest_and_no_way_about(window, procedures):
    page, faults = window(), []
    for path in procedures:
        page.goto(path)
        whole = "".join(sheets(page))
        words = words_on_screen(page, ANSWERS)
        faults += [f"{path}: {text[:60]} is lost" for text in words if text not in whole]
        faults += [
            f"{path}: {text} is printed" for text in NOT_ON_PAPER if in_a_line(text) in whole
        ]
    assert not faults, in_words(faults)
