"""Words of a source document and of the page made from it, to prove that none is lost."""

import re

_MARK = re.compile(
    r"^[\s#*]*(?:[•·‣◦▪*+o–—→➢✔❖\uf0b7-]|--|\(?(?:\d{1,2}|[IVX]{1,4}|[A-Ea-e])[.)])\s+(?=\S)",
    re.MULTILINE,
)
_PREFIX = re.compile(r"^\W*(?:Q|A|Question|Answer)\s*\d*\s*(?:[:.)]|\s-)", re.MULTILINE)


def words(text):
    """Words in their order, without case and punctuation, list marks and Q: and A: prefixes."""
    text = text.replace("\u00ad", "").replace("\u200b", "").replace("\u2060", "")
    text = _PREFIX.sub("", _MARK.sub("", text))
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


def page_words(procedure, left_out=()):
    """Every word the page shows, and those that were reported as left out, before them."""
    page = procedure.document()
    said = [*left_out, page["name"], page["summary"]]
    for section in page["sections"]:
        said += [] if section["heading"] == f"About {page['name']}" else [section["heading"]]
        said += block_texts(section["blocks"])
    return words("\n".join(said))


def block_texts(blocks):
    lines = [line for block in blocks for line in block["lines"]]
    return ["".join(run["text"] for run in line) for line in lines]
