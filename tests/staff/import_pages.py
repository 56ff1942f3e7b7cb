"""The pages of the import as an editor uses them: a document in, a look at it, and a yes."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from procedures.models import Procedure
from tests.factories import make_published

from .forms import fields_of

IMPORT, ACCEPT = "/admin/procedures/procedure/import/", "/admin/procedures/procedure/import/accept/"
TEXT = """Sample Block Q&A

A sample block numbs a nerve.

What is a sample block?

A small shot.

What conditions does it treat?

• Neck pain
• Headaches

What happens during a sample block?

It takes about 20 minutes.
"""


def paste(client, text=TEXT, **fields):
    return client.post(IMPORT, {"text": text, **fields})


def upload(client, data, name="sample.txt", **fields):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data), **fields})


def accept(client, look, **fields):
    return client.post(ACCEPT, fields_of(look) | fields, follow=True)


def said(response):
    return response.content.decode()


def complaints(response):
    form = response.context["form"]
    return [error for errors in form.errors.values() for error in errors]


def block():
    return Procedure.objects.with_rows().get(slug="sample-block")


def make_reviewed_block():
    """A public page of that name, which a clinician has reviewed."""
    page = make_published("Sample block", summary="The old sentence.", position=7)
    page.related.add(make_published("Other"))
    fields = {"reviewer_name": "Dr. Sample", "reviewer_role": "Physician"}
    Procedure.objects.filter(pk=page.pk).update(reviewed_on=date(2026, 1, 2), **fields)
    return block()
