"""The record of one request: the call on one screen, its messages, its history."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from procedures.booking import actions
from procedures.booking.models import AppointmentRequest, Event, Message, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import receive
from tests.factories import make_office, make_procedure
from tests.people import browser, front_desk, owner

from .test_every_page import INLINE
from .test_requests import LIST, act_page, list_page, queries, record_page, search, text_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><b onclick=x()>Bo\"'by</b>"


@pytest.fixture
def office():
    return make_office(email="desk@example.com")


@pytest.fixture
def colleague(office):
    return browser(front_desk([office]))


def page_of(client, request):
    return client.get(record_page(request)).content.decode()


def test_the_record_holds_all_that_the_call_needs(colleague, office):
    request = receive(
        office=office,
        name="Maria Gonzales",
        carer_name="Ann Helper",
        for_whom="other",
        procedure=make_procedure("Nerve block"),
        email="maria@example.com",
        note="Ring twice.",
        best_time="evening",
    )
    html = page_of(colleague, request)
    for words in ("Maria Gonzales", "Ann Helper, for someone they care for", "Phone call",
                  "After 5 pm", "English", "Nerve block", "Mon morning", "New patient",
                  "Ring twice.", "maria@example.com", request.reference):  # fmt: skip
        assert words in text_of(html)
    assert 'href="tel:+12025550100"' in html
    assert 'href="mailto:maria@example.com"' in html


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("+1 202-555-0134 ext 5", "tel:+12025550134"),
        ("+44 20 7946 0958", "tel:+442079460958"),
        ("call me", None),
    ],
)
def test_the_phone_is_ready_to_be_dialled(colleague, office, phone, link):
    html = page_of(colleague, receive(office=office, phone=phone))
    assert re.findall(r'href="(tel:[^"]*)"', html) == ([link] if link else [])


def test_an_address_typed_as_email_adds_no_copy(colleague, office):
    html = page_of(colleague, receive(office=office, email="a@b.c?bcc=x@y.z&body=1"))
    assert 'href="mailto:a@b.c%3Fbcc%3Dx@y.z%26body%3D1"' in html


def test_the_record_says_what_became_of_each_message(colleague, office):
    request = receive(office=office, email="maria@example.com")
    Message.objects.filter(kind="receipt").update(delivery="sent", sent_at=request.received_at)
    Message.objects.filter(kind="office").update(delivery="given-up", trouble="No such mailbox")
    said = text_of(page_of(colleague, request))
    assert "Receipt to the patient: Sent maria@example.com" in said
    assert "Notice to the office: Given up desk@example.com" in said
    assert "Last trouble: No such mailbox" in said


def test_history_runs_from_the_oldest_line_with_who_and_when(colleague, office):
    request = receive(office=office)
    actions.mark_spam(request=request, by="priya")
    actions.restore_from_spam(request=request, by="sam")
    said = text_of(page_of(colleague, request))
    lines = ("Request received online", "Moved to suspected spam", "Restored from", "Opened")
    places = [said.index(line) for line in lines]
    assert places == sorted(places)
    assert re.search(r"Moved to suspected spam \w{3}, \w{3} \d+, [\d:]+ [ap]m, priya", said)
    assert "the patient" in said


def test_many_looks_make_few_lines(colleague, office):
    request = receive(office=office)
    for _ in range(5):
        colleague.get(LIST)
        colleague.get(record_page(request))
    said = text_of(page_of(colleague, request))
    assert "Opened, 6 times" in said and "Shown in a list, 5 times" in said


def test_one_press_restores_and_stays(colleague, office):
    request = receive(office=office, spam=Verdict(9, ["links in the note"]))
    page = page_of(colleague, request)
    assert "Why it is suspected: links in the note." in text_of(page)
    assert "No message goes out" in page
    done = colleague.post(act_page(request, "restore"), follow=True)
    assert done.redirect_chain == [(record_page(request), 302)]
    request.refresh_from_db()
    assert request.status == Status.NEW
    assert Event.objects.get(verb="restored").by == "frontdesk"
    assert Message.objects.count() == 1


def test_one_press_moves_a_request_to_suspected_spam(colleague, office):
    request = receive(office=office)
    done = colleague.post(act_page(request, "spam"), follow=True)
    request.refresh_from_db()
    assert request.status == Status.SPAM
    assert Event.objects.get(verb="marked-spam").by == "frontdesk"
    assert "is among suspected spam now" in done.content.decode()


def test_a_second_press_changes_nothing(colleague, office):
    request = receive(office=office, spam=Verdict(9, ["links in the note"]))
    for _ in range(2):
        done = colleague.post(act_page(request, "restore"), follow=True)
    assert Event.objects.filter(verb="restored").count() == 1
    assert "was changed before" in done.content.decode()


def test_looking_at_the_address_of_a_button_does_nothing(colleague, office):
    request = receive(office=office)
    assert colleague.get(act_page(request, "spam")).url == record_page(request)
    request.refresh_from_db()
    assert request.status == Status.NEW


def test_a_press_from_another_site_is_refused(office):
    request = receive(office=office)
    client = browser(front_desk([office]))
    client.handler.enforce_csrf_checks = True
    for page in (act_page(request, "spam"), reverse("admin:booking_appointmentrequest_search")):
        assert client.post(page, {"words": "x"}).status_code == 403
    request.refresh_from_db()
    assert request.status == Status.NEW


@pytest.mark.parametrize("person", ["front desk", "owner"])
def test_nobody_edits_adds_or_deletes(office, person):
    request = receive(office=office, name="Maria Gonzales")
    client = browser(front_desk([office]) if person == "front desk" else owner())
    before = AppointmentRequest.objects.values().get()
    assert client.post(record_page(request), {"name": "Other"}).status_code == 405
    assert client.post(LIST, {"action": "delete_selected"}).status_code == 405
    for page in (f"{LIST}add/", f"{LIST}{request.pk}/delete/", f"{LIST}{request.pk}/history/"):
        assert client.post(page, {"post": "yes"}).status_code == client.get(page).status_code == 404
    assert AppointmentRequest.objects.values().get() == before
    html = page_of(client, request)
    assert "/delete/" not in html and "/history/" not in html and "deletelink" not in html


def test_history_search_keys_and_messages_have_no_page_of_their_own():
    client = browser(owner())
    for model in ("event", "message", "searchkey", "attempt", "officestaff"):
        assert client.get(f"/admin/booking/{model}/").status_code == 404


def test_hostile_words_are_only_words(colleague, office):
    request = receive(office=office, name=HOSTILE, note=HOSTILE, email=f"{HOSTILE}@x",
                      carer_name=HOSTILE, for_whom="other", phone="<img src=x> 2025550100",
                      other_language=HOSTILE, language="other")  # fmt: skip
    AppointmentRequest.objects.update(status="spam", spam_reasons=[HOSTILE], office_name=HOSTILE)
    receive(office=office, name=HOSTILE, phone="202 555 0100")
    pages = [page_of(colleague, request), search(colleague, "alert").content.decode()]
    pages += [colleague.get(list_page(status="all")).content.decode()]
    for html in pages:
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html and "<b on" not in html and "<img src=x" not in html


def test_no_page_holds_inline_script_or_style(colleague, office):
    request = receive(office=office, spam=Verdict(9, ["links in the note"]))
    receive(office=office, name="Other Person")
    pages = [
        *(colleague.get(page) for page in (LIST, list_page(status="spam"), record_page(request))),
        search(colleague, "sample"),
    ]
    for page in pages:
        html = page.content.decode()
        assert [words for words, mark in INLINE.items() if re.search(mark, html)] == []
        assert "unsafe" not in page["Content-Security-Policy"]
        assert "no-store" in page["Cache-Control"]
        assert len(re.findall(r"<h1\b", html)) == 1


def test_a_long_story_asks_the_database_as_often_as_a_short_one(colleague, office):
    request = receive(office=office)
    receive(office=office, name="Other 0")
    colleague.get(record_page(request))
    short = queries(colleague, record_page(request))
    for number in range(1, 9):
        receive(office=office, name=f"Other {number}")
        actions.mark_spam(request=request, by="priya")
        actions.restore_from_spam(request=request, by="priya")
    assert queries(colleague, record_page(request)) == short


def test_an_erased_request_still_opens(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    actions.erase(request=request, by="system")
    html = page_of(colleague, request)
    assert "Erased" in html and "Maria" not in html
    assert "Erased" in colleague.get(list_page(status="all")).content.decode()


def test_the_admins_own_log_stays_empty(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    colleague.get(record_page(request))
    colleague.post(act_page(request, "spam"))
    colleague.post(act_page(request, "restore"))
    assert not LogEntry.objects.exists()
