"""A person sees where they are signed in, and ends what is not theirs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from procedures.booking.models import How, Look
from tests.people import PASSWORD, editor, owner

pytestmark = pytest.mark.django_db
PAGE, END = "/admin/signing-in/", "/admin/signing-in/end/"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


def signed_in(name="owner", agent=LAPTOP):
    client = Client(headers={"User-Agent": agent})
    given = {"username": name, "password": PASSWORD, "next": "/admin/"}
    assert client.post("/admin/login/", given).status_code == 302
    return client


def is_in(client):
    return client.get("/admin/").status_code == 200


def listed(client):
    text = client.get(PAGE).content.decode()
    part = text.split("signing__sessions")[1].split("</ul>")[0]
    return re.findall(r"<strong>(.*?)</strong>", part), re.findall(
        r'name="session" value="(\w+)"', part
    )


@pytest.fixture(autouse=True)
def people():
    return owner(), editor()


def test_each_device_is_named_in_coarse_words_this_one_first():
    laptop = signed_in()
    signed_in(agent=PHONE), signed_in("editor")
    names, marks = listed(laptop)
    assert names == ["Firefox, Windows", "Safari, iPhone"] and len(marks) == 1
    assert laptop.session.session_key not in laptop.get(PAGE).content.decode()


def test_one_is_ended_and_that_is_on_record():
    laptop, phone = signed_in(), signed_in(agent=PHONE)
    laptop.post(END, {"session": listed(laptop)[1][0]})
    assert is_in(laptop) and not is_in(phone)
    assert Look.objects.filter(by="owner", how=How.SIGN_OUT).count() == 1


def test_all_others_are_ended_at_once_and_nobody_elses():
    laptop, colleague = signed_in(), signed_in("editor")
    others = [signed_in(agent=PHONE) for _number in range(3)]
    laptop.post(END)
    assert is_in(laptop) and is_in(colleague)
    assert not any(map(is_in, others))


def test_nobody_ends_a_colleagues():
    phone = signed_in("editor", agent=PHONE)
    mark = listed(signed_in("editor"))[1][0]
    signed_in().post(END, {"session": mark})
    assert is_in(phone)


def test_the_owner_ends_all_of_a_colleague():
    laptop, colleague = signed_in(), signed_in("editor")
    chosen = {"action": "end_sessions", "_selected_action": [str(editor().pk)]}
    laptop.post("/admin/auth/user/", chosen)
    assert is_in(laptop) and not is_in(colleague)


def test_what_is_idle_for_long_is_not_listed(time_machine):
    signed_in(agent=PHONE)
    time_machine.move_to(timezone.now() + timedelta(minutes=20))
    assert listed(signed_in())[0] == ["Firefox, Windows"]


def test_a_new_password_ends_all_others_and_so_does_a_closed_account():
    laptop, phone = signed_in(), signed_in(agent=PHONE)
    new = {"old_password": PASSWORD, "new_password1": "another long sentence"}
    laptop.post("/admin/password_change/", new | {"new_password2": "another long sentence"})
    assert is_in(laptop) and not is_in(phone)
    person = owner()
    person.is_active = False
    person.save()
    assert not is_in(laptop)
