"""A clinic's Q&A document becomes a draft procedure.

Reading goes step by step, and only the last one knows the database:
``reading`` (bytes to lines) → ``document`` (lines to questions) → ``saving`` (a draft).
"""

from .document import read_document
from .refusals import Kept, NoName, NotQuestions, Refused, Unreadable
from .saving import Result, save

__all__ = [
    "Kept",
    "NoName",
    "NotQuestions",
    "Refused",
    "Result",
    "Unreadable",
    "import_document",
    "read_document",
    "save",
]


def import_document(file_name, data, name="", slug="", replace=False):
    """Import these bytes; gives the document as it was read, and what became of it.

    Raises ``Refused`` with one sentence for the person, and then nothing is written.
    """
    document = read_document(file_name, data, name=name)
    return document, save(document, slug=slug, replace=replace)
