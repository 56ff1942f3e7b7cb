"""What a colleague does at the pages of the requests, and what they read there."""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures.booking.models import Event, Look

from .forms import Fields

LIST = reverse("admin:booking_appointmentrequest_changelist")
SEARCH = reverse("admin:booking_appointmentrequest_search")
EXPORT = reverse("admin:booking_appointmentrequest_export")
NEW_YORK = ZoneInfo("America/New_York")


# ---- addresses ----


def list_page(**choices):
    return f"{LIST}?{urlencode(choices)}"


def record_page(request, **choices):
    page = reverse("admin:booking_appointmentrequest_change", args=[request.pk])
    return f"{page}?{urlencode(choices)}" if choices else page


def step_page(request, step):
    return reverse("admin:booking_appointmentrequest_step", args=[request.pk, step])


def sheet_page(request):
    return reverse("admin:booking_appointmentrequest_sheet", args=[request.pk])


# ---- what they do ----


def search(client, words):
    return client.post(SEARCH, {"words": words}, follow=True)


def export(client, **choices):
    return client.post(f"{EXPORT}?{urlencode(choices)}")


def press(client, request, step, **answers):
    """Open the record, fill in the form of the step, and press its button."""
    return send(client, client.get(record_page(request)), step, **answers)


def send(client, page, step, **answers):
    """The same on a page that is open since before."""
    form = StepFields(page.content.decode(), step)
    typed = {f"{step}-{name}": value for name, value in answers.items()}
    return client.post(form.address, form.values | typed, follow=True)


class StepFields(Fields):
    """The form of one step, as it stands on the page of a record."""

    def __init__(self, html, step):
        self.step, self.address = step, None
        super().__init__(html)
        assert self.address, f"no form for {step}"

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if tag == "form":
            action = dict(attrs).get("action", "")
            self.inside = f"/step/{self.step}/" in action
            self.address = action if self.inside else self.address


def typed_in(page, step):
    """What stands in the fields of a step's form."""
    found = StepFields(page.content.decode(), step).values.items()
    plain = {name.removeprefix(f"{step}-"): value for name, value in found}
    return {
        name: value[0] if isinstance(value, list) else value.strip("\n")
        for name, value in plain.items()
    }


# ---- what they read ----


def in_list(client, **choices):
    """The names that the list shows, in its order."""
    return [record.patient for record in client.get(list_page(**choices)).context["records"]]


def tabs(client, **choices):
    """The counts on the tabs."""
    page = client.get(list_page(**choices))
    return {tab.value: count for tab, count, _address, _current in page.context["tabs"]}


def offered(page):
    """The names of the steps on a page."""
    return set(re.findall(r"/step/(\w+)/", page.content.decode()))


def text_of(page):
    html = page if isinstance(page, str) else page.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def queries(client, page, ask="get"):
    """How often a page asks the database; the marks of a transaction are no question."""
    with CaptureQueriesContext(connection) as captured:
        assert getattr(client, ask)(page).status_code == 200
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


# ---- what is on record ----


def after(done, request):
    """The request as it is after a step that was taken."""
    assert done.redirect_chain[-1] == (record_page(request), 302)
    request.refresh_from_db()
    return request


def looks_at(request):
    """(how, by whom), the oldest first."""
    looks = Look.objects.filter(looked_at__reference=request.reference).order_by("pk")
    return list(looks.values_list("how", "by"))


def verbs(request):
    return list(Event.objects.filter(reference=request.reference).values_list("verb", flat=True))


def the_clock_says(monkeypatch, moment, zone=NEW_YORK):
    """Stop the clock, as in "2026-07-06 09:00"."""
    at = datetime.fromisoformat(moment).replace(tzinfo=zone).astimezone(UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at
