"""Every word a person reads in a template goes through translation."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TRANSLATED = re.compile(
    r"{%\s*blocktranslate.*?%}.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}"
    r"|{%\s*comment.*?endcomment\s*%}",
    re.DOTALL,
)
SAID_IN_ATTRIBUTES = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]+)"')


def words_left(text):
    text = TRANSLATED.sub(" ", text)
    left = " ".join(SAID_IN_ATTRIBUTES.findall(text))
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    # what a tag leaves when a template tag inside held a quote or a bracket
    text = re.sub(r"<[^>]*>", " ", text)
    return re.findall(r"[A-Za-z]{2,}", re.sub(r"&\w+;", " ", left + " " + text))


def test_templates_hold_no_untranslated_words():
    found = {}
    for path in TEMPLATES.rglob("*.html"):
        if left := words_left(path.read_text()):
            found[str(path.relative_to(TEMPLATES))] = left
    assert found == {}


def test_the_check_itself_sees_a_bare_word():
    assert words_left('<p class="x">{% translate "Fine" %} bare</p>') == ["bare"]
    assert words_left('<a aria-label="Close">{{ x }}</a>') == ["Close"]
