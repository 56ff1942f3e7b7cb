"""Tags of web pages inside a Markdown document."""

import re

from .lines import clean

# What a web page says with tags, as Markdown says it.
_TAGS = [
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), said)
    for pattern, said in (
        (r"<summary\b[^<>]{0,200}>(.{0,400}?)</summary>", r"\n\n###### \1\n\n"),
        (r"</?(p|div|ul|ol|details|section|table|tr)(\s[^<>]{0,200})?>", "\n\n"),
        (r"<li(\s[^<>]{0,200})?>\s*", "\n- "),
        (r"<br\s*/?>", "\\\n"),
    )
]
_HEADINGS = re.compile(r"<h([1-6])\b[^<>]{0,200}>(.{0,400}?)</h\1>", re.IGNORECASE | re.DOTALL)
# Only real tags: "<name>" may be a word that a clinic wrote.
TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|code|details|div|em|figure|font|h[1-6]|head|header|hr|"
    r"html|i|img|li|main|mark|ol|p|pre|s|section|small|span|strong|sub|summary|sup|table|tbody|td|"
    r"th|thead|title|tr|u|ul)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
BOLD = re.compile(r"<(/?)(?:b|strong)\b", re.IGNORECASE)


def as_markdown(text):
    text = _HEADINGS.sub(lambda tag: f"\n\n{'#' * int(tag[1])} {clean(tag[2])}\n\n", text)
    for tag, said in _TAGS:
        text = tag.sub(said, text)
    return text
