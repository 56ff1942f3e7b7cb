"""Whatever stands in a field, a page shows it as words: to readers, to staff, and to search."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models

from procedures.booking.actions import add_note
from procedures.booking.models import AppointmentRequest
from procedures.models import OldAddress, Procedure, Provider, SearchCount
from tests.booking.factories import receive
from tests.factories import make_clinic, make_condition, make_office, make_published
from tests.house.test_every_page import routes
from tests.named_scripts import without_them
from tests.people import browser, owner
from tests.staff.sweep import paths

pytestmark = pytest.mark.django_db
HARM = """x'"></title></script><script>harm()</script><img src=x onerror=harm()>{{7|add:7}}"""
NO_WORDS = {"origin", "time_zone", "zip_code", "place", "picture", "path", "leads_to"}
KEPT = {"Version", "SearchEntry", "SearchWord", "OpenForm"}  # written by the site itself


class Reader(HTMLParser):
    """Reads as a browser does, and keeps what would run."""

    def __init__(self, html):
        super().__init__()
        self.runs = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("src") == "x" or any(name.startswith("on") for name in given):
            self.runs.append(tag)
        if tag == "script" and "src" not in given and "json" not in (given.get("type") or ""):
            self.runs.append(tag)
        addresses = (given.get(name) or "" for name in ("href", "src", "action", "formaction"))
        if any(each.strip().lower().startswith("javascript:") for each in addresses):
            self.runs.append(tag)


def may_hold_words(field):
    free = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return free and not isinstance(field, models.SlugField) and field.name not in NO_WORDS


def spoil(model):
    """Every text of every row, past all forms."""
    texts = {field.name: field for field in model._meta.concrete_fields if may_hold_words(field)}
    for row in model._default_manager.all():
        wanted = {name: HARM[: field.max_length] for name, field in texts.items()}
        model._default_manager.filter(pk=row.pk).update(**wanted)
    return bool(texts)


@pytest.fixture
def page():
    make_clinic(privacy_practices="Sample.")
    make_office(parking="Sample.", email="sample@clinic.example").closed_days.create(
        date=date(2027, 1, 1), reason="Sample."
    )
    page = make_published("Shot", conditions=[make_condition()])
    page.steps.create(title="One", text="Sample.")
    page.milestones.create(when="Today", text="Sample.")
    page.side_effects.create(text="Sample.", frequency="common")
    Provider.objects.create(name="A. Sample", role="Physician")
    OldAddress.objects.create(path="/old/", leads_to="/new/")
    SearchCount.objects.create(month=date(2026, 11, 1), words="sample", found=False, times=2)
    return page


@pytest.fixture
def spoiled(page):
    content = [m for m in apps.get_app_config("procedures").get_models() if m.__name__ not in KEPT]
    assert sum(spoil(model) for model in content) > 10
    return Procedure.objects.get(pk=page.pk)


def public_paths():
    slugs = {"procedure": "shot", "condition": "neck-pain", "office": "riverside"}
    found = {f"/{route}".replace("<slug:slug>", slugs.get(name, "")) for name, route in routes()}
    return found | {"/notices/privacy-practices/", "/search/?q=shot", "/book/", "/nowhere/"}


def runs_on(client, path):
    response = client.get(path, follow=True)
    if "html" not in response.get("Content-Type", "") or response.status_code >= 500:
        return [f"answers {response.status_code}"] if response.status_code >= 500 else []
    return Reader(without_them(response)).runs


def test_no_word_of_the_content_runs_on_a_page_for_readers(client, spoiled):
    found = {path: runs_on(client, path) for path in public_paths()}
    assert {path: runs for path, runs in found.items() if runs} == {}
    assert "harm()" in client.get("/procedures/shot/").content.decode()  # it was there to be read


def test_no_word_of_the_content_runs_at_the_desk(spoiled):
    desk = browser(owner())
    asked = at_the_desk("admin/procedures")
    found = {path: runs_on(desk, path) for path in asked}
    assert {path: runs for path, runs in found.items() if runs} == {} and len(asked) > 30


def at_the_desk(beginning):
    rows = {model: model._default_manager.first() for model in admin.site._registry}
    keys = {model: [row.pk] for model, row in rows.items() if row}
    keys |= {"object_id": [1], "any": [1], "content_type_id": [1]}
    return [path for path in paths(keys, ["1"]) if path.startswith(f"/{beginning}")]


def test_no_word_of_a_patient_runs_at_the_desk(page):
    request = receive(name=HARM, carer_name=HARM, note=HARM, language="other", other_language=HARM)
    add_note(request=request, by=owner(), text=HARM)
    AppointmentRequest.objects.update(procedure_name=HARM[:100], office_name=HARM[:50])
    desk = browser(owner())
    asked = at_the_desk("admin/")
    found = {path: runs_on(desk, path) for path in asked}
    assert {path: runs for path, runs in found.items() if runs} == {}
    assert "harm()" in desk.get(f"/admin/booking/appointmentrequest/{request.pk}/change/").text


SEARCHED = [
    HARM,
    "' OR 1=1 --",
    '" OR names:*',
    "knee') UNION SELECT password FROM auth_user --",
    "knee NEAR/2 (back OR *",
    "a & ! | <-> :*",
    "\\'; DROP TABLE procedures_procedure",
    "%s %(x)s {0}",
    "\x00knee",
]


@pytest.mark.parametrize("words", SEARCHED)
def test_what_is_searched_is_words_and_no_part_of_a_question_to_the_database(client, page, words):
    asked = []

    def watch(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for path in ("/search/", "/search/suggestions/", "/offices/", "/book/"):
            given = {"q": words, "zip": words, "procedure": words, "office": words}
            response = client.get(path, given)
            assert response.status_code in (200, 404), path
            assert Reader(without_them(response)).runs == []
    assert Procedure.objects.filter(name="Shot").exists()
    assert not any("UNION SELECT password" in sql or "DROP" in sql for sql in asked)
