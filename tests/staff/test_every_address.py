"""Who is who at every address of the desk: nobody learns or changes what is not theirs to see."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Count
from django.http import HttpResponseForbidden
from django.test import Client

from procedures.booking import actions, looks
from procedures.booking.models import (
    AppointmentRequest,
    Delivery,
    Event,
    How,
    LookedAt,
    Message,
    Note,
    Status,
)
from procedures.models import OldAddress
from tests.booking.factories import put, receive
from tests.factories import make_clinic, make_condition, make_office, make_procedure
from tests.people import auditor, browser, editor, front_desk, owner, stranger

from .sweep import DOOR, Page, model_at, paths, said_by

pytestmark = pytest.mark.django_db
MARK = "zzmark"  # begins every personal word of Northgate's patients
PHONE, OTHER_PHONE = "(202) 555-0188", "(202) 555-0177"
ELSEWHERE = (f"{DOOR}procedures/", f"{DOOR}auth/")
OURS = "Ours Sample"
STATUSES = [Status.NEW, Status.TRYING, Status.BOOKED, Status.CLOSED, Status.SPAM]


def theirs_at(office, status):
    """A request with a mark in all that is personal, and in the name of a procedure now gone."""
    procedure = make_procedure(f"{MARK} procedure {status}")
    request = receive(
        office=office,
        procedure=procedure,
        name=f"{MARK}name {status}",
        carer_name=f"{MARK}carer",
        phone=PHONE if status == Status.NEW else OTHER_PHONE,
        email=f"{MARK}mail.{status}@example.com",
        note=f"{MARK}note",
        language="other",
        other_language=f"{MARK}ish",
    )
    procedure.delete()
    by = actions.SYSTEM
    request = AppointmentRequest.objects.get(pk=request.pk)
    request = actions.add_note(request=request, by=by, text=f"{MARK}internal")
    request = actions.note_number(request=request, by=by, number=f"{MARK}number")
    return put(request, status)


def every_path(world):
    requests = [request.pk for request in (*world.theirs, world.ours)]
    firsts = {model: model._default_manager.first() for model in admin.site._registry}
    keys = {model: [first.pk] for model, first in firsts.items() if first}
    keys |= {AppointmentRequest: requests, "object_id": requests, "any": requests}
    keys["content_type_id"] = [ContentType.objects.get_for_model(AppointmentRequest).pk]
    return sorted(("get", path, ()) for path in paths(keys, [requests[0], *actions.STEPS]))


def every_press(client, asked):
    """These addresses, what their pages offer, and the pages of the owner, who sees it all.

    Content and accounts are swept unfilled: their forms, filled or not, reach no request.
    """
    near = [press for press in asked if not press[1].startswith(ELSEWHERE)]
    pages = {press: answer_of(client, press, set())[1] for press in near}
    found = {("post", path, (("post", "yes"),)) for _get, path, _none in asked}
    for (_get, path, _none), page in pages.items():
        offered = Page(page, path, searched="2025550188").presses()
        found |= {press for press in offered if not press[1].startswith(ELSEWHERE)}
    return sorted({*asked, *found}), pages


def answer_of(client, press, been, before=None):
    """The browser is as before afterwards, and so is the database."""
    cookies, writes = client.cookies.copy(), []

    def watch(execute, sql, *args):
        if "booking_" in sql and not sql.startswith("SELECT"):
            writes.append(sql)
        return execute(sql, *args)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            status, words = said_by(client, press, been)
        touched = before ^ state() if writes and before else ()
        transaction.set_rollback(True)
    client.cookies = cookies
    return status, words, {row[:2] for row in touched}


def state():
    """(what, reference, …) of all there is of each request: the slightest change or look shows."""
    count = Count("pk")
    rows = {
        "request": AppointmentRequest.objects.values_list("reference", "version", "changed_at"),
        "history": Event.objects.order_by().values_list("reference").annotate(count),
        "look": LookedAt.objects.values_list("reference").annotate(count),
        "message": Message.objects.values_list("request__reference", "pk", "delivery"),
        "note": Note.objects.order_by().values_list("request__reference").annotate(count),
    }
    return {(what, *row) for what, found in rows.items() for row in found}


class Person:
    """Somebody at the door, with the references and words that are not theirs to see."""

    def __init__(self, world, user=None, sees_ours=False, acts=False):
        self.client = browser(user) if user else Client()
        self.client.raise_request_exception = False
        self.been = set()
        self.is_outside = not user or not user.is_staff
        self.sees_requests = bool(user) and user.has_perm("booking.view_appointmentrequest")
        self.acts = acts
        self.hidden = {request.reference for request in world.theirs}
        self.hidden |= set() if sees_ours else {world.ours.reference}
        self.words = {MARK, "555-0177", *self.hidden} | (set() if sees_ours else {OURS})
        self.records = {str(request.pk) for request in world.theirs}

    def faults(self, press, before):
        path = press[1]
        status, words, touched = answer_of(self.client, press, self.been, before)
        sent = str(press).lower()
        yield from (f"says {each}" for each in self.words if each.lower() in words.lower()
                    and each.lower() not in sent)  # fmt: skip
        yield from (f"touches {each}" for each in touched if not self.may_touch(*each))
        if status >= 500 or (status == 200 and self.is_closed(path)):
            yield f"answers {status}"

    def may_touch(self, what, reference):
        return reference not in self.hidden and (self.acts or what == "look")

    def is_closed(self, path):
        if self.is_outside:
            return not path.startswith((f"{DOOR}login/", f"{DOOR}forgotten/"))
        if path.startswith((f"{DOOR}auth/", f"{DOOR}booking/look/")):
            return True
        if not self.sees_requests:
            return path.startswith(f"{DOOR}booking/")
        is_record = model_at(path) is AppointmentRequest
        return is_record and bool(self.records & set(path.split("/")))


def everybody_else(world):
    return {
        "the editor": Person(world, editor()),
        "the front desk of Riverside": Person(world, front_desk([world.here]), True, acts=True),
        "the front desk of no office": Person(world, front_desk(name="new")),
        "the auditor of Riverside": Person(world, auditor([world.here]), True),
        "a stranger": Person(world, stranger()),
        "nobody": Person(world),
    }


@pytest.fixture
def world(monkeypatch):
    # what is refused says so on one plain page, which takes long to draw a thousand times
    monkeypatch.setattr(
        "clinic_site.urls.handler403", lambda request, exception: HttpResponseForbidden()
    )
    make_clinic()
    make_condition()
    make_procedure()
    OldAddress.objects.create(path="/old/", leads_to="/new/")
    here, there = make_office("Riverside"), make_office("Northgate", position=1)
    theirs = [theirs_at(there, status) for status in STATUSES]
    ours = receive(office=here, name=OURS, phone=PHONE)  # from the phone of one of theirs
    Message.objects.update(delivery=Delivery.GIVEN_UP, trouble="refused")
    looks.record_look(by="somebody", how=How.LIST, requests=theirs)
    return SimpleNamespace(here=here, theirs=theirs, ours=ours)


def test_nobody_learns_or_changes_what_is_not_theirs(world):
    presses, _pages = every_press(browser(owner()), every_path(world))
    before = state()
    wrong = [
        f"{name} {' '.join(map(str, press))}: {fault}"
        for name, person in everybody_else(world).items()
        for press in presses
        for fault in person.faults(press, before)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_sweep_sees_and_changes_what_the_owner_may(world):
    client = browser(owner())
    asked = [press for press in every_path(world) if press[1].startswith(f"{DOOR}booking/")]
    presses, pages = every_press(client, asked)
    seen = "".join(pages.values())
    assert all(request.reference in seen and request.name in seen for request in world.theirs)
    before, theirs = state(), {request.reference for request in world.theirs}
    changed = {
        (press[1], reference)
        for press in presses
        if press[0] == "post"
        for what, reference in answer_of(client, press, set(), before)[2]
        if reference in theirs and what != "look"
    }
    assert len({path.split("/")[-2] for path, _reference in changed}) >= len(STATUSES)
    assert {reference for _path, reference in changed} == theirs
