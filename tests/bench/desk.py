"""The desk: what the owner sees of all offices, and the front desk of one."""

from functools import partial

from django.urls import reverse

from procedures.booking.models import Status
from procedures.booking.offices_served import requests_seen_by
from procedures.booking.queue import Tab
from procedures.booking.sample.patients import COMMON_FAMILIES
from procedures.models import Office
from tests import people

from .rounds import Page

REQUESTS = "admin:booking_appointmentrequest"


def pages():
    """Each is made just before it is measured: what was found is not kept for long."""
    for who, person in {"owner": people.owner(), "front desk": people.front_desk()}.items():
        browser = people.browser(person)
        for subject in (lists, searches, records, numbers):
            for name, ask, *answers_with in subject(browser, requests_seen_by(person)):
                yield Page(who, name, ask, *answers_with)
    audit = reverse("admin:booking_look_changelist")
    yield Page("owner", "audit", partial(people.browser(people.owner()).get, audit))


def lists(browser, requests):
    address, export = reverse(f"{REQUESTS}_changelist"), reverse(f"{REQUESTS}_export")
    for tab in Tab:
        yield f"queue, {tab.label}", partial(browser.get, address, {"tab": tab.value})
    yield "queue, Closed, page 9", partial(browser.get, address, {"tab": "closed", "p": 9})
    office = Office.objects.first().pk
    for tab in (Tab.CALL, Tab.CLOSED):
        narrow = {"tab": tab.value, "office": office, "language": "es"}
        yield f"queue, {tab.label}, filtered", partial(browser.get, address, narrow)
        yield f"export, {tab.label}", partial(browser.post, f"{export}?tab={tab.value}")


def searches(browser, requests):
    """Each takes two requests: the words are sent, and the answer leads to the list."""
    address = reverse(f"{REQUESTS}_search")
    for name, words in asked_for(requests.filter(status=Status.CLOSED).last()).items():
        yield f"search, {name}", partial(browser.post, address, {"words": words}), 302
    found = browser.post(address, {"words": COMMON_FAMILIES[0]})["Location"]
    yield "search, list of what was found", partial(browser.get, found)


def asked_for(request):
    _sample, first, family = request.name.split()
    return {
        "common family name": COMMON_FAMILIES[0],
        "full name": f"{first} {family}",
        "rare name, common word": f"Sample {family}",
        "phone": request.phone,
        "email": "sample.1@example.com",
        "reference": request.reference,
        "nobody": "Nobody",
    }


def records(browser, requests):
    for status in (Status.NEW, Status.CLOSED):
        one = requests.filter(status=status).last()
        address = reverse(f"{REQUESTS}_change", args=[one.pk])
        yield f"record, {status.label}", partial(browser.get, address)


def numbers(browser, requests):
    yield "numbers", partial(browser.get, reverse("admin:booking_measure_changelist"))
    yield "home of the admin", partial(browser.get, reverse("admin:index"))
