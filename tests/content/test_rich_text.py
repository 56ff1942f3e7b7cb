"""Answers as HTML: whatever comes in, only paragraphs, lists, bold words and links are kept."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.models import Kind, Question
from procedures.models.rich_text import addresses_in, blocks_of, clean, from_plain, plain_text
from tests.factories import make_procedure

quickly = settings(max_examples=150, deadline=None, derandomize=True, database=None)

FROM_WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Answers</title>
<style>p.MsoNormal {margin:0in} @list l0:level1 {mso-level-text:\\F0B7}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=EN-US><!--StartFragment-->
<h2 style='margin:0in'><span style='font-size:14.0pt'>Before you come<o:p></o:p></span></h2>
<p class=MsoNormal><b><span style='color:#1F3864'>Eat</span></b> a&nbsp;light
meal.<br>Drink water.</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'>\
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·\
<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>\
your <a href="https://example.org/card">card</a></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span>o&nbsp;&nbsp; </span>both
sides</p>
<p class=MsoListParagraphCxSpLast><span>•&nbsp;</span>a list</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>1.<span>&nbsp; </span>Sit.</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>2.<span>&nbsp; </span>Rest.</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Day 1</p></td><td><p>Ice</p></td></tr></table>
<!--EndFragment--></body></html>"""

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script><a href='javascript:alert(1)'>x</a></svg>",
    "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example'>x</a><a href='/\\evil.example'>x</a><a href='/\t/evil.example'>x</a>",
    "<a href='http://evil.example'>x</a><a href='vbscript:x'>x</a>",
    "<style>*{background:url(javascript:alert(1))}</style><p style='position:fixed'>x",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><base href=//e>",
    "<p title='</p><script>alert(1)</script>'>x",
    "<math><mtext></p><img src onerror=alert(1)></mtext></math>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<form action=//e><input name=x><button formaction=javascript:alert(1)>x</button></form>",
    "<!--<p>--><p>x<!-- --!><script>alert(1)</script>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.seen = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen |= {tag, *(f"{tag}[{name}]" for name, _value in attrs)}


def assert_is_clean(html):
    assert Tags(html).seen <= {"p", "ul", "ol", "li", "strong", "a", "a[href]"}, html
    for address in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"https://|mailto:|tel:|/(?![/\\])", address), address
    assert clean(html) == html


def test_what_word_puts_on_the_clipboard_comes_in_clean():
    assert clean(FROM_WORD) == "\n".join(
        [
            "<p>Before you come</p>",
            "<p><strong>Eat</strong> a light meal.</p>",
            "<p>Drink water.</p>",
            "<ul>",
            '<li>your <a href="https://example.org/card">card</a></li>',
            "<li>both sides</li>",
            "<li>a list</li>",
            "</ul>",
            "<ol>",
            "<li>Sit.</li>",
            "<li>Rest.</li>",
            "</ol>",
            "<p>Day 1</p>",
            "<p>Ice</p>",
        ]
    )


@pytest.mark.parametrize("soup", HOSTILE)
def test_hostile_html_comes_in_clean(soup):
    for text in (soup, f"<p>before {soup} after", f"<ul><li><b>{soup}", f"<a href=/x>{soup}</a>"):
        assert_is_clean(clean(text))
        assert not re.search(r"<[^>]*(alert|evil)", clean(text))


def test_a_huge_nested_soup_comes_in_clean():
    assert_is_clean(clean("<p><b>" * 5000 + "x" + "<ul><li>y" * 1000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>a</b><i>b</i><u>c</u>", "<p><strong>a</strong>bc</p>"),
        ("<div>a<div>b</div></div>", "<p>a</p>\n<p>b</p>"),
        ("<ul><li>a<ol><li>b</ol></ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<ol><li><p>a<p>b</ol>", "<ol>\n<li>a b</li>\n</ol>"),
        ("<ul><li>a</ul><p>&nbsp;</p><ul><li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<p><ul><li>a</li></ul></p>", "<ul>\n<li>a</li>\n</ul>"),
        ('<a href=" /x/?a=1&b ">x <b>y</b></a>', '<p><a href="/x/?a=1&amp;b">x y</a></p>'),
        ("a<b> </b>b<a href=/x> </a>c", "<p>a b c</p>"),
        ('<b style="font-weight:normal">a</b>', "<p>a</p>"),
        ('<span style="font-weight:700">a</span>', "<p><strong>a</strong></p>"),
        ("<p>a\u00ad\x00b\u200b</p><p>\u00a0</p>", "<p>ab</p>"),
        ("5 &lt; 6 & 7<br>", "<p>5 &lt; 6 &amp; 7</p>"),
        ("", ""),
        (" \n ", ""),
    ],
)  # fmt: skip
def test_what_is_kept_and_what_becomes_of_the_rest(text, expected):
    assert clean(text) == expected


def test_text_without_a_tag_is_plain_text_with_lists():
    assert clean("Bring:\r\n- a card\r\n- 5 < 6 & x\r\n\r\n1. Sit\r\n\r\nEnd.") == (
        "<p>Bring:</p>\n<ul>\n<li>a card</li>\n<li>5 &lt; 6 &amp; x</li>\n</ul>\n"
        "<ol>\n<li>Sit</li>\n</ol>\n<p>End.</p>"
    )
    assert from_plain("a <name> & b") == "<p>a &lt;name&gt; &amp; b</p>"


def test_the_words_of_an_answer_have_no_markup():
    html = '<p>1. See <a href="/offices/">us</a>.</p><ul><li><b>ice</b><li>rest</ul>'
    assert plain_text(html).replace("\u2060", "") == "1. See us.\n\n- ice\n- rest"
    assert addresses_in(html) == ["/offices/"]


TAGS = [
    "<p>",
    "</p>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "</ol>",
    "<b>",
    "</b>",
    "<br>",
    "</a>",
    "<h2>",
    "<td>",
    "<!--",
    "&lt;",
    "&",
]
LONG_TAGS = ["<a href=/x>", "<a href='javascript:x'>", "<p class=MsoListParagraph>"]
MARKS = ["· ", "o ", "1. ", "- ", "\n", " ", "\u00a0"]
pieces = st.sampled_from(TAGS + LONG_TAGS + MARKS) | st.text(max_size=6)
soups = st.lists(pieces, max_size=14).map("".join)


@quickly
@given(soups)
def test_any_soup_comes_in_clean_and_stays_as_it_is(soup):
    html = clean(soup)
    assert_is_clean(html)
    assert blocks_of(html) == blocks_of(soup)


@quickly
@given(soups)
def test_the_plain_words_of_any_soup_lead_back_to_the_same_words(soup):
    words = plain_text(soup)
    assert plain_text(from_plain(words)) == words


@pytest.mark.django_db
def test_no_way_into_the_database_leads_around_the_cleaning():
    procedure, soup, kept = make_procedure(), "<b onclick=x>a</b>", "<p><strong>a</strong></p>"
    made = procedure.questions.create(kind=Kind.OTHER, question="Why?", answer=soup)
    assert made.answer == kept
    Question.objects.bulk_create([Question(procedure=procedure, position=9, answer=soup)])
    procedure.questions.filter(kind=Kind.WHAT).update(answer=soup)
    changed = procedure.questions.get(kind=Kind.HAPPENS)
    changed.answer = soup
    Question.objects.bulk_update([changed], ["answer"])
    assert list(Question.objects.values_list("answer", flat=True)).count(kept) == 4
