"""Answers as editors write them: paragraphs, lists, bold words and links, stored as HTML.

Whatever comes in is read into blocks, and the HTML is written anew from them: what is no block
is not there any more. Pages show the blocks, never the HTML.
"""

import re
from html import escape
from html.parser import HTMLParser

import nh3
from django.db import models

from .answer import blocks, plain_line, words_of

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_KINDS = {"ul": "bullets", "ol": "numbers"}
_LIST_TAGS = {kind: tag for tag, kind in _KINDS.items()}
_NEW_LINE = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main",
    "nav", "p", "pre", "section", "table", "tr",
}  # fmt: skip
_GAP = {"td", "th"}
_MAY_BE_BOLD = {"b", "strong", "span"}
_ATTRIBUTES = {"a": {"href"}, "p": {"class", "style"}} | {tag: {"style"} for tag in _MAY_BE_BOLD}
_WITHOUT_THEIR_WORDS = {
    "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title", "xml",
}  # fmt: skip

_SPACES = re.compile(r"\s+")
# control characters, and characters without a width that only hinder those who search
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u2060\ufeff]")
_ADDRESS = re.compile(
    r"(?:https://[^\s\\\"'<>/]|mailto:|tel:|/(?![/\\]))[^\s\\\"'<>]*", re.IGNORECASE
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|normal|\d+)", re.IGNORECASE)
_WORD_LIST = re.compile(r"\bMso(?:ListParagraph|ListBullet|ListNumber)", re.IGNORECASE)
_WORD_LIST_INSIDE = re.compile(r"mso-list\s*:[^;]*\blevel[2-9]", re.IGNORECASE)
_WORD_MARKS = {
    "bullets": re.compile(r"(?:[·•§▪◦–\uf0b7\uf0a7-]|o(?= ))\s*"),
    "numbers": re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]\s*"),
}
# invisible, and no space: a paragraph that begins like the item of a list stays a paragraph
_GUARD = "\u2060"


class RichTextField(models.TextField):
    """Cleans on every way into the database; in migrations it is a plain text field."""

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        value = clean(value) if isinstance(value, str) else value
        return super().get_db_prep_save(value, connection)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def clean(text):
    """The only HTML that is stored: p, ul, ol, li, strong and a[href], one of them on a line."""
    return _written(blocks_of(text))


def blocks_of(text):
    """The blocks of stored or of any other HTML; what has no tag at all is plain text."""
    if not _MARKUP.search(text):
        return _tidied(blocks(text))
    kept = {*_KINDS, *_NEW_LINE, *_GAP, *_MAY_BE_BOLD, "a", "li"}
    reader = _Reader()
    reader.feed(
        nh3.clean(
            text,
            tags=kept,
            attributes=_ATTRIBUTES,
            clean_content_tags=_WITHOUT_THEIR_WORDS,
            url_schemes={"https", "mailto", "tel"},
            link_rel=None,
        )
    )
    reader.close()
    reader.end_line()
    return reader.blocks


def from_plain(text):
    """Plain text with "- " and "1. " lists as clean HTML, whatever tags are words of it."""
    return _written(_tidied(blocks(text)))


def plain_text(text):
    """The words alone, as the plain text that ``blocks`` reads: for advice, search and history."""
    parts = []
    for block in blocks_of(text):
        words = words_of([block])
        if block["type"] == "bullets":
            parts.append("\n".join(f"- {item}" for item in words))
        elif block["type"] == "numbers":
            parts.append("\n".join(f"{n % 99 + 1}. {item}" for n, item in enumerate(words)))
        else:
            parts += [word if _stays_paragraph(word) else _GUARD + word for word in words]
    return "\n\n".join(parts)


def addresses_in(text):
    """Where its links lead, once each."""
    runs = [run for block in blocks_of(text) for line in block["lines"] for run in line]
    return list(dict.fromkeys(run["href"] for run in runs if "href" in run))


def _stays_paragraph(words):
    return blocks(words)[0]["type"] == "paragraph"


