"""Sample Word documents, made on the spot."""

from io import BytesIO

from docx import Document


def as_bytes(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word_file(*paragraphs):
    """A .docx of (text, style) pairs; the style "Bold" is a paragraph in bold."""
    document = Document()
    for text, style in paragraphs:
        if style == "Bold":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text, style=style)
    return as_bytes(document)
