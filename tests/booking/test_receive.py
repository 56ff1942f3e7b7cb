"""A request is stored exactly once, whatever is pressed how often."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from procedures.booking import actions, finding, keys
from procedures.booking.models import AppointmentRequest, Event, Message, SearchKey, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import book, colleague, details, put, receive
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def verbs(request):
    return list(Event.objects.filter(reference=request.reference).values_list("verb", flat=True))


def test_a_request_is_stored_with_its_history_and_messages():
    request = receive(email="sample@example.com", office=make_office(email="desk@example.com"))
    assert AppointmentRequest.objects.get() == request
    assert verbs(request) == ["received"]
    assert set(Message.objects.values_list("kind", flat=True)) == {"receipt", "office"}


def test_the_same_form_sent_twice_is_one_request():
    first = receive(submission="one")
    again, is_new = actions.receive(
        submission="one", details=details(office=first.office), spam=Verdict()
    )
    assert (again, is_new) == (first.reference, False)
    assert AppointmentRequest.objects.count() == 1 and verbs(first) == ["received"]


def test_the_same_words_from_a_second_form_are_the_same_request():
    first = receive(submission="one")
    again, is_new = actions.receive(
        submission="two", details=details(office=first.office), spam=Verdict()
    )
    assert (again, is_new) == (first.reference, False)


def test_a_correction_on_the_same_form_is_taken_over():
    first = receive(submission="one", phone="(202) 555-0100")
    corrected = details(office=first.office, phone="(202) 555-0111")
    again, _new = actions.receive(submission="one", details=corrected, spam=Verdict())
    first.refresh_from_db()
    assert again == first.reference and first.phone == "(202) 555-0111"
    assert verbs(first) == ["received", "changed"]
    assert keys.digest("phone", "2025550111") in SearchKey.objects.values_list("digest", flat=True)


def test_a_late_correction_does_not_undo_what_staff_began():
    first = receive(submission="one", phone="(202) 555-0100")
    put(first, Status.TRYING)
    late = details(office=first.office, phone="(202) 555-0111")
    again, _new = actions.receive(submission="one", details=late, spam=Verdict())
    first.refresh_from_db()
    assert again == first.reference and first.phone == "(202) 555-0100"


def test_a_correction_into_words_that_were_sent_before_is_that_request():
    first = receive(submission="one", phone="(202) 555-0100")
    second = receive(submission="two", office=first.office, phone="(202) 555-0111")
    same = details(office=first.office, phone="(202) 555-0100")
    again, is_new = actions.receive(submission="two", details=same, spam=Verdict())
    assert (again, is_new) == (first.reference, False)
    assert AppointmentRequest.objects.count() == 2 and verbs(second) == ["received"]


def test_two_people_with_the_same_phone_are_two_requests():
    office = make_office()
    receive(submission="one", office=office, name="Ana Sample")
    receive(submission="two", office=office, name="Ben Sample")
    assert AppointmentRequest.objects.count() == 2


def test_a_suspect_is_stored_but_sends_nothing_until_it_is_restored():
    spam = replace(Verdict(), score=9, reasons=["links in the note"])
    request = receive(spam=spam, email="sample@example.com")
    assert request.status == Status.SPAM and not Message.objects.exists()
    actions.restore_from_spam(request=request, by="sample-owner")
    request.refresh_from_db()
    assert request.status == Status.NEW and Message.objects.count() == 1
    assert verbs(request) == ["received", "marked-spam", "restored"]


def test_history_cannot_be_changed_or_deleted():
    receive()
    lines = Event.objects.all()
    for change in (lambda: lines.update(by="someone"), lines.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert Event.objects.get().by == "patient"


def test_nothing_personal_can_be_read_in_the_database():
    request = receive(name="Marker Fullname", carer_name="Marker Carer", phone="(202) 555-0177",
                      email="marker@example.com", note="marker note")  # fmt: skip
    request = book(request, note="marker for the patient")
    actions.note_number(request=request, by=colleague(), number="marker-4711")
    actions.add_note(request=request, by=colleague(), text="marker for the desk")
    everything = connection.introspection.table_names()
    tables = [table for table in everything if table.startswith("booking")]
    own = apps.get_app_config("booking").get_models()
    assert {model._meta.db_table for model in own} <= set(tables)
    with connection.cursor() as cursor:
        stored = ""
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            stored += repr(cursor.fetchall()).lower()
    assert "riverside" in stored
    assert "marker" not in stored and "5550177" not in stored and "555-0177" not in stored


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Nguyễn Thị Minh Khai", "nguyen khai"),
        ("O'Brien-Šťastný", "OBRIEN stastny"),
        ("O’Brien-Šťastný", "o'brien"),
        ("李小龙", "李小龙"),
        ("X", "x"),
        ("Đặng Łukasz", "dang lukasz"),
    ],
)
def test_a_name_is_found_by_its_words_in_any_dress(name, typed):
    assert finding.name_words(typed) & finding.name_words(name)
    request = receive(name=name)
    for word in typed.split():
        found = finding.name_words(word) & finding.name_words(name)
        digests = [keys.digest("name", each) for each in found]
        assert request.search_keys.filter(kind="name", digest__in=digests).exists()


@pytest.mark.parametrize(
    "phone", ["(202) 555-0134", "+1 202 555 0134", "1-202-555-0134", "202.555.0134 ext 5"]
)
def test_a_phone_is_found_however_it_was_written(phone):
    assert finding.phone_digits(phone) == "2025550134"
