"""A page is set in type once for the same words, and anew for others: whatever was changed, by
whatever road, the next reader sees it.
"""

from datetime import date, timedelta

import pytest
from django.db import connection, models
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.models import Clinic, Frequency, Office, Procedure, Status
from procedures.views import set_once
from tests.factories import make_clinic, make_condition, make_office, make_published

pytestmark = pytest.mark.django_db

PICTURE = {"picture": "a1b2c3", "picture_alt": "A sample picture.", "picture_widths": [320]}


@pytest.fixture(autouse=True)
def nothing_remembered():
    set_once.forget()


@pytest.fixture
def page():
    make_clinic(privacy_practices="We keep it.")
    make_office()
    other = make_published("Another injection", time="1 hour", **PICTURE)
    page = make_published(
        "Sample injection",
        conditions=[make_condition(place="neck")],
        safety_notice="<p>A rare risk.</p>",
        other_names="shot",
        reviewer_name="A. Reviewer",
        reviewer_role="Clinician",
        reviewed_on=date(2026, 11, 2),
        time="20 minutes",
        **PICTURE,
    )
    page.related.add(other)
    page.steps.create(title="You sit", text="Or lie down.")
    page.milestones.create(when="Today", text="Rest.")
    page.side_effects.create(frequency=Frequency.RARE, text="an infection")
    return page


@pytest.fixture(params=["procedure", "condition", "home"])
def address(request, page):
    """Of each kind of page that is set once."""
    condition = page.conditions.get()
    places = {"procedure": page, "condition": condition}
    return places[request.param].get_absolute_url() if request.param in places else "/"


def read(client, address):
    return client.get(address).content.decode()


def read_anew(client, address):
    set_once.forget()
    return read(client, address)


def rows_of(page):
    yield from (Clinic.objects.get(), page, page.related.get(), page.conditions.get())
    yield from (getattr(page, rows).first() for rows in Procedure.ROWS)
    yield from (Office.objects.get(), Office.objects.get().hours.first())


def test_the_same_words_cost_one_question(client, address):
    first = read(client, address)
    with CaptureQueriesContext(connection) as asked:
        assert read(client, address) == first
    assert len(asked) == 2  # the other one: whether a draft is due


def test_every_word_that_is_changed_by_hand_is_seen_by_the_next_reader(client, page, address):
    """Each text of each row that the page shows, past Django and its signals."""
    stale, seen = [], 0
    for row in rows_of(page):
        for field in row._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                before, words = read(client, address), getattr(row, field.attname)
                change(row, field, f"{words[:-1]}7")
                after = read(client, address)
                if after != read_anew(client, address):
                    stale.append(f"{row._meta.label}.{field.name}")
                seen += after != before
                change(row, field, words)
    assert stale == [] and seen > (20 if address == page.get_absolute_url() else 10)


def change(row, field, words):
    table, quoted = row._meta.db_table, connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quoted(table)} SET {quoted(field.column)} = %s WHERE id = %s", [words, row.pk]
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.steps.create(title="You rest", text="A while."),
        lambda page: page.steps.all().delete(),
        lambda page: page.warning_signs.first().delete(),
        lambda page: page.conditions.clear(),
        lambda page: page.related.add(make_published("Aaa", conditions=page.conditions.all())),
        lambda page: page.conditions.add(make_condition("Back pain")),
        lambda page: page.related.clear(),
        lambda page: page.related.update(status=Status.DRAFT),
        lambda page: page.related.update(publish_at=timezone.now() + timedelta(days=1)),
        lambda page: make_office("Northgate"),
        lambda page: Office.objects.update(is_public=False),
        lambda page: Office.objects.get().hours.all().delete(),
    ],
)
def test_what_comes_and_goes_is_seen_by_the_next_reader(client, page, address, change):
    before = read(client, address)
    change(page)
    after = read(client, address)
    assert after == read_anew(client, address)
    assert after != before or address != page.get_absolute_url()


def test_a_page_that_is_no_more_is_not_remembered(client, page):
    read(client, page.get_absolute_url())
    Procedure.objects.filter(pk=page.pk).update(status=Status.WITHDRAWN)
    assert client.get(page.get_absolute_url()).status_code == 404


def test_a_page_changed_while_it_was_set_is_set_anew_for_the_next():
    words = iter(["before", "after", "after", "after"])
    pages = iter([b"half old", b"new"])
    view = set_once.set_once(lambda: next(words))(lambda request: HttpResponse(next(pages)))
    request = RequestFactory().get("/sample/")
    assert [view(request).content for _time in range(2)] == [b"half old", b"new"]


def test_no_more_pages_are_remembered_than_there_is_room_for(client, monkeypatch):
    monkeypatch.setattr(set_once, "MOST", 2)
    for page in [make_published() for _number in range(4)]:
        read(client, page.get_absolute_url())
    assert len(set_once._pages) == 2
