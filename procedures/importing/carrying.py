"""A document that was read, as plain data and back: what a person looks at before it is saved."""

from procedures.models import Kind

from .document import ImportedDocument, ImportedQuestion

_PLAIN = ("name", "summary", "conditions", "time", "left_out", "checks")


def as_data(document):
    data = {name: getattr(document, name) for name in _PLAIN}
    data["questions"] = [
        [made.question, str(made.kind), made.answer] for made in document.questions
    ]
    return data


def from_data(data):
    questions = [
        ImportedQuestion(question, Kind(kind), answer)
        for question, kind, answer in data["questions"]
    ]
    return ImportedDocument(questions=questions, **{name: data[name] for name in _PLAIN})
