"""What is finished long ago is erased, and nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from procedures.booking import actions, erasing, keys, privacy
from procedures.booking.models import AppointmentRequest, Event, Message, Note, SearchKey, Status
from tests.booking.factories import book, colleague, put, receive

pytestmark = pytest.mark.django_db

PERSONAL = privacy.personal_fields(AppointmentRequest)


def make(status, days):
    request = put(receive(name=f"Sample {status} {days}", email="sample@example.com"), status)
    changed_ago(request, days)
    return request


def changed_ago(request, days):
    """A visit that was booked is over since."""
    at = timezone.now() - timedelta(days=days)
    visit_at = request.visit_at and at + timedelta(days=1)
    AppointmentRequest.objects.filter(pk=request.pk).update(changed_at=at, visit_at=visit_at)


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
    assert list(lines.values_list("verb", "by")) == [
        ("received", "patient"),
        ("booked", "sample-desk"),
        ("done", "sample-desk"),
        ("erased", "system"),
    ]


def test_what_the_front_desk_wrote_goes_too():
    booked = book(receive(email="sample@example.com"), note="Bring a friend.", minutes=45)
    actions.add_note(request=booked, by=colleague(), text="internal words")
    numbered = actions.note_number(request=booked, by=colleague(), number="4711")
    changed_ago(numbered, 181)
    assert "1 erased: booked, done or closed" in erase("--really")
    left = AppointmentRequest.objects.get()
    assert (left.visit_at, left.visit_minutes, left.try_again_on) == (None, 30, None)
    assert left.visit_note == left.record_number == ""
    assert not Note.objects.exists() and not Message.objects.exists()


def test_a_visit_to_come_keeps_its_request():
    request = make(Status.BOOKED, 200)
    AppointmentRequest.objects.update(visit_at=timezone.now() + timedelta(days=1))
    assert "0 erased: booked" in erase("--really")
    request.refresh_from_db()
    assert request.status == Status.BOOKED


def test_more_than_a_batch(monkeypatch):
    monkeypatch.setattr(erasing, "BATCH", 2)
    for days in range(200, 205):
        make(Status.CLOSED, days)
    assert erasing.erase_all(erasing.finished_and_due()) == 5


def test_what_a_colleague_takes_up_in_this_moment_stays(monkeypatch):
    request = make(Status.CLOSED, 200)
    whole = erasing._erase

    def erase_too_late(*args):
        actions.reopen(request=request, by=colleague())
        return whole(*args)

    monkeypatch.setattr(erasing, "_erase", erase_too_late)
    assert erasing.erase_all(erasing.finished_and_due()) == 0 and kept_names() == {
        "Sample closed 200"
    }


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
