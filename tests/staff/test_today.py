"""The home of the desk: what waits for this colleague today, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.booking import actions
from procedures.booking.models import AppointmentRequest, Look, Message
from tests.booking.factories import put, receive
from tests.factories import make_office, make_procedure, make_published
from tests.people import auditor, browser, clinician, editor, front_desk, owner

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:booking_appointmentrequest_changelist")


@pytest.fixture
def office():
    return make_office(email="desk@example.com")


def work_of(person):
    """(words, where they lead) of each line."""
    page = browser(person).get(reverse("admin:index"))
    return [(line.words, line.address) for line in page.context["work"]]


def test_overdue_requests_come_first_and_lead_to_the_queue(office):
    receive(office=office)
    late = receive(office=office, name="Other Sample")
    past = timezone.now() - timedelta(minutes=1)
    AppointmentRequest.objects.filter(pk=late.pk).update(due_at=past)
    assert work_of(front_desk([office])) == [
        ("1 request is overdue", QUEUE),
        ("2 requests wait to be called", QUEUE),
    ]


def test_whoever_was_to_be_tried_again_yesterday_is_overdue(office):
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.no_answer(
        request=receive(office=office),
        by=front_desk([office]),
        left_message=False,
        try_again_on=yesterday,
    )
    assert work_of(front_desk())[0] == ("1 request is overdue", QUEUE)


def test_messages_that_failed_lead_to_their_requests(office):
    receive(office=office, name="Maria Sample", email="maria@example.com")
    Message.objects.update(delivery="given-up")
    words, address = work_of(front_desk([office]))[0]
    assert words == "Messages of 1 request could not be sent"
    page = browser(front_desk()).get(address)
    assert [record.patient for record in page.context["records"]] == ["Maria Sample"]
    assert Look.objects.filter(by="frontdesk", how="search", count=1).exists()


def test_a_finished_desk_has_nothing_to_do(office):
    put(receive(office=office), "booked")
    assert work_of(front_desk([office])) == []
    page = browser(front_desk()).get(reverse("admin:index")).content.decode()
    assert "Nothing waits for you." in page


def test_another_office_is_nobodys_work_here(office):
    receive(office=make_office("Northgate"))
    assert work_of(front_desk([office])) == work_of(auditor([office])) == []
    assert work_of(owner()) == [("1 request waits to be called", QUEUE)]


def test_the_editor_sees_pages_and_no_requests(office):
    receive(office=office)
    make_procedure("A draft")
    review = {"reviewer_name": "A", "reviewer_role": "B", "reviewed_on": timezone.localdate()}
    make_published("Due", review_due_on=timezone.localdate(), **review)
    make_published("Never")
    assert [words for words, _address in work_of(editor())] == [
        "1 page is due for review",
        "1 public page was never reviewed",
        "1 draft",
    ]


def test_each_line_leads_to_what_it_counts():
    make_procedure("A draft")
    make_published("Never")
    client = browser(editor())
    for words, address in work_of(editor()):
        page = client.get(address)
        assert page.context["cl"].result_count == 1, words


def test_the_home_shows_no_patient_and_records_no_look(office):
    receive(office=office, name="Maria Sample")
    page = browser(front_desk([office])).get(reverse("admin:index")).content.decode()
    assert "Maria" not in page and not Look.objects.exists()


def test_a_clinician_sees_what_is_to_be_reviewed_and_no_drafts():
    make_published()
    make_procedure()
    assert [words for words, _address in work_of(clinician())] == [
        "1 public page was never reviewed"
    ]
