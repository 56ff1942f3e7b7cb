"""A new key takes over while the site runs, and the old one can go."""

from datetime import timedelta
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command

from procedures.booking import actions, finding, keys, rotation
from procedures.booking.models import AppointmentRequest, Message, Note, SearchKey
from procedures.booking.models.fields import EncryptedField
from tests.booking.factories import book, colleague, receive

pytestmark = pytest.mark.django_db

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
TYPED = {
    "name": "Nguyễn Sample",
    "carer_name": "Ben Carer",
    "phone": "(202) 555-0134",
    "email": "sample@example.com",
    "note": "sample note",
    "other_language": "Tagalog",
}


@pytest.fixture
def request_(settings):
    settings.FIELD_KEYS = [OLD]
    request = receive(**TYPED)
    settings.FIELD_KEYS = [NEW, OLD]
    return request


def rotate():
    said = StringIO()
    call_command("rotate_field_keys", stdout=said)
    return said.getvalue()


def found(kind, value):
    return SearchKey.objects.filter(kind=kind, digest__in=keys.digests(kind, value)).count()


def test_the_new_key_alone_reads_and_finds_everything(request_, settings):
    said = rotate()
    assert "appointment requests: 1 written anew" in said and "messages: 1 written anew" in said
    assert "All keys but the first may be removed" in said
    settings.FIELD_KEYS = [NEW]
    stored = AppointmentRequest.objects.get()
    assert {name: getattr(stored, name) for name in TYPED} == TYPED
    assert Message.objects.get().to == "sample@example.com"
    for word in finding.name_words("Nguyễn Sample Ben Carer"):
        assert found("name", word) == 1
    assert found("phone", "2025550134") == found("email", "sample@example.com") == 1
    settings.FIELD_KEYS = [OLD]
    assert found("name", "nguyen") == 0
    with pytest.raises(keys.Undecipherable):
        AppointmentRequest.objects.get()


def test_what_the_front_desk_wrote_is_made_anew_too(request_, settings):
    settings.FIELD_KEYS = [OLD]
    booked = book(request_, note="Bring a friend.")
    actions.note_number(request=booked, by=colleague(), number="4711")
    actions.add_note(request=booked, by=colleague(), text="internal words")
    settings.FIELD_KEYS = [NEW, OLD]
    said = rotate()
    assert "internal notes: 1 written anew" in said and "messages: 2 written anew" in said
    settings.FIELD_KEYS = [NEW]
    stored = AppointmentRequest.objects.get()
    assert (stored.visit_note, stored.record_number) == ("Bring a friend.", "4711")
    assert Note.objects.get().text == "internal words"


def test_every_encrypted_field_of_every_table_is_seen_to():
    encrypted = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, EncryptedField)
    }
    assert encrypted == {
        (model, name)
        for model in rotation.encrypted_models()
        for name in rotation.encrypted_fields(model)
    }
    assert (Note, "text") in encrypted and (AppointmentRequest, "visit_note") in encrypted


def test_while_both_keys_are_in_use_everything_is_found(request_):
    receive(**TYPED | {"name": "Nguyễn Second"})
    assert found("name", "nguyen") == 2


def test_staff_see_no_change(request_):
    before = AppointmentRequest.objects.values("changed_at", "status", "reference", "submission")
    before = list(before)
    rotate()
    after = AppointmentRequest.objects.values("changed_at", "status", "reference", "submission")
    assert list(after) == before


def test_a_second_run_writes_nothing(request_):
    rotate()
    before = list(AppointmentRequest.objects.annotate(**stored()).values_list(*stored()))
    assert "appointment requests: 0 written anew, 1 right already" in rotate()
    assert list(AppointmentRequest.objects.annotate(**stored()).values_list(*stored())) == before


def stored():
    names = rotation.encrypted_fields(AppointmentRequest)
    return {f"s_{name}": rotation.Cast(name, rotation.models.TextField()) for name in names}


def test_a_run_cut_short_is_taken_up_again(request_, settings, monkeypatch):
    settings.FIELD_KEYS = [OLD]
    for number in range(4):
        receive(**TYPED | {"name": f"Sample {number}"})
    settings.FIELD_KEYS = [NEW, OLD]
    monkeypatch.setattr(rotation, "BATCH", 2)
    whole, rows = rotation._rotate_row, []

    def cut_short(model, row):
        if model is AppointmentRequest:
            rows.append(row)
            if len(rows) == 4:
                raise KeyboardInterrupt
        return whole(model, row)

    monkeypatch.setattr(rotation, "_rotate_row", cut_short)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    assert "appointment requests: 3 written anew, 2 right already" in rotate()


def test_search_keys_left_behind_by_a_save_are_noticed(request_, settings):
    request_.save()  # encrypts with the new key; the keyed hashes are still those of the old one
    rotate()
    settings.FIELD_KEYS = [NEW]
    assert found("name", "nguyen") == 1


def test_hashes_of_a_day_that_is_over_are_emptied(request_, settings):
    settings.FIELD_KEYS = [NEW]
    fresh = receive(**TYPED | {"name": "Fresh Sample"})
    over = receive(**TYPED | {"name": "Over Sample"})
    over.received_at -= timedelta(days=2)
    over.save()
    settings.FIELD_KEYS = [NEW, OLD]
    rotate()
    hashes = dict(AppointmentRequest.objects.values_list("pk", "same_words"))
    assert hashes == {request_.pk: None, fresh.pk: fresh.same_words, over.pk: None}


def test_a_row_that_no_key_reads_is_counted_and_stops_nothing_else(request_, settings):
    settings.FIELD_KEYS = [OTHER]
    receive(**TYPED | {"name": "Lost Sample"})
    settings.FIELD_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match="2 rows can be read with none of the keys"):
        rotate()
    settings.FIELD_KEYS = [NEW]
    assert AppointmentRequest.objects.get(pk=request_.pk).name == TYPED["name"]


def test_a_process_that_still_writes_with_the_old_key_is_noticed(request_, settings, monkeypatch):
    monkeypatch.setattr("procedures.booking.rotation.is_newest", lambda token: not token)
    with pytest.raises(CommandError, match="Restart every process"):
        rotate()


def test_with_one_key_there_is_nothing_to_do(settings):
    settings.FIELD_KEYS = [NEW]
    receive(**TYPED)
    assert "Everything is made with the one key there is." in rotate()


def test_erased_requests_pass_through(request_, settings):
    actions.erase(request=request_, by="sample-owner")
    assert "appointment requests: 0 written anew, 1 right already" in rotate()
