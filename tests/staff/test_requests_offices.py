"""Who sees whose requests: each office its own, the owner all, everybody else none."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from procedures.booking.actions import STEPS
from procedures.booking.models import AppointmentRequest, Event, Look, OfficeStaff, Status
from procedures.booking.offices_served import offices_served, requests_seen_by
from procedures.booking.queue import Tab
from procedures.booking.spam import Verdict
from procedures.models import Office
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import auditor, browser, editor, front_desk, owner, stranger

from .at_the_desk import (
    EXPORT,
    SEARCH,
    export,
    in_list,
    list_page,
    looks_at,
    offered,
    record_page,
    search,
    sheet_page,
    step_page,
    tabs,
    text_of,
)
from .forms import edit_page, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_office("Riverside")


@pytest.fixture
def there():
    return make_office("Northgate")


@pytest.fixture
def ours(here):
    return receive(office=here, name="Ours Sample", phone="(202) 555-0101")


@pytest.fixture
def theirs(there):
    return receive(office=there, name="Theirs Sample", phone="(202) 555-0102")


@pytest.fixture
def their_spam(there):
    return receive(office=there, name="Junk Sample", spam=Verdict(9, ["links in the note"]))


@pytest.fixture
def colleague(here):
    """A browser of the front desk of Riverside."""
    return browser(front_desk([here]))


def everything_said(client, theirs):
    """Every page on which a word of another office could appear."""
    addresses = [
        reverse("admin:index"),
        reverse("admin:app_list", args=["booking"]),
        *(list_page(tab=tab) for tab in Tab.values),
        *(list_page(tab=tab, office=theirs.office.pk) for tab in Tab.values),
        list_page(language="en"),
        list_page(procedure="not-sure"),
        list_page(returning="new"),
        list_page(**{"with": "nobody"}),
        list_page(p=2),
        record_page(theirs),
        record_page(theirs, office=theirs.office.pk),
        sheet_page(theirs),
        step_page(theirs, "restore"),
        record_page(theirs).replace("/change/", "/history/"),
        record_page(theirs).replace("/change/", "/delete/"),
    ]
    pages = [client.get(address, follow=True) for address in addresses]
    pages += [
        search(client, words)
        for words in ("Theirs", "Sample", "202 555 0102", theirs.reference, "junk")
    ]
    pages += [export(client, **choices) for choices in ({}, {"office": theirs.office.pk})]
    pages += [client.post(step_page(theirs, step), {f"{step}-seen": 1}, follow=True)
              for step in STEPS]  # fmt: skip
    return "".join(page.content.decode() for page in pages)


def test_no_page_says_a_word_of_another_offices_request(colleague, ours, theirs, their_spam):
    said = everything_said(colleague, theirs)
    assert "Ours Sample" in said
    for word in ("Theirs", "Junk", theirs.reference, their_spam.reference, "0102"):
        assert word not in said


def test_an_address_of_another_office_answers_as_one_of_nothing(colleague, theirs):
    other = colleague.get(record_page(theirs), follow=True)
    AppointmentRequest.objects.all().delete()
    nothing = colleague.get(record_page(theirs), follow=True)
    messages = [[str(each) for each in page.context["messages"]] for page in (other, nothing)]
    assert messages[0] == messages[1]
    assert other.redirect_chain == nothing.redirect_chain == [(reverse("admin:index"), 302)]


@pytest.mark.parametrize("step", [*STEPS, "nonsense"])
def test_nobody_acts_on_a_request_of_another_office(colleague, theirs, their_spam, step):
    before = list(AppointmentRequest.objects.order_by("pk").values())
    for request in (theirs, their_spam):
        answers = {f"{step}-seen": 1, f"{step}-text": "Theirs", f"{step}-number": "7"}
        told = colleague.post(step_page(request, step), answers)
        assert told.status_code == 404 and "Nothing was saved" in told.content.decode()
    assert list(AppointmentRequest.objects.order_by("pk").values()) == before
    assert not Event.objects.filter(by="frontdesk").exists()


def test_looking_for_another_offices_request_leaves_no_look(colleague, theirs):
    everything_said(colleague, theirs)
    assert Look.objects.exists() and looks_at(theirs) == []


def test_counts_are_of_the_own_offices(colleague, ours, theirs, their_spam):
    index = text_of(colleague.get(reverse("admin:index")))
    assert "1 request waits to be called" in index and "2 requests" not in index
    assert colleague.get(list_page()).context["cl"].result_count == 1
    own = {"call": "1", "trying": "0", "booked": "0", "closed": "0", "spam": "0"}
    assert tabs(colleague) == tabs(colleague, office=theirs.office.pk) == own


def test_the_office_list_offers_only_own_offices(here, there):
    third = make_office("Hillside")
    page = browser(front_desk([here, third])).get(list_page()).content.decode()
    assert "Riverside</option>" in page and "Hillside</option>" in page
    assert "Northgate" not in page


def test_other_requests_of_the_caller_are_those_of_the_own_offices(colleague, here, there):
    first = receive(office=here, name="First Sample", phone="(202) 555-0105")
    receive(office=there, name="Hidden Sample", phone="(202) 555-0105")
    receive(office=here, name="Again Sample", phone="202.555.0105")
    page = colleague.get(record_page(first)).content.decode()
    assert "Again Sample" in page and "Hidden" not in page


def test_the_owner_sees_all_offices_and_what_lost_its_office(ours, theirs, there):
    there.delete()
    assert set(in_list(browser(owner()))) == {"Ours Sample", "Theirs Sample"}
    assert tabs(browser(owner()))["call"] == "2"
    assert browser(owner()).get(record_page(theirs)).status_code == 200


def test_the_front_desk_of_no_office_sees_no_request_and_is_told_why(ours):
    client = browser(front_desk())
    assert "You serve no office yet" in client.get(list_page()).content.decode()
    assert all(in_list(client, tab=tab) == [] for tab in Tab.values)
    assert search(client, "Ours").context["records"] == []
    assert client.get(record_page(ours)).status_code == 302


def test_an_office_taken_away_is_closed_at_once(colleague, ours):
    assert colleague.get(record_page(ours)).status_code == 200
    OfficeStaff.objects.all().delete()
    assert colleague.get(record_page(ours)).status_code == 302


@pytest.mark.parametrize("person", [editor, stranger, None])
def test_everybody_else_meets_a_closed_door(person, ours):
    client = Client() if person is None else browser(person())
    code = 403 if person is editor else 302
    for page in (list_page(), record_page(ours), reverse("admin:booking_appointmentrequest_found",
                 args=["x"])):  # fmt: skip
        response = client.get(page)
        assert response.status_code == code
        assert "Ours" not in response.content.decode()
    assert client.post(SEARCH, {"words": "Ours"}).status_code == code
    assert client.post(EXPORT).status_code == client.get(sheet_page(ours)).status_code == code
    assert client.post(step_page(ours, "mark_spam"), {"mark_spam-seen": 1}).status_code == code
    ours.refresh_from_db()
    assert ours.status == Status.NEW


def test_the_editor_finds_no_trace(ours):
    client = browser(editor())
    assert client.get(reverse("admin:app_list", args=["booking"])).status_code == 404
    index = client.get(reverse("admin:index"))
    assert [app["app_label"] for app in index.context["app_list"]] == ["procedures"]
    assert "request" not in index.content.decode().lower()


def test_the_office_of_a_visit_is_one_of_those_served(here, there):
    third = make_office("Hillside")
    request = receive(office=here)
    html = browser(front_desk([here, third])).get(record_page(request)).content.decode()
    choices = html[html.index('name="book-office"') :].split("</select>")[0]
    assert "Riverside" in choices and "Hillside" in choices and "Northgate" not in choices


def test_the_auditor_of_an_office_reads_and_is_offered_no_step(ours, theirs, here):
    client = browser(auditor([here]))
    assert offered(client.get(record_page(ours))) == set()
    assert client.get(record_page(theirs)).status_code == 302
    for step in STEPS:
        assert client.post(step_page(ours, step), {f"{step}-seen": 1}).status_code == 403
    ours.refresh_from_db()
    assert ours.version == 1


def test_an_office_row_alone_opens_nothing(here, ours):
    person = editor()
    OfficeStaff.objects.create(user=person, office=here)
    assert not requests_seen_by(person).exists()


def test_a_closed_account_serves_nobody(here, ours):
    person = front_desk([here])
    person.is_active = False
    assert not requests_seen_by(person).exists()


def test_the_owner_gives_a_colleague_an_office(here, there):
    person, client = front_desk(), browser(owner())
    page = reverse("admin:auth_user_change", args=[person.pk])
    fields = fields_of(client.get(page))
    fields |= {"groups": [group.pk for group in person.groups.all()], "is_staff": "on"}
    row = {"offices-TOTAL_FORMS": "1", "offices-0-user": person.pk, "offices-0-office": here.pk}
    client.post(page, fields | row)
    assert list(offices_served(User.objects.get(pk=person.pk))) == [here]


def test_the_editor_still_deletes_an_office_that_colleagues_served(desk, here):
    front_desk([here])
    Office.objects.update(is_public=False)
    desk.post(edit_page(here).replace("/change/", "/delete/"), {"post": "yes"})
    assert not Office.objects.exists()


def test_the_sample_front_desk_serves_the_first_office(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "demo")
    make_office("Second", position=2)
    first = make_office("First", position=1)
    call_command("sample_staff", stdout=StringIO())
    [row] = OfficeStaff.objects.all()
    assert (row.user.username, row.office) == ("frontdesk", first)
