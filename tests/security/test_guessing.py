"""Somebody guesses passwords at the door of the staff; the people who work here still get in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from procedures.booking.models import Attempt
from procedures.desk.sign_in import KIND, Tries
from tests.people import PASSWORD, editor, owner

pytestmark = pytest.mark.django_db
DOOR = "/admin/login/?next=/admin/"


def tries(password, name="owner", address="203.0.113.7", client=None):
    given = {"username": name, "password": password, "next": "/admin/"}
    return (client or Client()).post(DOOR, given, REMOTE_ADDR=address, follow=False)


def gets_in(response):
    return response.status_code == 302


def says(response):
    return response.context["form"].non_field_errors()[0]


@pytest.fixture(autouse=True)
def people():
    return owner(), editor()


@pytest.fixture
def guessed():
    for number in range(20):
        last = tries(f"guess {number}")
    return last


def test_after_ten_wrong_tries_not_even_the_right_password_is_looked_at(guessed):
    assert says(guessed).startswith("Too many wrong tries")
    assert Attempt.objects.filter(kind="sign-in").count() == 2 * 10
    assert not gets_in(tries(PASSWORD))


def test_the_owner_gets_in_from_another_address(guessed):
    assert gets_in(tries(PASSWORD, address="198.51.100.9"))


def test_the_owner_gets_in_from_the_same_address_on_a_device_of_theirs(guessed):
    laptop = Client()
    assert gets_in(tries(PASSWORD, address="198.51.100.9", client=laptop))
    laptop.post("/admin/logout/")
    assert gets_in(tries(PASSWORD, client=laptop))


def test_everybody_who_shares_a_device_gets_in_on_it():
    laptop = Client()
    for name in ("owner", "editor"):
        assert gets_in(tries(PASSWORD, name=name, address="198.51.100.9", client=laptop))
        laptop.post("/admin/logout/")
    for name in ("owner", "editor"):
        for number in range(11):
            tries(f"guess {number}", name=name)
        assert not gets_in(tries(PASSWORD, name=name))
        assert gets_in(tries(PASSWORD, name=name, client=laptop))
        laptop.post("/admin/logout/")


def test_another_address_of_the_same_home_is_no_other_address():
    for number in range(10):
        tries(f"guess {number}", address=f"2001:db8:1:2::{number}")
    assert not gets_in(tries(PASSWORD, address="2001:db8:1:2:ffff::1"))
    assert gets_in(tries(PASSWORD, address="2001:db8:1:3::1"))


def test_many_tries_at_once_are_counted_before_the_first_is_looked_at(rf):
    request = rf.post(DOOR, REMOTE_ADDR="203.0.113.7")
    begun = [Tries(request, KIND, "owner") for _number in range(10)]
    for each in begun:
        each.begin()
    assert not gets_in(tries(PASSWORD))
    begun[0].take_back()
    assert gets_in(tries(PASSWORD))


def test_a_colleague_at_the_same_address_is_not_kept_out(guessed):
    assert gets_in(tries(PASSWORD, name="editor"))


def test_a_minute_later_one_more_try_is_let_through(guessed, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=1, seconds=1))
    assert says(tries("wrong")).startswith("Please enter the correct username")
    assert says(tries("wrong")).startswith("Too many wrong tries")
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert gets_in(tries(PASSWORD))


def test_whoever_tries_many_names_from_one_address_is_slowed_too():
    for number in range(50):
        tries("password", name=f"name-{number}")
    assert says(tries("password", name="one-more")).startswith("Too many wrong tries")


def test_the_device_of_one_account_opens_no_other():
    laptop = Client()
    tries(PASSWORD, name="editor", client=laptop)
    laptop.post("/admin/logout/")
    for _number in range(10):
        tries("wrong", client=laptop)
    assert says(tries(PASSWORD, client=laptop)).startswith("Too many wrong tries")
    forged = Client()
    forged.cookies["__Host-device"] = laptop.cookies["__Host-device"].value + "x"
    assert says(tries(PASSWORD, client=forged)).startswith("Too many wrong tries")


def test_nobody_is_told_whether_an_account_exists():
    User.objects.create_user("closed", password=PASSWORD, is_active=False, is_staff=True)
    answers = [says(tries("wrong", name=name)) for name in ("owner", "nobody", "closed")]
    answers.append(says(tries(PASSWORD, name="closed")))
    assert len(set(answers)) == 1
    for _number in range(10):
        last = tries("wrong", name="nobody")
    assert says(last).startswith("Too many wrong tries")


def test_an_address_that_a_visitor_claims_for_themselves_counts_for_nothing():
    for number in range(10):
        Client().post(
            DOOR,
            {"username": "owner", "password": "wrong"},
            REMOTE_ADDR="203.0.113.7",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        )
    assert says(tries("wrong")).startswith("Too many wrong tries")


def test_neither_names_nor_addresses_are_kept(guessed):
    kept = str(list(Attempt.objects.values()))
    assert "owner" not in kept and "203.0.113" not in kept
