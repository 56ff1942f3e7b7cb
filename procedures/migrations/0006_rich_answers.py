"""Answers become HTML, in pages and in every kept version. What was as the program wrote it still
counts as such: its fingerprint is taken anew.
"""

from django.db import migrations, models

from procedures.models.origin import fingerprint
from procedures.models.rich_text import from_plain, plain_text

# what the fingerprint of a page was made of when this was written
FIELDS = (
    "name", "slug", "other_names", "summary", "safety_notice", "sources",
    "time", "stay", "awake", "driver", "take_it_easy",
)  # fmt: skip
ROWS = ("questions", "steps", "milestones", "warning_signs", "side_effects")


def to_html(apps, schema_editor):
    convert(apps, from_plain)


def to_plain(apps, schema_editor):
    convert(apps, plain_text)


def convert(apps, change):
    Procedure = apps.get_model("procedures", "Procedure")
    untouched = [
        page
        for page in Procedure._base_manager.exclude(origin_fingerprint="")
        if page.origin_fingerprint == fingerprint(content_of(page))
    ]
    for question in apps.get_model("procedures", "Question").objects.iterator():
        question.answer = change(question.answer)
        question.save(update_fields=["answer"])
    for version in apps.get_model("procedures", "Version").objects.iterator(chunk_size=100):
        for question in version.content.get("questions", ()):
            question["answer"] = change(question["answer"])
        version.save(update_fields=["content"])
    for page in untouched:
        page.origin_fingerprint = fingerprint(content_of(page))
        Procedure._base_manager.filter(pk=page.pk).update(
            origin_fingerprint=page.origin_fingerprint
        )


def content_of(page):
    content = {name: getattr(page, name) for name in FIELDS}
    if page.picture:
        content |= {"picture": page.picture, "picture_alt": page.picture_alt}
    for rows in ROWS:
        content[rows] = [row_of(row) for row in getattr(page, rows).order_by("position", "pk")]
    for others in ("conditions", "related"):
        content[others] = sorted(other.pk for other in getattr(page, others).all())
    return content


def row_of(row):
    fields = (field.name for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in fields if name not in ("id", "procedure")}


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_providers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="answer",
            field=models.TextField(
                blank=True,
                help_text=(
                    "Paragraphs, lists, bold words and links are kept, and nothing else. "
                    "Without the buttons, write plain text: an empty line between paragraphs, and "
                    "“- ” or “1. ” before each line of a list. "
                    "Where you see tags, write between them."
                ),
                verbose_name="answer",
            ),
        ),
        migrations.RunPython(to_html, to_plain),
    ]
