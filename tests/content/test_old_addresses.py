import pytest

from procedures.models import Farewell, OldAddress, Status
from tests.factories import make_procedure, make_published

pytestmark = pytest.mark.django_db


def withdraw(name="Old injection", **fields):
    return make_procedure(name, status=Status.WITHDRAWN, **fields)


def test_a_renamed_page_is_found_at_its_old_address(client):
    make_published("New name")
    OldAddress.moved("/procedures/old-name/", "/procedures/new-name/")
    response = client.get("/procedures/old-name/")
    assert (response.status_code, response["Location"]) == (301, "/procedures/new-name/")


def test_a_page_renamed_twice_and_back_is_one_step_away(client):
    OldAddress.moved("/a/", "/b/")
    OldAddress.moved("/b/", "/c/")
    assert client.get("/a/")["Location"] == "/c/"
    OldAddress.moved("/c/", "/a/")
    assert set(OldAddress.objects.values_list("path", "leads_to")) == {
        ("/b/", "/a/"),
        ("/c/", "/a/"),
    }


def test_an_address_without_a_new_one_is_gone(client):
    OldAddress.objects.create(path="/old-site/tpi.html")
    response = client.get("/old-site/tpi.html")
    assert response.status_code == 410
    assert "This page is gone" in response.content.decode()


def test_a_living_page_wins_over_an_old_address(client):
    page = make_published("Living")
    OldAddress.objects.create(path=page.get_absolute_url(), leads_to="/")
    assert client.get(page.get_absolute_url()).status_code == 200


def test_a_withdrawn_page_is_not_found_unless_staff_chose_otherwise(client):
    assert client.get(withdraw().get_absolute_url()).status_code == 404


def test_a_withdrawn_page_can_be_gone_for_good(client):
    assert client.get(withdraw(farewell=Farewell.GONE).get_absolute_url()).status_code == 410


def test_a_withdrawn_page_can_lead_to_its_successor(client):
    successor = make_published("Better injection")
    page = withdraw(farewell=Farewell.REDIRECT, replaced_by=successor)
    response = client.get(page.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, successor.get_absolute_url())


def test_nobody_is_led_to_a_page_that_is_not_public(client):
    page = withdraw(farewell=Farewell.REDIRECT, replaced_by=make_procedure("Unfinished"))
    assert client.get(page.get_absolute_url()).status_code == 404


def test_a_chain_of_withdrawn_pages_leads_to_its_end(client):
    last = make_published("Last")
    middle = withdraw("Middle", farewell=Farewell.REDIRECT, replaced_by=last)
    first = withdraw("First", farewell=Farewell.REDIRECT, replaced_by=middle)
    assert client.get(first.get_absolute_url())["Location"] == last.get_absolute_url()


def test_pages_that_replace_each_other_lead_nowhere(client):
    first = withdraw("First", farewell=Farewell.REDIRECT)
    second = withdraw("Second", farewell=Farewell.REDIRECT, replaced_by=first)
    first.replaced_by = second
    first.save()
    assert client.get(first.get_absolute_url()).status_code == 404
