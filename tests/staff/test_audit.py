"""The owner asks who looked at whom."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures.booking import actions, looks
from procedures.booking.models import How, Look, LookedAt
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import auditor, browser, editor, front_desk, owner, stranger

pytestmark = pytest.mark.django_db
HOME = reverse("admin:booking_look_changelist")


@pytest.fixture
def asking():
    return browser(owner())


def audit_of(client, reference, **more):
    page = reverse("admin:booking_look_request")
    return client.get(f"{page}?{urlencode({'reference': reference} | more)}")


def looks_of(client, who, **period):
    page = reverse("admin:booking_look_colleague")
    return client.get(f"{page}?{urlencode({'who': who} | period)}")


def look_at(*references, by="frontdesk", how=How.LIST, at=None, detail=""):
    look = Look(at=at or timezone.now(), by=by, how=how, count=len(references), detail=detail)
    look.save()
    LookedAt.objects.bulk_create(LookedAt(look=look, reference=each) for each in references)
    return look


def rows(response):
    """The words of each line of the tables, the columns set apart by a bar."""
    lines = re.findall(r"<tr>(.*?)</tr>", response.content.decode(), re.DOTALL)
    cells = [re.findall(r"<t[hd]\b[^>]* data-label=.*?</t[hd]>", line, re.DOTALL) for line in lines]
    plain = [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]
    return [" | ".join(row) for row in plain if row]


# ---- who looked at this patient? ----


def test_every_look_at_a_request_is_told_newest_first(asking):
    at = datetime(2026, 7, 6, 16, 30, tzinfo=UTC)
    look_at("AAAA-2222", "BBBB-3333", at=at, detail="To call")
    look_at("AAAA-2222", by="gone", how=How.RECORD, at=at + timedelta(minutes=5))
    look_at("BBBB-3333", at=at)
    assert rows(audit_of(asking, "aaaa-2222 ")) == [
        "Mon, Jul 6, 2026, 12:35 pm | gone | Opened the record | –",
        "Mon, Jul 6, 2026, 12:30 pm | frontdesk | Saw a list To call | 1",
    ]


def test_what_was_done_stands_beside_who_looked(asking):
    request = receive()
    actions.take(request=request, by=front_desk())
    steps = rows(audit_of(asking, request.reference))
    assert [step.split(" | ", 1)[1] for step in steps] == [
        "frontdesk | Taken",
        "the patient | Request received online",
    ]


def test_an_erased_and_a_deleted_request_are_answered_for_as_well(asking):
    request = receive()
    looks.record_look(by=front_desk(), how=How.RECORD, requests=[request])
    actions.erase(request=request, by=actions.SYSTEM)
    before = rows(audit_of(asking, request.reference))
    request.delete()
    assert rows(audit_of(asking, request.reference)) == before
    assert len(before) == 3 and "the site | Personal data erased" in before[1]


def test_an_unknown_reference_says_so(asking):
    page = audit_of(asking, "ZZZZ-9999").content.decode()
    assert "No look at this reference is on record." in page
    assert "Nothing is on record under this reference." in page


@pytest.mark.parametrize(
    "words", ["Maria", "Stephens", "AAAA-2222 or", "<script>", "ＡＡＡＡ-２２２２"]
)
def test_what_is_no_reference_is_refused_kindly(asking, words):
    response = audit_of(asking, words)
    assert "Enter a reference such as 7K3Q-9M2X." in response.content.decode()
    assert "page" not in response.context


def test_browsers_send_nothing_that_is_no_reference(asking):
    pattern = re.search(r'pattern="([^"]+)"', asking.get(HOME).content.decode())[1]
    assert re.fullmatch(pattern, "7k3q-9m2x")
    assert not re.fullmatch(pattern, "Stephens")


# ---- what did this colleague look at? ----


def test_the_last_week_of_a_colleague_is_told_newest_first(asking):
    now = timezone.now()
    look_at("AAAA-2222", at=now - timedelta(days=1), how=How.SEARCH)
    look_at("AAAA-2222", "BBBB-3333", at=now)
    look_at("AAAA-2222", at=now - timedelta(days=8))
    look_at("AAAA-2222", at=now, by="another")
    ends = [row.split(" | ", 1)[1] for row in rows(looks_of(asking, "frontdesk"))]
    assert ends == ["Saw a list | 2", "Searched | 1"]


def test_a_period_holds_its_first_and_its_last_day_whole(asking):
    for day, hour in ((5, 3), (5, 4), (8, 3), (8, 4)):  # midnight in New York is 4 in UTC
        look_at("AAAA-2222", at=datetime(2026, 7, day, hour, tzinfo=UTC))
    found = rows(looks_of(asking, "frontdesk", since="2026-07-05", until="2026-07-07"))
    assert [row.split(" | ")[0] for row in found] == [
        "Tue, Jul 7, 2026, 11 pm",
        "Sun, Jul 5, 2026, 12 am",
    ]


def test_names_outlive_accounts_and_wait_for_a_first_look(asking):
    look_at(by="long gone")
    look_at(by="long gone")
    front_desk(name="quite new")
    stranger()
    choices = asking.get(HOME).context["colleague_form"].fields["who"].choices
    assert [name for name, _label in choices] == ["long gone", "owner", "quite new"]


def test_each_look_opens_to_the_references_it_showed(asking):
    request = receive(name="Maria Gonzales")
    look = looks.record_look(by="x", how=How.LIST, requests=[request], references=["BBBB-3333"])
    html = asking.get(reverse("admin:booking_look_shown", args=[look.pk])).content.decode()
    for reference in (request.reference, "BBBB-3333"):
        assert f'request/?reference={reference}">{reference}</a>' in html
    assert "Maria" not in html


def test_a_search_that_found_nobody_is_told_too(asking):
    look = look_at(how=How.SEARCH)
    page = asking.get(reverse("admin:booking_look_shown", args=[look.pk]))
    assert "It showed no request." in page.content.decode()
    assert asking.get(reverse("admin:booking_look_shown", args=[0])).status_code == 404


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"since": "2026-07-07", "until": "2026-07-05"}, "not before the first one"),
        ({"since": "tomorrow"}, "Enter a valid date."),
    ],
)
def test_days_that_make_no_period_are_refused_kindly(asking, period, words):
    look_at()
    assert words in looks_of(asking, "frontdesk", **period).content.decode()


# ---- for the owner alone, and quick ----


@pytest.mark.parametrize("person", [editor, front_desk, auditor, stranger, None])
def test_nobody_but_the_owner_sees_the_audit(person):
    look = look_at("AAAA-2222")
    client = browser(person()) if person else Client()
    expected = 302 if person in (stranger, None) else 403
    pages = [HOME, reverse("admin:booking_look_shown", args=[look.pk])]
    answers = [client.get(page) for page in pages]
    answers += [audit_of(client, "AAAA-2222"), looks_of(client, "frontdesk")]
    assert [answer.status_code for answer in answers] == [expected] * 4


def test_the_audit_is_read_only_and_no_look_itself(asking):
    look_at("AAAA-2222")
    audit_of(asking, "AAAA-2222")
    looks_of(asking, "frontdesk")
    asking.get(HOME)
    assert Look.objects.count() == 1
    assert asking.post(HOME).status_code == 405


def test_long_answers_come_in_pages_of_fifty(asking):
    for _number in range(51):
        look_at("AAAA-2222")
    for ask in (lambda **more: audit_of(asking, "AAAA-2222", **more),
                lambda **more: looks_of(asking, "frontdesk", **more)):  # fmt: skip
        first = ask()
        assert len(rows(first)) == 50 and "Page 1 of 2" in first.content.decode()
        assert len(rows(ask(page=2))) == 1


@pytest.mark.parametrize("many", [1, 60])
def test_the_number_of_queries_does_not_grow(asking, many):
    office = make_office()
    references = [receive(office=office).reference for _number in range(many)]
    for number in range(many):
        look = look_at(*references, by=f"colleague {number}")
    pages = [HOME, reverse("admin:booking_look_shown", args=[look.pk])]
    asks = [lambda page=page: asking.get(page) for page in pages]
    asks += [lambda: audit_of(asking, references[0]), lambda: looks_of(asking, "colleague 0")]
    for ask in asks:
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        assert len(queries) <= 12
