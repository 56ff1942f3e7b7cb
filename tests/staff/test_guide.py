"""The guide: each role reads how to do its own work, with pictures that are there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from procedures.booking.actions import STEPS
from tests.people import auditor, browser, clinician, editor, front_desk, owner, stranger
from tests.server import ROOT

pytestmark = pytest.mark.django_db
GUIDE = reverse("admin:guide")
PICTURES = ROOT / "static" / "admin_desk" / "guide"


def guide_of(person):
    return browser(person).get(GUIDE).content.decode()


def parts_of(person):
    return set(re.findall(r'<section id="([\w-]+)"', guide_of(person)))


def test_each_role_reads_its_own_parts():
    desk = {"call", "book", "no-answer", "close", "find", "together", "records", "steps"}
    everybody = {"signing-in"}
    at_the_desk = desk | everybody | {"numbers"}
    assert parts_of(front_desk()) == parts_of(auditor()) == at_the_desk
    assert parts_of(clinician()) == everybody | {"review"}
    assert parts_of(editor()) == everybody | {"pages", "drafts", "picture", "help", "review"}
    assert parts_of(owner()) == desk | parts_of(editor()) | {
        "numbers",
        "colleagues",
        "audit",
    }


def test_only_staff_read_it():
    for client in (Client(), browser(stranger())):
        assert client.get(GUIDE).status_code == 302


def test_every_page_of_the_desk_leads_to_it():
    assert f'href="{GUIDE}"' in browser(editor()).get(reverse("admin:index")).content.decode()


def test_its_pictures_are_there_all_used_and_of_the_size_it_says():
    shown = set(re.findall(r'src="/static/(admin_desk/guide/[\w.]+\.png)"', guide_of(owner())))
    assert {path.name for path in PICTURES.iterdir()} == {name.split("/")[-1] for name in shown}
    for name in shown:
        head = Path(finders.find(name)).read_bytes()[:24]
        assert [int.from_bytes(head[at : at + 4]) for at in (16, 20)] == [1200, 750], name


def test_every_button_that_it_names_is_a_step_or_on_a_page_of_the_desk():
    pages = "".join(path.read_text() for path in (ROOT / "templates/admin/booking").rglob("*.html"))
    labels = {str(step.label) for step in STEPS.values()}
    text = render_to_string("admin/guide/front_desk.html", {"perms": {"booking": ALL}, "steps": []})
    pressed = re.findall(r"[Pp]ress “([^”]+)”", text)
    assert (
        pressed
        and [
            name
            for name in pressed
            if name.removeprefix("Save: ") not in labels and name not in pages
        ]
        == []
    )


def test_it_shows_every_step_and_when_it_is_allowed():
    text = guide_of(front_desk())
    assert [step.name for step in STEPS.values() if f'"row">{step.label}<' not in text] == []


class ALL:
    """Every permission."""

    export_appointmentrequest = True
