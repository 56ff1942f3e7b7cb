"""One question with the lines below it, until the next question."""

from dataclasses import replace

from .lines import BULLET, PARAGRAPH, Line
from .splitting import without_answer_mark

_QUESTION_MOST = 255
_ITEM_MOST_LETTERS, _ITEM_MOST_WORDS, _FEWEST_ITEMS = 60, 8, 3
_STRAY_MOST_LETTERS, _STRAY_MOST_WORDS = 80, 10


def question_and_body(heading, body):
    """The question in the letters a page has room for, and the lines of its answer."""
    if heading.rest:
        body = [Line(heading.rest), *body]
    elif body:
        text = without_answer_mark(body[0].text, heading.is_asked)
        body = [replace(body[0], text=text), *body[1:]]
    question, overflow = _shortened(heading.question)
    body = [Line(overflow), *body] if overflow else body
    return question, _with_lists(body)


def _shortened(question):
    if len(question) <= _QUESTION_MOST:
        return question, ""
    end = question.rfind(" ", 0, _QUESTION_MOST + 1)
    end = end if end > 0 else _QUESTION_MOST
    return question[:end].strip(), question[end:].strip()


def _with_lists(lines):
    """Short lines are a list that lost its marks: after a colon, or as the answer itself."""
    made, run = [], None
    if len(lines) >= _FEWEST_ITEMS and all(
        _is_item(line) and line.text[0].isupper() for line in lines[:_FEWEST_ITEMS]
    ):
        run = []
    for line in lines:
        if run is not None and _is_item(line):
            run.append(line)
            continue
        made += _as_list(run)
        run = [] if line.text.endswith(":") and not line.is_listed else None
        made.append(replace(line, style=line.style if line.is_listed else PARAGRAPH))
    return made + _as_list(run)


def _as_list(run):
    items = run or []
    return [replace(line, style=BULLET) for line in items] if len(items) > 1 else items


def _is_item(line):
    text = line.text
    return (
        line.style == PARAGRAPH
        and not line.bold
        and len(text) <= _ITEM_MOST_LETTERS
        and len(text.split()) <= _ITEM_MOST_WORDS
        and not text.endswith((".", "!", ":"))
    )


def is_stray(line):
    """A short line that is no sentence, such as "logo" or "Home > Services"."""
    text = line.text
    is_short = len(text) <= _STRAY_MOST_LETTERS and len(text.split()) <= _STRAY_MOST_WORDS
    return is_short and not line.is_listed and not text.endswith((".", "!", "?", ":"))
