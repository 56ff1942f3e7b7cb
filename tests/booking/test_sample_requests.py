"""Made-up requests for trying the desk out look like real ones, and say that they are not."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from procedures.booking import keys
from procedures.booking.admin.searching import find
from procedures.booking.models import (
    OPEN,
    AppointmentRequest,
    Delivery,
    Event,
    LookedAt,
    Message,
    Status,
    Verb,
)
from tests.booking.factories import receive
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def sample(count, **options):
    said = StringIO()
    call_command("sample_requests", count, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def stored():
    make_office(email="riverside@example.com")
    sample(400, open=30)
    return AppointmentRequest.objects.all()


def test_nobody_can_take_them_for_a_real_patient(stored):
    for request in stored:
        assert request.name.startswith("Sample ") and " 555-01" in request.phone
        assert not request.email or request.email.endswith("@example.com")
        assert not request.carer_name or request.carer_name.startswith("Sample ")


def test_personal_words_are_stored_encrypted(stored):
    raw = stored.extra(select={"raw": "booking_appointmentrequest.name"}).first()
    assert "Sample" not in raw.raw and keys.decrypt(raw.raw) == raw.name


def test_the_newest_are_open_and_the_others_have_every_fate(stored):
    newest = set(stored.order_by("-received_at")[:30])
    assert set(stored.filter(status__in=OPEN)) == newest
    statuses = set(stored.values_list("status", flat=True))
    assert statuses == {status.value for status in Status} - {Status.ERASED}


def test_only_who_is_being_tried_is_to_be_tried_again(stored):
    again = stored.exclude(try_again_on=None)
    assert {request.status for request in again} == {Status.TRYING}


def test_they_are_spread_over_two_years(stored):
    times = list(stored.order_by("received_at").values_list("received_at", flat=True))
    now = timezone.now()
    assert now - timedelta(days=731) < times[0] < now - timedelta(days=700)
    assert now - timedelta(days=10) < times[-1] < now


def test_each_has_the_history_of_its_status(stored):
    last = {Status.NEW: Verb.SENT, Status.DONE: Verb.DONE, Status.CLOSED: Verb.CLOSED}
    for request in stored.filter(status__in=last):
        verbs = [event.verb for event in Event.objects.filter(reference=request.reference)]
        assert verbs[0] == Verb.RECEIVED and verbs[-1] == last[request.status]
        assert 2 <= len(verbs) <= 7


def test_times_follow_one_another_and_none_is_to_come_but_visits(stored):
    for request in stored.exclude(responded_at=None):
        assert request.received_at <= request.responded_at <= request.moved_at <= timezone.now()
        assert request.response_minutes <= (timezone.now() - request.received_at).total_seconds()


def test_they_are_found_by_name_phone_and_reference(stored):
    request = stored.order_by("-pk").first()
    for words in (request.name, request.phone, request.reference.lower()):
        assert request.pk in find(stored, words, 400)


def test_none_of_their_messages_goes_out(stored):
    assert Message.objects.filter(request__in=stored).exists()
    assert not Message.objects.exclude(delivery=Delivery.SENT).exists()


def test_those_worked_on_were_looked_at(stored):
    worked_on = set(stored.exclude(status=Status.NEW).values_list("reference", flat=True))
    assert worked_on <= set(LookedAt.objects.values_list("reference", flat=True))


def test_a_second_run_adds_more_and_the_form_goes_on_after_it(stored):
    assert "50 made-up requests added, 1 of them open" in sample(50)
    assert stored.count() == 450
    newest = stored.order_by("-pk")[0]
    assert receive().pk > newest.pk


def test_a_site_with_a_real_request_takes_none():
    receive()
    with pytest.raises(CommandError, match="real requests"):
        sample(10)
    assert AppointmentRequest.objects.count() == 1


def test_without_an_office_it_says_what_to_do():
    with pytest.raises(CommandError, match="load_content"):
        sample(10)


@pytest.mark.parametrize(("count", "still_open"), [(0, 0), (10, 11), (10, -1)])
def test_numbers_that_cannot_be_are_refused(count, still_open):
    with pytest.raises(CommandError, match="at least 1"):
        sample(count, open=still_open)
