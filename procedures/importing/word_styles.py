"""How a paragraph of a Word document looks: heading, list item, bold."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn

from .lines import BULLET, HEADING, NUMBER, PARAGRAPH, TITLE

_OFF = ("0", "false", "off", "none")
_MOST_BASES = 20  # a damaged file may name a style as its own base
_BODY_LEVEL = 9
# Word itself writes English names in every language; other programs do not.
_TITLES = {"title", "titel", "titre", "título", "titulo", "titolo"}
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titulo|titolo|kop) ?(\d)")


@dataclass(frozen=True)
class Look:
    style: str = PARAGRAPH
    level: int = 0
    bold: bool = False
    is_contents: bool = False


class Styles:
    def __init__(self, document):
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element}
        self._formats = _list_formats(document)

    def of(self, paragraph):
        chain = [paragraph, *self._chain(_value(paragraph, "w:pPr/w:pStyle"))]
        names = [_value(style, "w:name").lower() for style in chain[1:]]
        bold = self._is_bold(chain[1:])
        if any(name.startswith("toc ") for name in names):
            return Look(is_contents=True)
        if _TITLES & {*names}:
            return Look(TITLE)
        if level := _heading_level(chain, names):
            return Look(HEADING, level)
        return Look(self._list_style(chain, names), _list_level(chain, names), bold=bold)

    def run_is_bold(self, run, paragraph_bold):
        own = _find(run, "w:rPr/w:b")
        if own is not None:
            return _is_on(own)
        return self._is_bold(self._chain(_value(run, "w:rPr/w:rStyle"))) or paragraph_bold

    def _chain(self, style_id):
        chain = []
        while style_id in self._styles and len(chain) < _MOST_BASES:
            chain.append(self._styles[style_id])
            style_id = _value(chain[-1], "w:basedOn")
        return chain

    def _is_bold(self, chain):
        for style in chain:
            if (own := _find(style, "w:rPr/w:b")) is not None:
                return _is_on(own)
        return False

    def _list_style(self, chain, names):
        for element in chain:
            if number := _value(element, "w:pPr/w:numPr/w:numId"):
                if number == "0":
                    return PARAGRAPH
                level = _value(element, "w:pPr/w:numPr/w:ilvl") or "0"
                return self._formats.get((number, level), BULLET)
        if any(name.startswith("list bullet") for name in names):
            return BULLET
        return NUMBER if any(name.startswith("list number") for name in names) else PARAGRAPH


def _find(element, path):
    for name in path.split("/"):
        element = element.find(qn(name)) if element is not None else None
    return element


def _value(element, path):
    found = _find(element, path)
    return (found.get(qn("w:val")) or "") if found is not None else ""


def _is_on(toggle):
    return (toggle.get(qn("w:val")) or "1").lower() not in _OFF


def _heading_level(chain, names):
    for element in chain:
        if (outline := _value(element, "w:pPr/w:outlineLvl")).isdigit():
            return int(outline) + 1 if int(outline) < _BODY_LEVEL else 0
    for name in names:
        if match := _HEADING.fullmatch(name):
            return int(match[1])
    return 0


def _list_level(chain, names):
    """How many lists a list item is inside of; "List Bullet 2" is inside of one."""
    for element in chain:
        if (level := _value(element, "w:pPr/w:numPr/w:ilvl")).isdigit() and level != "0":
            return int(level)
    return next((int(name[-1]) - 1 for name in names if re.fullmatch(r"list \w+ [2-5]", name)), 0)


def _list_formats(document):
    """{(list, level): bullet or number}, from the part that defines the lists."""
    part = next(
        (part for part in document.part.package.iter_parts() if "/numbering" in part.partname), None
    )
    if part is None:
        return {}
    root = part.element
    levels = {
        kind.get(qn("w:abstractNumId")): {
            level.get(qn("w:ilvl")): _format(level) for level in kind.findall(qn("w:lvl"))
        }
        for kind in root.findall(qn("w:abstractNum"))
    }
    return {
        (number.get(qn("w:numId")), level): style
        for number in root.findall(qn("w:num"))
        for level, style in levels.get(_value(number, "w:abstractNumId"), {}).items()
    }


def _format(level):
    name = _value(level, "w:numFmt")
    if name in ("bullet", ""):
        return BULLET
    return PARAGRAPH if name == "none" else NUMBER
