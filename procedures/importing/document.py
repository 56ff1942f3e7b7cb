"""The document that was read, understood as a procedure with its questions. No database here."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.models import Kind

from . import contents, headings, names, reading, sections, titles
from .answers import as_answer
from .boilerplate import is_boilerplate
from .casing import sentence_case
from .checking import checks_for
from .conditions import key, listed_conditions
from .kinds import kind_of
from .lines import clean, merge_bare_marks, sentences
from .refusals import NotQuestions
from .times import time_in

_SUMMARY_MOST, _MOST_QUESTIONS = 300, 200


@dataclass
class ImportedQuestion:
    question: str
    kind: Kind
    answer: str
    lines: list = field(default_factory=list, repr=False)


@dataclass
class ImportedDocument:
    name: str = ""
    summary: str = ""
    questions: list[ImportedQuestion] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    time: str = ""
    left_out: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)

    def of_kind(self, kind):
        return [question for question in self.questions if question.kind == kind]


def read_document(file_name, data, name=""):
    """The document in these bytes. Raises ``Unreadable`` or ``NotQuestions``."""
    source = reading.read(file_name, data)
    document = ImportedDocument(left_out=source.left_out, checks=source.checks)
    lines, dropped = contents.without_surroundings(merge_bare_marks(source.lines))
    document.left_out += dropped
    title = titles.marked_title(lines)
    found = headings.find(lines, title.indexes)
    lines, found, dropped = contents.without_contents(lines, found, title.indexes)
    document.left_out += dropped
    _refuse_other_documents(lines, found)
    before = range(found[0].index)
    titles.complete(title, lines, before, [heading.question for heading in found])
    _take_questions(document, lines, found, title)
    _take_name(document, title, name, [source.name, file_name])
    _take_preface(document, lines, before, title)
    document.conditions, checks = listed_conditions(document.of_kind(Kind.TREATS), _prose(document))
    document.time = _time(document)
    document.checks += checks + checks_for(document)
    return document


def _refuse_other_documents(lines, found):
    answered = [
        heading
        for heading, end in zip(found, headings.ends(found, len(lines)), strict=True)
        if heading.rest or any(line.text for line in lines[heading.index + 1 : end])
    ]
    if found and not answered:
        raise NotQuestions(_("The document asks questions but holds no answers to them."))
    kinds = {kind_of(heading.question) for heading in answered}
    asks = sum("?" in heading.question or heading.is_asked for heading in answered)
    if kinds <= {Kind.OTHER} and asks < 2:
        raise NotQuestions(
            _(
                "This is not a Q&A document: no line in it is a question on its own, "
                "such as “What is a trigger point injection?”."
            )
        )
    if len(found) > _MOST_QUESTIONS:
        raise NotQuestions(_("The document holds more than 200 questions, too many for one page."))


def _take_questions(document, lines, found, title):
    titled = {lines[index].text for index in title.indexes}
    for heading, end in zip(found, headings.ends(found, len(lines)), strict=True):
        body = [line for line in lines[heading.index + 1 : end] if line.text]
        above = [line for line in body if line.text in titled or titles.is_other_title(line)]
        document.left_out += [line.text for line in above]
        body = [line for line in body if line not in above]
        question, body = sections.question_and_body(heading, body)
        if question != heading.question:
            document.checks.append(_("A long question goes on in its answer: “%s”") % question)
        made = ImportedQuestion(question, kind_of(heading.question), as_answer(body), body)
        document.questions.append(made)


def _take_name(document, title, name, others):
    from_head, file_name = others
    prose = _prose(document)
    if name := clean(name):
        document.name = name
    elif title.name:
        document.name = sentence_case(title.name, prose)
    else:
        defined = (names.from_question(made.question) for made in document.of_kind(Kind.WHAT))
        defined = [from_head, *defined, names.from_file_name(file_name)]
        document.name = sentence_case(next(filter(None, defined), ""), prose)
        document.checks.append(_("The document has no title: check the name “%s”.") % document.name)
    unused = [title.name, from_head, *title.extra]
    document.left_out += [text for text in unused if text and key(text) != key(document.name)]


def _take_preface(document, lines, before, title):
    """Words before the first question: stray lines, then what introduces the page."""
    after_title = max(title.indexes, default=-1)
    free = [index for index in before if index not in title.indexes and lines[index].text]
    stray = [
        index
        for index in free
        if is_boilerplate(lines[index]) or (index < after_title and sections.is_stray(lines[index]))
    ]
    document.left_out += [lines[index].text for index in stray]
    preface = [lines[index] for index in free if index not in stray]
    text = " ".join(line.text for line in preface)
    is_sentence = len(sentences(text)) == 1 and text.endswith((".", "!"))
    if len(preface) == 1 and is_sentence and len(text) <= _SUMMARY_MOST:
        document.summary = text
    elif preface:
        about = _("About %(name)s") % {"name": document.name}
        about = ImportedQuestion(about, Kind.OTHER, as_answer(preface), preface)
        document.questions.insert(0, about)


def _prose(document):
    return "\n".join(line.text for made in document.questions for line in made.lines)


def _time(document):
    """Steps of the visit first; an answer to "how long" may say the time without its subject."""
    happens = document.of_kind(Kind.HAPPENS)
    asked = [made for made in happens if "how long" in made.question.lower()]
    others = [made for made in happens if made not in asked]
    return (
        time_in(_texts(others))
        or time_in(_texts(asked), is_asked=True)
        or time_in(_texts(document.of_kind(Kind.WHAT)))
    )


def _texts(questions):
    return [line.text for made in questions for line in made.lines]
