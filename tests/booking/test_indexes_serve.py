"""No question of the desk reads the whole table, whatever SQLite believes of its indexes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.booking import queue
from procedures.booking.admin.searching import failed_messages, find, same_caller
from procedures.booking.models import Delivery, Message, SearchKey
from procedures.booking.offices_served import offices_served, requests_seen_by
from procedures.models import Office
from tests.booking.factories import receive
from tests.people import front_desk, owner

pytestmark = pytest.mark.django_db
REQUESTS = "booking_appointmentrequest"


@pytest.fixture(params=["owner", "front desk"])
def colleague(request):
    receive(name="Maria O'Brien Sample", email="sample@example.com")
    return owner() if request.param == "owner" else front_desk(Office.objects.all())


def plans(ask):
    """How SQLite, which keeps no statistics, goes about each question."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    found = []
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}".replace("%", "%%"))
            found += [row[-1] for row in cursor.fetchall()]
    assert found
    return found


def reads_all(steps):
    """Scans of the tables that grow; the index of failed messages holds nothing else."""
    tables = (REQUESTS, SearchKey._meta.db_table, Message._meta.db_table)
    scans = (step for step in steps if step.startswith("SCAN "))
    return [step for step in scans if step.split()[1] in tables and "given_up" not in step]


@pytest.mark.parametrize("tab", queue.Tab)
def test_a_tab_and_its_page_are_read_by_index(colleague, tab):
    offices = [*offices_served(colleague), None]
    requests = requests_seen_by(colleague)
    steps = plans(lambda: queue.in_order(requests, tab, offices, timezone.now()))
    assert reads_all(steps) == []
    assert any(f"{REQUESTS} USING" in step and "status=? AND office_id" in step for step in steps)


def test_requests_asked_for_by_key_are_read_by_key(colleague):
    asked = requests_seen_by(colleague).filter(pk__in=range(500))
    steps = plans(lambda: list(asked))
    assert f"SEARCH {REQUESTS} USING INTEGER PRIMARY KEY (rowid=?)" in steps


def test_counting_the_tabs_reads_the_index_of_their_status(colleague):
    steps = plans(lambda: queue.counts(requests_seen_by(colleague)))
    assert reads_all(steps) == []
    assert sum("(status=?" in step for step in steps) == sum(map(len, queue.STATUSES.values()))


@pytest.mark.parametrize(
    "words",
    ["maria", "maria sample", "o'brien", "(202) 555-0100", "sample@example.com", "ABCD-2345"],
)
def test_a_search_walks_along_the_search_keys(colleague, words):
    steps = plans(lambda: find(requests_seen_by(colleague), words, 51))
    assert reads_all(steps) == []
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in steps)


def test_the_same_caller_is_found_by_index(colleague):
    requests = requests_seen_by(colleague)
    one = requests.get()
    assert reads_all(plans(lambda: same_caller(requests, one, 10))) == []


def test_failed_messages_have_an_index_of_their_own(colleague):
    assert not Message.objects.filter(delivery=Delivery.GIVEN_UP).exists()
    steps = plans(lambda: failed_messages(requests_seen_by(colleague), 51))
    assert reads_all(steps) == []
    assert any("booking_messages_given_up" in step for step in steps)
