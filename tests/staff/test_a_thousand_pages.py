"""A clinic with a thousand procedures: no page asks the database more often than with three."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.models import Procedure, Question, Status, Version, What
from procedures.models.question import REQUIRED_KINDS
from procedures.views import set_once
from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published
from tests.people import browser, editor, owner

from .forms import add_page, edit_page, list_page

DESK = list_page(Procedure)
GONE = 1_000_000  # added to numbers of pages that are no more


@pytest.fixture
def world(db):
    make_clinic()
    make_office()
    condition = make_condition()
    pages = [make_published(conditions=[condition]) for _number in range(3)]
    pages[0].related.set(pages[1:])
    Version.keep(pages[0], "editor", What.SAVED)
    delete(make_procedure())
    return pages[0]


def delete(page):
    Version.keep(page, "editor", What.DELETED)
    page.delete()


def fill_up(first, to):
    """Published pages like the first, of the same condition, each once deleted and once saved."""
    at = timezone.now()
    pages = Procedure.objects.bulk_create(
        Procedure(name=f"Page {n}", slug=f"page-{n}", summary="It eases pain.",
                  status=Status.PUBLISHED, publish_at=at)
        for n in range(Procedure.objects.count(), to)
    )  # fmt: skip
    Question.objects.bulk_create(
        Question(procedure=page, position=1, kind=kind, question="What?", answer="It eases pain.")
        for page in pages
        for kind in REQUIRED_KINDS
    )
    first.conditions.get().procedures.add(*pages)
    said = first.versions.first().content
    Version.objects.bulk_create(
        Version(
            model="procedure",
            record=record,
            name="Page",
            at=at,
            by="editor",
            what=what,
            content=said,
        )
        for page in pages
        for record, what in ((first.pk, What.SAVED), (page.pk + GONE, What.DELETED))
    )


def queries(client, path):
    """Of a page that is set anew."""
    set_once.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def staff_pages(page):
    own = edit_page(page)
    return [
        "/admin/",
        DESK,
        f"{DESK}?q=eases",
        add_page(Procedure),
        own,
        own.replace("change/", "history/"),
        own.replace("change/", "review/"),
        f"{DESK}deleted/",
        f"{DESK}import/",
        edit_page(page.conditions.get()),
    ]


def public_pages(page):
    return [
        "/",
        "/procedures/",
        "/conditions/",
        page.get_absolute_url(),
        page.conditions.get().get_absolute_url(),
        "/sitemap.xml",
        "/book/",
    ]


def test_no_page_asks_more_often_of_a_thousand_procedures_than_of_three(world, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # each minute a session is written down anew
    desk = browser(editor())
    asked = [(desk, path) for path in staff_pages(world)]
    asked += [(browser(owner()), "/admin/")]
    asked += [(Client(), path) for path in public_pages(world)]
    for client, path in asked:
        client.get(path)  # looks up what is kept from then on
    few = [queries(client, path) for client, path in asked]
    fill_up(world, to=1000)
    assert Procedure.objects.published().count() == 1000
    many = [queries(client, path) for client, path in asked]
    grown = [(path, a, b) for (_client, path), a, b in zip(asked, few, many, strict=True) if b > a]
    assert grown == []
