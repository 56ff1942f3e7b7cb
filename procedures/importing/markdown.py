"""Markdown: headings, paragraphs and lists keep their words; addresses of links do not."""

import re
from dataclasses import replace
from html import unescape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from .lines import BULLET, HEADING, NUMBER, Line, Source, clean
from .plain import flow, split_lines, wrap_width
from .spans import from_spans, from_table
from .tags import BOLD, TAG, as_markdown

_SIGNS = re.compile(
    r"^#{1,6}[ \t]+\S|^[ \t]*(\*\*|__)[^\n]+\1[ \t]*:?[ \t]*$|^[ \t]*<(h[1-6]|summary)\b",
    re.MULTILINE | re.IGNORECASE,
)
_FRONT = re.compile(r"---[ \t]*\n((?:[\w-]+:[^\n]*\n|[ \t]+[^\n]*\n|- [^\n]*\n)+)---[ \t]*(?:\n|$)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|[/#.]|www\.|[^\s.]+\.[a-z]", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--(.{0,3000}?)-->|<(style|script)\b.{0,3000}?</\2\s*>", re.DOTALL | re.IGNORECASE
)


def looks_like_markdown(text):
    return bool(_SIGNS.search("\n".join(split_lines(text))))


def read_markdown(text):
    text = "\n".join(split_lines(text)).replace("\u00a0", " ")
    reader = _Reader(wrap_width(text.split("\n")))
    for token in _parse(as_markdown(reader.without_front(text))):
        reader.take(token)
    return reader.source


def _parse(text):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    memory = {}
    tokens = parser.parse(text, memory)
    links = memory.get("references", {}).values()
    if any(not _ADDRESS.match(link["href"]) for link in links):
        # "[Note]: important" is a sentence, though Markdown would swallow it as a link.
        tokens = parser.disable("reference").parse(text)
    return tokens


class _Reader:
    def __init__(self, width):
        self.source = Source([])
        self.width = width
        self.lists = []
        self.item = None
        self.heading = 0
        self.rows = None

    def without_front(self, text):
        """The head of a site generator's page is not content."""
        match = _FRONT.match(text)
        if not match:
            return text
        for line in match[1].splitlines():
            if line.lower().startswith("title:"):
                self.source.name = clean(line[6:]).strip("\"'")
            else:
                self.source.left_out.append(clean(line))
        return text[match.end() :]

    def take(self, token):
        if take := getattr(self, f"_{token.type}", None):
            take(token)

    def _bullet_list_open(self, token):
        self.lists.append(BULLET)
        if len(self.lists) > 1:
            self.source.note(_("A list inside a list became one list."))

    def _ordered_list_open(self, token):
        self._bullet_list_open(token)
        self.lists[-1] = NUMBER

    def _bullet_list_close(self, token):
        self.lists.pop()
        self.item = None

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token):
        number = int(token.info) if token.info.isdigit() else 0
        self.item = {"style": self.lists[-1], "number": number, "level": len(self.lists) - 1}

    def _heading_open(self, token):
        self.heading = int(token.tag[1])

    def _heading_close(self, token):
        self.heading = 0

    def _table_open(self, token):
        self.rows = []

    def _tr_open(self, token):
        self.rows.append([])

    def _table_close(self, token):
        self.source.lines += from_table(self.rows, self.source)
        self.rows = None

    def _fence(self, token):
        self.source.lines += flow([token.info, "", *token.content.split("\n")])

    def _html_block(self, token):
        text = TAG.sub("", self._seen(token.content))
        self.source.lines += flow(unescape(text).split("\n"), self.width)

    def _inline(self, token):
        spans = list(self._spans(token.children))
        if self.heading:
            text = clean("".join(text for text, _bold in spans).replace("\n", " "))
            lines = [Line(text, HEADING, self.heading)] if text else []
        elif self.rows is not None:
            self.rows[-1].append(from_spans(spans))
            return
        else:
            lines = from_spans(spans, self.width, marks=self.item is None)
        if self.item and lines:
            lines[0] = replace(lines[0], **self.item)
            self.item = None
        self.source.lines += lines

    def _spans(self, children):
        bold = 0
        for child in children:
            match child.type:
                case "strong_open":
                    bold += 1
                case "strong_close":
                    bold -= 1
                case "softbreak" | "hardbreak":
                    yield "\n", bool(bold)
                case "image":
                    self._picture(child)
                case "html_inline":
                    if tag := BOLD.match(child.content):
                        bold += -1 if tag[1] else 1
                    yield TAG.sub("", self._seen(child.content)), bool(bold)
                case "link_open":
                    self.source.note(_("Links became plain words; their addresses were left out."))
                case "text" | "code_inline":
                    yield child.content, bool(bold)

    def _picture(self, child):
        self.source.note(_("Pictures were left out."))
        if child.content:
            self.source.left_out.append(clean(child.content))

    def _seen(self, html):
        for match in _UNSEEN.finditer(html):
            if words := clean(match[1] or match[0]):
                self.source.left_out.append(words)
        return _UNSEEN.sub("", html)
