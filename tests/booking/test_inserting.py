"""What is stored by words made once is what Django would have stored."""

import secrets
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.utils import timezone

from procedures.booking.inserting import Insert
from procedures.booking.models import AppointmentRequest, Event, SearchKey
from procedures.models import Office
from tests.booking.factories import details
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def made():
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    office = Office.objects.first() or make_office()
    names = "received_at", "waiting_since", "due_at", "moved_at", "agreed_at"
    words = details(office=office, email="sample@example.com", note="“Ünï” it’s")
    words |= dict.fromkeys(names, at)
    return AppointmentRequest(submission=secrets.token_hex(8), office_name="Here", **words)


def stored(request):
    words = model_to_dict(AppointmentRequest.objects.get(pk=request.pk))
    return {name: words[name] for name in words if name not in ("id", "reference", "submission")}


def run(*inserts):
    with connection.cursor() as cursor:
        for insert in inserts:
            insert.run(cursor)


def test_every_field_is_stored_as_django_stores_it():
    ours, djangos = made(), made()
    run(Insert([ours]))
    djangos.save()
    assert stored(ours) == stored(djangos)


def test_rows_made_ready_before_it_belong_to_the_row_that_got_its_number():
    request = made()
    keys = [SearchKey(request=request, kind="name", digest=digest) for digest in "ab"]
    run(Insert([request]), Insert(keys))
    assert set(request.search_keys.values_list("digest", flat=True)) == {"a", "b"}


def test_a_single_row_learns_its_number():
    event = Event(reference="7K3Q-9M2X", at=timezone.now(), by="patient", verb="received")
    run(Insert([event]))
    assert Event.objects.get() == event
