"""The record of one request: the call on one screen, its messages, its history."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from procedures.booking import actions
from procedures.booking.models import AppointmentRequest, Event, Message, Status
from procedures.booking.spam import Verdict
from tests.booking.factories import colleague as anybody
from tests.booking.factories import put, receive
from tests.factories import make_office, make_procedure
from tests.people import browser, front_desk, owner

from .at_the_desk import (
    EXPORT,
    LIST,
    list_page,
    looks_at,
    offered,
    press,
    queries,
    record_page,
    search,
    send,
    sheet_page,
    step_page,
    text_of,
)
from .test_every_page import INLINE

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
    lines = ("Request received online", "Moved to suspected spam", "Restored from",
             "Opened the record")  # fmt: skip
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
    assert "Opened the record, 6 times" in said and said.count("Opened the record") == 1
    assert "Saw a list" not in said


def test_internal_notes_stand_in_the_history_each_at_its_place(colleague, office):
    request = receive(office=office)
    actions.add_note(request=request, by="priya", text="Asked for a ramp.")
    actions.take(request=request, by=anybody("sam"))
    actions.add_note(request=request, by="sam", text="Ramp is there.")
    said = text_of(page_of(colleague, request))
    lines = ("Internal note Asked for a ramp.", "Taken", "Internal note Ramp is there.")
    places = [said.index(line) for line in lines]
    assert places == sorted(places)


def test_a_line_of_a_kind_we_no_longer_write_is_still_read(colleague, office):
    request = receive(office=office)
    Event.objects.create(reference=request.reference, at=request.received_at, by="sam", verb="old")
    assert re.search(
        r" old \w{3}, \w{3} \d+, [\d:]+ [ap]m, sam", text_of(page_of(colleague, request))
    )


def test_the_record_says_how_the_request_stands(colleague, office):
    request = receive(office=office)
    for status, words in ((Status.NEW, "To call"), (Status.TRYING, "Trying to reach")):
        put(request, status)
        html = page_of(colleague, request)
        standing = text_of(html.split('class="desk-standing">')[1].split("</div>")[0])
        assert standing.endswith(words)


def test_one_press_restores_and_stays(colleague, office):
    request = receive(office=office, spam=Verdict(9, ["links in the note"]))
    page = page_of(colleague, request)
    assert "Why it is suspected: links in the note." in text_of(page)
    assert "No message goes out" in page
    done = press(colleague, request, "restore")
    assert done.redirect_chain == [(record_page(request), 302)]
    request.refresh_from_db()
    assert request.status == Status.NEW
    assert Event.objects.get(verb="restored").by == "frontdesk"
    assert Message.objects.count() == 1


def test_one_press_moves_a_request_to_suspected_spam(colleague, office):
    request = receive(office=office)
    done = press(colleague, request, "mark_spam")
    request.refresh_from_db()
    assert request.status == Status.SPAM
    assert Event.objects.get(verb="marked-spam").by == "frontdesk"
    assert "is among suspected spam now" in done.content.decode()


def test_a_second_press_changes_nothing(colleague, office):
    request = receive(office=office, spam=Verdict(9, ["links in the note"]))
    page = colleague.get(record_page(request))
    for _ in range(2):
        done = send(colleague, page, "restore")
    assert Event.objects.filter(verb="restored").count() == 1
    assert "is no spam. It waits to be called." in done.content.decode()


def test_looking_at_the_address_of_a_button_does_nothing(colleague, office):
    request = receive(office=office)
    assert colleague.get(step_page(request, "mark_spam")).url == record_page(request)
    request.refresh_from_db()
    assert request.status == Status.NEW


def test_a_press_from_another_site_is_refused(office):
    request = receive(office=office)
    client = browser(front_desk([office]))
    client.handler.enforce_csrf_checks = True
    for page in (step_page(request, "mark_spam"), EXPORT,
                 reverse("admin:booking_appointmentrequest_search")):  # fmt: skip
        assert client.post(page, {"words": "x", "mark_spam-seen": 1}).status_code == 403
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
    AppointmentRequest.objects.update(spam_reasons=[HOSTILE], office_name=HOSTILE)
    actions.add_note(request=request, by=HOSTILE, text=HOSTILE)
    actions.note_number(request=request, by=HOSTILE, number=HOSTILE)
    actions.mark_spam(request=request, by=HOSTILE)
    receive(office=office, name=HOSTILE, phone="202 555 0100")
    pages = [colleague.get(page) for page in (LIST, list_page(tab="spam"), record_page(request))]
    pages += [colleague.get(sheet_page(request)), search(colleague, "alert")]
    pages += [press(colleague, request, "note", text=HOSTILE * 99)]
    for html in (page.content.decode() for page in pages):
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html and "<b on" not in html and "<img src=x" not in html


def test_no_page_holds_inline_script_or_style(colleague, office):
    request = receive(office=office, spam=Verdict(9, ["links in the note"]))
    receive(office=office, name="Other Person")
    pages = [
        *(colleague.get(page) for page in (LIST, list_page(tab="spam"), record_page(request))),
        colleague.get(sheet_page(request)),
        search(colleague, "sample"),
        press(colleague, request, "note"),
    ]
    for page in pages:
        html = page.content.decode()
        assert [words for words, mark in INLINE.items() if re.search(mark, html)] == []
        assert "unsafe" not in page["Content-Security-Policy"]
        assert "no-store" in page["Cache-Control"]
        assert len(re.findall(r"<h1\b", html)) == 1


def test_a_long_story_asks_the_database_as_often_as_a_short_one(colleague, office):
    request = receive(office=office, email="maria@example.com")
    receive(office=office, name="Other 0")
    actions.add_note(request=request, by="priya", text="A note.")
    browser(front_desk([office], name="priya")).get(record_page(request))
    colleague.get(record_page(request))
    short = queries(colleague, record_page(request))
    for number in range(1, 9):
        receive(office=office, name=f"Other {number}")
        actions.mark_spam(request=request, by="priya")
        actions.restore_from_spam(request=request, by="priya")
        actions.add_note(request=request, by="priya", text="A note.")
    assert queries(colleague, record_page(request)) == short <= 20


def test_an_erased_request_still_opens(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    actions.erase(request=request, by="system")
    page = colleague.get(record_page(request))
    assert "Erased" in page.content.decode() and "Maria" not in page.content.decode()
    assert offered(page) == set() and looks_at(request) == [("record", "frontdesk")]
    found = search(colleague, request.reference)
    assert [record.patient for record in found.context["records"]] == ["Erased"]


def test_the_admins_own_log_stays_empty(colleague, office):
    request = receive(office=office, name="Maria Gonzales")
    colleague.get(record_page(request))
    for step in ("mark_spam", "restore"):
        press(colleague, request, step)
    assert Event.objects.filter(verb="restored").exists()
    assert not LogEntry.objects.exists()


def test_the_owner_goes_on_from_the_record_to_everybody_who_saw_it(colleague, office):
    request = receive(office=office)
    link = f"{reverse('admin:booking_look_request')}?reference={request.reference}"
    assert link not in page_of(colleague, request)
    client = browser(owner())
    assert link in page_of(client, request)
    assert "frontdesk" in client.get(link).content.decode()
