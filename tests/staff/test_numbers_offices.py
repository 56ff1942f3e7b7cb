"""Who sees which numbers: each colleague those of their offices, and nobody writes one."""

import pytest
from django.test import Client

from procedures.booking import numbers
from procedures.booking.models import Look, Measure
from procedures.models import Office
from tests.booking.factories import receive
from tests.booking.test_numbers import ask
from tests.factories import make_office
from tests.people import auditor, browser, editor, front_desk, owner, stranger

from .forms import delete_page
from .test_numbers_page import PAGE, rows, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_office("Riverside")


@pytest.fixture
def there():
    return make_office("Northgate")


@pytest.fixture
def colleague(here):
    return browser(front_desk([here]))


def test_a_colleague_sees_only_the_numbers_of_their_offices(colleague, here, there):
    for _time in range(3):
        ask(there)
    numbers.renew()
    page = colleague.get(PAGE)
    assert "Northgate" not in words(page) and rows(page)["Riverside"][0] == "0"
    assert [each.office for each in page.context["offices"]] == [here]


def test_the_owner_sees_every_office(here, there):
    ask(there)
    found = rows(browser(owner()).get(PAGE))
    assert (found["Riverside"][0], found["Northgate"][0]) == ("0", "1")


def test_an_auditor_reads_the_numbers_of_their_offices(here, there):
    found = rows(browser(auditor([there])).get(PAGE))
    assert "Northgate" in found and "Riverside" not in found


def test_who_serves_no_office_is_told_so(here):
    page = browser(front_desk()).get(PAGE)
    assert "You serve no office yet" in words(page) and "Riverside" not in words(page)


@pytest.mark.parametrize(("person", "code"), [(editor, 403), (stranger, 302), (None, 302)])
def test_everybody_else_meets_a_closed_door(person, code, here):
    client = Client() if person is None else browser(person())
    response = client.get(PAGE)
    assert response.status_code == code and "Who waits" not in response.content.decode()


def test_nothing_is_added_changed_or_deleted_here(here):
    client = browser(owner())
    client.get(PAGE)
    measure = Measure.objects.first()
    assert client.post(PAGE).status_code == 405
    for rest in ("add/", f"{measure.pk}/", f"{measure.pk}/change/", f"{measure.pk}/delete/"):
        assert client.post(PAGE + rest, {"post": "yes"}).status_code == 404
    assert Measure.objects.filter(pk=measure.pk).exists()


def test_an_office_that_was_measured_can_still_be_deleted(desk, here):
    numbers.renew()
    Office.objects.update(is_public=False)
    desk.post(delete_page(here), {"post": "yes"})
    assert not Office.objects.exists() and not Measure.objects.exists()


def test_no_patient_appears_so_no_look_is_recorded(colleague, here):
    receive(office=here, name="Ana Sample", phone="(202) 555-0107")
    page = words(colleague.get(PAGE))
    assert "Ana" not in page and "0107" not in page and not Look.objects.exists()
