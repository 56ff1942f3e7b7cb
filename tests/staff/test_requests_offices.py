"""Who sees whose requests: each office its own, the owner all, everybody else none."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from procedures.booking.models import AppointmentRequest, Event, OfficeStaff, Status
from procedures.booking.offices_served import offices_served, requests_seen_by
from procedures.booking.spam import Verdict
from procedures.models import Office
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import browser, editor, front_desk, owner, stranger

from .forms import edit_page, fields_of
from .test_requests import SEARCH, act_page, in_list, list_page, record_page, search

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
        *(list_page(status=status) for status in ("", "spam", "booked", "done", "closed", "all")),
        list_page(status="all", office=theirs.office.pk),
        list_page(status="all", language="en"),
        list_page(status="all", procedure="not-sure"),
        list_page(status="all", p=2),
        record_page(theirs),
        act_page(theirs, "restore"),
        record_page(theirs).replace("/change/", "/history/"),
        record_page(theirs).replace("/change/", "/delete/"),
    ]
    pages = [client.get(address, follow=True) for address in addresses]
    pages += [
        search(client, words)
        for words in ("Theirs", "Sample", "202 555 0102", theirs.reference, "junk")
    ]
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


@pytest.mark.parametrize("act", ["restore", "spam"])
def test_nobody_acts_on_a_request_of_another_office(colleague, theirs, their_spam, act):
    for request in (theirs, their_spam):
        before = request.status
        colleague.post(act_page(request, act))
        request.refresh_from_db()
        assert request.status == before
    assert not Event.objects.filter(by="frontdesk").exists()


def test_looking_for_another_offices_request_leaves_no_look(colleague, theirs):
    everything_said(colleague, theirs)
    assert not Event.objects.filter(reference=theirs.reference, by="frontdesk").exists()


def test_counts_are_of_the_own_offices(colleague, ours, theirs, their_spam):
    index = colleague.get(reverse("admin:index")).content.decode()
    assert "Appointment requests: 1 open" in index
    page = colleague.get(list_page())
    assert page.context["cl"].result_count == 1 and page.context["spam_count"] == 0


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
    assert browser(owner()).get(record_page(theirs)).status_code == 200


def test_the_front_desk_of_no_office_sees_no_request_and_is_told_why(ours):
    client = browser(front_desk())
    page = client.get(list_page(status="all"))
    assert "You serve no office yet" in page.content.decode()
    assert in_list(client, status="all") == [] == search(client, "Ours").context["records"]
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
    assert client.post(act_page(ours, "spam")).status_code == code
    ours.refresh_from_db()
    assert ours.status == Status.NEW


def test_the_editor_finds_no_trace(ours):
    client = browser(editor())
    assert client.get(reverse("admin:app_list", args=["booking"])).status_code == 404
    index = client.get(reverse("admin:index"))
    assert [app["app_label"] for app in index.context["app_list"]] == ["procedures"]
    assert "request" not in index.content.decode().lower()


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
