"""What is stored by words made once is what Django would have stored."""

import secrets
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.forms.models import model_to_dict

from procedures.booking.inserting import Insert, insert
from procedures.booking.models import AppointmentRequest, For, SearchKey
from procedures.models import Office
from tests.booking.factories import details
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def made():
    """A row of every kind of value, by the names of the columns."""
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    office = Office.objects.first() or make_office()
    names = "received_at", "waiting_since", "due_at", "moved_at", "changed_at", "agreed_at"
    words = details(email="sample@example.com", note="“Ünï” it’s", for_whom=For.OTHER)
    del words["procedure"], words["office"]
    own = {"submission": secrets.token_hex(8), "reference": secrets.token_hex(4)}
    return words | own | dict.fromkeys(names, at) | {"office_id": office.pk, "office_name": "Here"}


def stored(row):
    words = model_to_dict(AppointmentRequest.objects.get(reference=row["reference"]))
    return {name: words[name] for name in words if name not in ("id", "reference", "submission")}


def test_every_field_is_stored_as_django_stores_it():
    ours, djangos = made(), made()
    insert([Insert(AppointmentRequest, [ours])])
    AppointmentRequest.objects.create(**djangos)
    assert stored(ours) == stored(djangos)


def test_times_of_another_zone_are_the_same_moment():
    there = datetime(2026, 11, 2, 4, 30, tzinfo=ZoneInfo("America/New_York"))
    ours = made() | {"due_at": there}
    insert([Insert(AppointmentRequest, [ours])])
    assert AppointmentRequest.objects.get(reference=ours["reference"]).due_at == there


def test_a_default_that_is_drawn_is_drawn_for_each_row():
    rows = [{name: value for name, value in made().items() if name != "reference"} for _ in "ab"]
    insert([Insert(AppointmentRequest, rows)])
    assert len(set(AppointmentRequest.objects.values_list("reference"))) == 2


def test_rows_made_ready_before_it_belong_to_the_row_that_got_its_number():
    row = made()
    request = Insert(AppointmentRequest, [row])
    keys = [{"request_id": request, "kind": "name", "digest": digest} for digest in "ab"]
    insert([request, Insert(SearchKey, keys)])
    mine = SearchKey.objects.filter(request__reference=row["reference"])
    assert set(mine.values_list("digest", flat=True)) == {"a", "b"}


def test_what_must_be_there_is_not_made_up():
    row = made()
    del row["due_at"]
    with pytest.raises(IntegrityError):
        insert([Insert(AppointmentRequest, [row])])


def test_no_word_is_left_out_because_its_name_is_wrong():
    with pytest.raises(TypeError, match="AppointmentRequest has no office"):
        Insert(AppointmentRequest, [made() | {"office": 1}])
