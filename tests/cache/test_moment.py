"""What was read in a moment is not read twice, and never told to who should see something else."""

from types import SimpleNamespace

import pytest

from procedures import edition, moment, replica
from procedures.context import public_offices
from procedures.models import Office
from procedures.moment import Moment, known
from tests.factories import make_office


@pytest.fixture
def now(db, monkeypatch):
    """A moment; that each test is a transaction is not looked at."""
    monkeypatch.setattr(moment, "connection", SimpleNamespace(in_atomic_block=False))
    token = moment.current.set(Moment())
    yield moment.current.get()
    moment.current.reset(token)


def test_it_is_read_once(now, django_assert_num_queries):
    known("offices", public_offices)
    with django_assert_num_queries(0):
        known("offices", public_offices)


def test_after_a_change_it_is_read_again(now):
    assert known("offices", public_offices) == []
    office = make_office()
    edition.tell()
    assert known("offices", public_offices) == [office]


def test_in_a_transaction_it_is_read_as_the_transaction_sees_it(now):
    assert known("offices", public_offices) == []
    moment.connection.in_atomic_block, office = True, make_office()
    assert known("offices", public_offices) == [office]
    moment.connection.in_atomic_block = False
    assert known("offices", public_offices) == [], "for others it is not yet true"


def test_when_its_time_is_over_it_is_read_again(now):
    known("offices", public_offices)
    now.until = 0
    office = make_office()
    assert known("offices", public_offices) == [office]


def test_what_another_database_said_meanwhile_is_not_kept(now, monkeypatch):
    def read():
        meanwhile.setattr(replica, "asked", lambda: "another")
        return "of another"

    with monkeypatch.context() as meanwhile:
        assert known("name", read) == "of another"
    assert known("name", lambda: "of this one") == "of this one"


def test_where_nobody_watches_it_is_read_each_time(db):
    assert known("offices", Office.objects.count) == 0
    make_office()
    assert known("offices", Office.objects.count) == 1
