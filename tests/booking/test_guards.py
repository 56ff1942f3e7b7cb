"""The database itself keeps the promises, whatever a program tries."""

from importlib import import_module
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from procedures.booking import actions, looks
from procedures.booking.models import AppointmentRequest, Event, How, Look, LookedAt, Status

from .factories import receive

pytestmark = pytest.mark.django_db
ALLOWED = {
    (status, step.to)
    for step in actions.STEPS.values()
    for status in step.froms
    if step.to and step.to != status
}


def stand_in(status):
    """All that a row needs to stand in this status."""
    reason = "declined" if status == Status.CLOSED else ""
    return {"status": status, "reason": reason, "visit_at": timezone.now()}


def stored_as(status):
    """A row that came into the table with this status, as a restored backup has it."""
    request = receive()
    request.pk, request._state.adding = None, True
    request.reference, request.submission, request.same_words = status[:9], f"of {status}", None
    for name, value in stand_in(status).items():
        setattr(request, name, value)
    request.save(force_insert=True)
    return AppointmentRequest.objects.filter(pk=request.pk)


def is_refused(change, error=IntegrityError):
    try:
        with transaction.atomic():
            change()
    except error:
        return True
    return False


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


# ---- steps ----


def test_the_database_allows_exactly_the_steps_of_the_table():
    rows = {status: stored_as(status) for status in Status}
    taken = set()
    for before, after in product(Status, Status):
        with transaction.atomic():
            if not is_refused(lambda: rows[before].update(**stand_in(after))):  # noqa: B023
                taken.add((before, after))
            transaction.set_rollback(True)
    assert taken - {(status, status) for status in Status} == ALLOWED


def test_to_stay_in_a_status_is_no_step():
    for status in Status:
        assert stored_as(status).update(status=status) == 1


def test_the_migration_and_the_code_hold_the_same_table():
    migration = import_module("procedures.booking.migrations.0005_steps_and_looks_are_guarded")
    assert sorted(migration.STEPS) == sorted(f"{before}>{after}" for before, after in ALLOWED)


def test_no_raw_statement_gets_around_the_table():
    stored_as(Status.DONE)
    sql = "UPDATE booking_appointmentrequest SET status = 'spam' WHERE status = 'done'"
    with pytest.raises(IntegrityError, match="this step is not allowed"), transaction.atomic():
        run(sql)


# ---- what a status needs ----


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "booked"}, "request_with_a_visit_has_its_time"),
        ({"status": "closed"}, "request_is_closed_with_a_reason"),
        ({"reason": "declined"}, "request_is_closed_with_a_reason"),
        (
            {"status": "closed", "reason": "duplicate"},
            "request_that_is_a_duplicate_names_the_other",
        ),
        (
            {"status": "closed", "reason": "declined", "duplicate_of": "AAAA-2222"},
            "request_that_is_a_duplicate_names_the_other",
        ),
    ],
)
def test_a_status_without_what_it_needs_is_refused(fields, constraint):
    requests = AppointmentRequest.objects.filter(pk=receive().pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        requests.update(**fields)


def test_an_unknown_status_does_not_come_in():
    with pytest.raises(IntegrityError, match="request_status_is_known"), transaction.atomic():
        stored_as("lost")


def test_what_is_complete_is_taken():
    requests = AppointmentRequest.objects.filter(pk=receive().pk)
    assert requests.update(status="closed", reason="duplicate", duplicate_of="AAAA-2222") == 1


# ---- history and looks ----


@pytest.fixture
def past():
    request = receive()
    looks.record_look(by="frontdesk", how=How.RECORD, requests=[request])


@pytest.mark.parametrize("model", [Event, Look, LookedAt])
def test_no_line_of_the_past_is_changed_or_deleted(past, model):
    line, table = model.objects.get(), model._meta.db_table
    changes = [
        lambda: model.objects.update(id=line.pk),
        lambda: line.save(),
        lambda: model.objects.filter(pk=line.pk)._raw_delete("default"),
        lambda: run(f"UPDATE {table} SET id = id + 1"),
        lambda: run(f"DELETE FROM {table}"),
    ]
    assert [is_refused(change) for change in changes] == [True] * len(changes)
    assert model.objects.get().pk == line.pk


def test_the_refusal_says_why(past):
    with pytest.raises(DatabaseError, match="history is append-only"), transaction.atomic():
        Event.objects.all().delete()
    with pytest.raises(ProtectedError):
        Look.objects.all().delete()


def test_the_past_outlives_its_request(past):
    AppointmentRequest.objects.all().delete()
    assert [model.objects.count() for model in (Event, Look, LookedAt)] == [1, 1, 1]
