from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from procedures.importing import read_document
from procedures.models import Kind

from .wordfiles import as_bytes, word_file


def questions(data):
    document = read_document("sample.docx", data)
    return [(made.question, made.answer) for made in document.questions]


def test_headings_lists_and_the_title_are_read_by_their_styles():
    data = word_file(
        ("Sample Nerve Block", "Title"),
        ("What is a sample nerve block?", "Heading 1"),
        ("It numbs a nerve.", "Normal"),
        ("Conditions treated", "Heading 1"),
        ("Neck pain", "List Bullet"),
        ("Back pain", "List Bullet"),
        ("What happens?", "Heading 1"),
        ("You lie down.", "List Number"),
        ("You go home.", "List Number"),
    )
    document = read_document("sample.docx", data)
    assert document.name == "Sample nerve block"
    assert document.conditions == ["Neck pain", "Back pain"]
    assert [made.answer for made in document.questions] == [
        "It numbs a nerve.",
        "- Neck pain\n- Back pain",
        "1. You lie down.\n2. You go home.",
    ]


def test_bold_paragraphs_are_headings():
    data = word_file(
        ("Sample Block FAQ", "Normal"),
        ("What is a sample block?", "Bold"),
        ("A shot. Why wait?", "Normal"),
        ("Recovery", "Bold"),
        ("Rest.", "Normal"),
    )
    assert questions(data) == [
        ("What is a sample block?", "A shot. Why wait?"),
        ("Recovery", "Rest."),
    ]


def test_a_bold_question_and_its_answer_share_a_paragraph():
    document = Document()
    for question, answer in (("What is a sample block?", "A shot."), ("Is it safe?", "Yes.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(question).bold = True
        paragraph.add_run(f" {answer}")
    assert questions(as_bytes(document)) == [
        ("What is a sample block?", "A shot."),
        ("Is it safe?", "Yes."),
    ]


def test_line_breaks_inside_a_paragraph_part_question_list_and_answer():
    document = Document()
    document.add_paragraph("Sample Block FAQ")
    document.add_paragraph("What can it treat?\nIt treats:\n• Neck pain\n• Hip pain")
    document.add_paragraph("Is it safe?\nYes, for most people\nwho have pain.")
    assert questions(as_bytes(document)) == [
        ("What can it treat?", "It treats:\n\n- Neck pain\n- Hip pain"),
        ("Is it safe?", "Yes, for most people\n\nwho have pain."),
    ]


def test_a_table_of_questions_and_answers_is_read_row_by_row():
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for row in (
        ("Question", "Answer"),
        ("What is a sample block?", "A shot."),
        ("Is it safe?", "Yes."),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    read = read_document("sample.docx", as_bytes(document))
    assert [made.question for made in read.questions] == ["What is a sample block?", "Is it safe?"]
    assert read.left_out == ["Question Answer"]


def test_rows_of_other_tables_become_list_items():
    document = Document()
    document.add_heading("When can I return to work?")
    table = document.add_table(rows=0, cols=2)
    for row in (("Day 1", "Rest"), ("Day 2", "Work")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    assert questions(as_bytes(document)) == [
        ("When can I return to work?", "- Day 1: Rest\n- Day 2: Work")
    ]


def _xml(inner):
    return parse_xml(inner.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))


def test_words_in_links_content_controls_and_insertions_are_kept_and_deleted_ones_are_not():
    document = Document()
    document.add_heading("What is a sample block?")
    document.element.body.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>It is </w:t></w:r>"
            "<w:hyperlink><w:r><w:t>a shot</w:t></w:r></w:hyperlink>"
            "<w:ins w:id='1' w:author='Sample'><w:r><w:t> today</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='Sample'><w:r><w:delText> old</w:delText></w:r></w:del>"
            "<w:r><w:t>.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    )
    assert questions(as_bytes(document)) == [("What is a sample block?", "It is a shot today.")]


def test_a_text_box_is_read_once():
    document = Document()
    document.add_heading("What is a sample block?")
    box = "<w:txbxContent><w:p><w:r><w:t>A shot.</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    document.element.body.append(
        _xml(
            f"<w:p><w:r><mc:AlternateContent xmlns:mc='{mc}'>"
            f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
    )
    assert questions(as_bytes(document)) == [("What is a sample block?", "A shot.")]


def test_words_of_a_header_are_reported():
    document = Document()
    document.add_heading("What is a sample block?")
    document.add_paragraph("A shot.")
    document.sections[0].header.paragraphs[0].text = "Sample Pain Clinic"
    assert read_document("sample.docx", as_bytes(document)).left_out == ["Sample Pain Clinic"]


def test_a_numbered_bold_question_is_a_heading_and_numbered_steps_are_not():
    document = Document()
    for text in ("What happens during a sample block?", "Is it safe?"):
        document.add_paragraph(style="List Number").add_run(text).bold = True
        document.add_paragraph("You sit down.", style="List Number")
    read = read_document("sample.docx", as_bytes(document))
    assert [made.kind for made in read.questions] == [Kind.HAPPENS, Kind.SIDE_EFFECTS]
    assert read.questions[0].answer == "1. You sit down."


def test_numbered_and_bold_headings_need_no_question_mark():
    document = Document()
    for text in ("What is a sample block?", "What is it used for?", "Recovery"):
        document.add_paragraph(text, style="List Number")
        document.add_paragraph("Sample words.")
    assert [text for text, _answer in questions(as_bytes(document))][2:] == ["Recovery"]
    data = word_file(
        ("Sample Block", "Title"),
        ("What is a sample block?", "Bold"),
        ("A shot.", "Normal"),
        ("How is it done?", "Bold"),
        ("With a needle.", "Normal"),
        ("Important:", "Bold"),
        ("Bring a list.", "Normal"),
        ("Living with the results", "Bold"),
        ("Keep a diary.", "Normal"),
    )
    assert questions(data)[1:] == [
        ("How is it done?", "With a needle.\n\nImportant:\n\nBring a list."),
        ("Living with the results", "Keep a diary."),
    ]


def test_every_row_of_a_table_of_questions_is_one():
    document = Document()
    document.add_heading("Sample Knee Block")
    table = document.add_table(rows=0, cols=3)
    for row in (("", "Q", "A"), ("1.", "What is it?", "A shot."), ("2.", "Recovery", "Rest.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    read = read_document("sample.docx", as_bytes(document))
    assert read.name == "Sample knee block"
    assert [made.question for made in read.questions] == ["What is it?", "Recovery"]


def test_items_of_a_list_in_a_list_are_no_conditions():
    data = word_file(
        ("Sample Block", "Title"),
        ("What does it treat?", "Heading 1"),
        ("Knee pain", "List Bullet"),
        ("in an early stage", "List Bullet 2"),
        ("Hip pain", "List Bullet"),
    )
    document = read_document("sample.docx", data)
    assert document.conditions == ["Knee pain", "Hip pain"]
    assert "- in an early stage" in document.questions[0].answer


def test_headings_of_programs_that_write_styles_in_other_languages():
    document = Document()
    for name in ("Título", "Überschrift 2"):
        document.styles.add_style(name, 1)
    for text, style in (
        ("Sample Block", "Título"),
        ("What is it?", "Überschrift 2"),
        ("A shot.", "Normal"),
        ("Cost", "Überschrift 2"),
        ("Ask us.", "Normal"),
    ):
        document.add_paragraph(text, style=style)
    read = read_document("sample.docx", as_bytes(document))
    assert (read.name, len(read.questions)) == ("Sample block", 2)