class _Reader(HTMLParser):
    """Reads what ``nh3`` made of it: tags are closed and nested as they should be."""

    def __init__(self):
        super().__init__()
        self.blocks, self.line = [], []
        self.lists, self.bold, self.href = [], [False], ""
        self.paragraph = {}

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag in _KINDS:
            self.end_line()
            self.lists.append(_KINDS[tag])
        elif tag == "li":
            self.end_line()
        elif tag in _NEW_LINE:
            self._break()
            self.paragraph = attrs if tag == "p" else {}
        elif tag in _GAP:
            self.handle_data(" ")
        elif tag == "a":
            self.href = _address(attrs.get("href", ""))
        elif tag in _MAY_BE_BOLD:
            self.bold.append(_is_bold(tag, attrs.get("style", ""), self.bold[-1]))

    def handle_endtag(self, tag):
        if tag in _KINDS:
            self.end_line()
            self.lists.pop()
        elif tag == "li":
            self.end_line()
        elif tag in _NEW_LINE:
            self._break()
            self.paragraph = {}
        elif tag == "a":
            self.href = ""
        elif tag in _MAY_BE_BOLD:
            self.bold.pop()

    def handle_data(self, data):
        run = {"text": data}
        if self.bold[-1]:
            run["bold"] = True
        if self.href:
            run["href"] = self.href
        self.line.append(run)

    def _break(self):
        """An item of a list is one line, however many paragraphs it had."""
        if self.lists:
            self.handle_data(" ")
        else:
            self.end_line()

    def end_line(self):
        line, self.line = _tidy(self.line), []
        if not line:
            return
        kind = self.lists[0] if self.lists else "paragraph"
        last = self.blocks[-1] if self.blocks else {"type": "paragraph"}
        if kind == "paragraph" and _WORD_LIST.search(self.paragraph.get("class", "")):
            kind, line = _word_item(line)
            is_inside = _WORD_LIST_INSIDE.search(self.paragraph.get("style", ""))
            if is_inside and "paragraph" not in (kind, last["type"]):
                kind = last["type"]
        if not line:
            return
        if kind != "paragraph" and last["type"] == kind:
            last["lines"].append(line)
        else:
            self.blocks.append({"type": kind, "lines": [line]})


def _address(href):
    """Only what a reader may be led to: a secure page, a mail, a call, a page of this site."""
    return href.strip() if _ADDRESS.fullmatch(href.strip()) else ""


def _is_bold(tag, style, around):
    if weight := _WEIGHT.search(style):
        return weight[1] == "bold" or (weight[1].isdigit() and int(weight[1]) >= 600)
    return around or tag != "span"


def _word_item(line):
    """Word writes an item of a list as a paragraph that begins with the mark."""
    words = "".join(run["text"] for run in line)
    for kind, mark in _WORD_MARKS.items():
        if found := mark.match(words):
            return kind, _without(line, found.end())
    return "paragraph", line


def _without(line, count):
    """The line without its first characters."""
    left = []
    for run in line:
        left.append(run | {"text": run["text"][count:]})
        count = max(0, count - len(run["text"]))
    return _tidy(left)


def _tidied(blocks):
    lines = [(block["type"], [_tidy(line) for line in block["lines"]]) for block in blocks]
    kept = [(kind, [line for line in found if line]) for kind, found in lines]
    return [{"type": kind, "lines": found} for kind, found in kept if found]


def _tidy(line):
    """Single spaces, none at the ends; no mark on a space; neighbours of one look are one."""
    spaced = []
    for run in line:
        text = _SPACES.sub(" ", _INVISIBLE.sub("", run["text"]))
        if not spaced or spaced[-1]["text"].endswith(" "):
            text = text.removeprefix(" ")
        if text:
            spaced.append(run | {"text": text})
    while spaced and not spaced[-1]["text"].strip():
        spaced.pop()
    if spaced:
        spaced[-1]["text"] = spaced[-1]["text"].rstrip()
    joined = _joined(spaced)
    return _joined(run if run["text"].strip() else plain_line(" ")[0] for run in joined)


def _joined(line):
    """A link is one run, and bold only if all of it is."""
    joined = []
    for run in line:
        last = joined[-1] if joined else None
        if last and run.get("href") and run["href"] == last.get("href"):
            bold = {"bold": True} if "bold" in run and "bold" in last else {}
            joined[-1] = {"text": last["text"] + run["text"], "href": run["href"]} | bold
        elif last and _look(run) == _look(last):
            joined[-1] = last | {"text": last["text"] + run["text"]}
        else:
            joined.append(run)
    return joined


def _look(run):
    return run.get("bold"), run.get("href")


def _written(blocks):
    html = []
    for block in blocks:
        lines = ["".join(map(_run, line)) for line in block["lines"]]
        if tag := _LIST_TAGS.get(block["type"]):
            html += [f"<{tag}>", *(f"<li>{line}</li>" for line in lines), f"</{tag}>"]
        else:
            html += [f"<p>{line}</p>" for line in lines]
    return "\n".join(html)


def _run(run):
    html = escape(run["text"], quote=False)
    html = f"<strong>{html}</strong>" if "bold" in run else html
    return f'<a href="{escape(run["href"])}">{html}</a>' if "href" in run else html
