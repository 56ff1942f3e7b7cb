"""What is finished long ago is erased, and nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from procedures.booking import actions, erasing, keys, privacy
from procedures.booking.models import AppointmentRequest, Event, Message, SearchKey, Status
from tests.booking.factories import receive

pytestmark = pytest.mark.django_db

PERSONAL = privacy.personal_fields(AppointmentRequest)


def make(status, days):
    request = receive(name=f"Sample {status} {days}", email="sample@example.com")
    AppointmentRequest.objects.filter(pk=request.pk).update(
        status=status, changed_at=timezone.now() - timedelta(days=days)
    )
    return request


def erase(*flags):
    said = StringIO()
    call_command("erase_old_requests", *flags, stdout=said)
    return said.getvalue()


def kept_names():
    return {request.name for request in AppointmentRequest.objects.exclude(name="")}


@pytest.fixture
def everything():
    for status in Status:
        for days in (29, 31, 179, 181, 2000):
            make(status, days)


DUE = {f"Sample {status} {days}" for status in ("booked", "done", "closed") for days in (181, 2000)}
DUE |= {f"Sample spam {days}" for days in (31, 179, 181, 2000)}


def test_only_what_is_finished_for_long_is_erased(everything):
    before = kept_names()
    assert "6 erased: booked, done or closed" in erase("--really")
    assert before - kept_names() == DUE
    assert len(DUE) == 10 and AppointmentRequest.objects.count() == 7 * 5


def test_without_the_flag_it_only_counts(everything):
    before = kept_names()
    said = erase()
    assert "6 would be erased: booked, done or closed, unchanged for 180 days." in said
    assert "4 would be erased: suspected spam, unchanged for 30 days." in said
    assert "Nothing was erased" in said and kept_names() == before


def test_a_second_run_finds_nothing(everything):
    erase("--really")
    events = Event.objects.count()
    assert "0 erased: booked" in erase("--really")
    assert Event.objects.count() == events


def test_the_bare_history_stays_and_nothing_else_does():
    request = make(Status.DONE, 181)
    erase("--really")
    request.refresh_from_db()
    for name in PERSONAL:
        assert getattr(request, name) == request._meta.get_field(name).get_default(), name
    assert (request.status, request.office_name) == (Status.ERASED, "Riverside")
    assert not SearchKey.objects.exists() and not Message.objects.exists()
    lines = Event.objects.filter(reference=request.reference)
    assert list(lines.values_list("verb", "by")) == [("received", "patient"), ("erased", "system")]


def test_more_than_a_batch(monkeypatch):
    monkeypatch.setattr(erasing, "BATCH", 2)
    for days in range(200, 205):
        make(Status.CLOSED, days)
    assert erasing.erase_all(erasing.finished_and_due()) == 5


def test_what_a_colleague_takes_up_in_this_moment_stays(monkeypatch):
    request = make(Status.CLOSED, 200)
    due, reopened = erasing.finished_and_due(), AppointmentRequest.objects.filter(pk=request.pk)
    whole = erasing._erase
    monkeypatch.setattr(
        erasing, "_erase", lambda *args: reopened.update(status=Status.NEW) and whole(*args)
    )
    assert erasing.erase_all(due) == 0 and kept_names() == {"Sample closed 200"}


def test_what_no_key_can_read_any_more_is_erased_too(settings):
    make(Status.DONE, 181)
    settings.FIELD_KEYS = ["bm90LWEta2V5LW5vdC1hLWtleS1ub3QtYS1rZXktMTI="]
    with pytest.raises(keys.Undecipherable):
        kept_names()
    assert "1 erased: booked" in erase("--really") and kept_names() == set()


def test_to_erase_again_changes_nothing():
    request = make(Status.NEW, 0)
    for _ in range(2):
        actions.erase(request=request, by="sample-owner")
    assert Event.objects.filter(verb="erased").count() == 1
