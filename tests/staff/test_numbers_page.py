"""How fast we answer, for those who answer: figures of their own offices, in words and bars."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures.booking import numbers
from procedures.booking.models import AppointmentRequest, Measure, Reason, Status
from tests.booking.factories import put
from tests.booking.test_numbers import ask
from tests.factories import make_office
from tests.people import browser, front_desk, owner

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:booking_measure_changelist")


@pytest.fixture
def here():
    return make_office("Riverside")


@pytest.fixture
def colleague(here):
    return browser(front_desk([here]))


def words(response):
    """All that the page says, without its marks."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


def rows(response):
    """The cells of each row of the tables, by the words of their first cell."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", response.content.decode(), re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        first, *rest = (" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells)
        found[first] = rest
    return found


def answered(office, minutes):
    request = put(ask(office), Status.BOOKED)
    AppointmentRequest.objects.filter(pk=request.pk).update(response_minutes=minutes)


def test_the_page_says_who_waits_and_how_fast_they_were_answered(colleague, here):
    ask(here)
    late = ask(here)
    AppointmentRequest.objects.filter(pk=late.pk).update(due_at=timezone.now())
    put(ask(here), Status.TRYING)
    AppointmentRequest.objects.filter(status=Status.TRYING).update(response_minutes=130)
    answered(here, 730)
    said = rows(colleague.get(PAGE))["Riverside"]
    assert said == ["2", "1 overdue", "1", "4", "2", "2 h 10 min", "1 day 3 h", "0"]


def test_closed_requests_are_counted_by_reason(colleague, here):
    request = put(ask(here), Status.CLOSED)
    AppointmentRequest.objects.filter(pk=request.pk).update(reason=Reason.UNREACHED)
    page = colleague.get(PAGE)
    assert "Could not be reached 1" in words(page) and "Patient declined 0" in words(page)
    assert rows(page)["Riverside"][-1] == "1"


def test_a_table_says_the_same_as_the_bars(colleague, here):
    for minutes in (60, 120, 180):
        answered(here, minutes)
    page = colleague.get(PAGE)
    week = rows(page)[next(first for first in rows(page) if first.endswith("so far"))]
    assert week == ["3", "3", "2 h", "3 h", "3", "0"]
    [received, answer] = page.context["offices"][0].charts
    assert (received.values[-1], answer.values[-1]) == (3, 180)
    assert [bar[2] for bar in received.bars] == [received.HEIGHT]


def test_bars_are_drawn_and_named_without_script_or_style(colleague, here):
    answered(here, 60)
    html = colleague.get(PAGE).content.decode()
    charts = re.findall(r'<svg[^>]* role="img" aria-label="(Riverside, [^"]+)">(.*?)</svg>',
                        html, re.DOTALL)  # fmt: skip
    assert len(charts) == 2 and all("The table says the same." in name for name, _bars in charts)
    assert all(bars.count("<rect") == 2 for _name, bars in charts)  # the week, and the ground
    assert " style=" not in html and "<style" not in html


def test_without_answers_no_time_is_made_up(colleague, here):
    ask(here)
    assert rows(colleague.get(PAGE))["Riverside"][4:7] == ["0", "–", "–"]


# ---- when it was counted, and what that costs ----


def test_the_page_says_when_it_was_counted(colleague, here):
    with time_machine.travel("2026-11-18T15:05:00Z", tick=False):
        numbers.renew()
    with time_machine.travel("2026-11-18T15:12:00Z", tick=False):
        page = words(colleague.get(PAGE))
    assert "Who waits was counted now, at 10:12 am." in page
    assert "The rest was counted at 10:05 am," in page and "numbers are old" not in page


def test_numbers_that_nobody_counts_any_more_are_called_old(colleague, here):
    numbers.renew(timezone.now() - timedelta(hours=2))
    assert "These numbers are old." in words(colleague.get(PAGE))


def test_a_page_that_finds_nothing_measured_measures_once(colleague, here):
    colleague.get(PAGE)
    before = list(Measure.objects.values("pk", "measured_at"))
    colleague.get(PAGE)
    assert len(before) == 13 and list(Measure.objects.values("pk", "measured_at")) == before


def test_the_number_of_queries_stays_the_same(here):
    client, counts = browser(owner()), []
    for name in ("Northgate", "Hillside", "Lakeside"):
        answered(make_office(name), 90)
        put(ask(here), Status.CLOSED)
        numbers.renew()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        counts.append(len(captured))
    assert len(set(counts)) == 1 and counts[0] <= 20
