"""Promises about every page of the staff's admin, kept also for pages not yet written."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.test import RequestFactory
from django.urls import reverse

from procedures.models import Clinic, OldAddress, Procedure, Provider, SearchCount
from tests.factories import make_clinic, make_condition, make_office, make_procedure
from tests.people import editor, owner

from .forms import add_page, delete_page, edit_page, list_page

pytestmark = pytest.mark.django_db
CONTENT = [model for model in admin.site._registry if model._meta.app_label == "procedures"]
CONTENT.remove(SearchCount)  # a list to read, without a form
INLINE = {
    "a script without src": r"<script(?![^>]*\ssrc=)[^>]*>",
    "a style element": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "an event attribute": r"<[^>]*\son[a-z]+\s*=",
    "a javascript address": r"javascript:",
}


def one_of_each():
    condition = make_condition()
    return [
        make_clinic(),
        make_office(is_public=False),
        condition,
        make_procedure(conditions=[condition]),
        OldAddress.objects.create(path="/old/", leads_to="/new/"),
        Provider.objects.create(name="A. Sample", role="Physician"),
    ]


def every_page():
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    for model in CONTENT:
        yield list_page(model)
        if model is not Clinic:
            yield add_page(model)
    for record in one_of_each():
        yield edit_page(record)
        yield reverse(f"admin:procedures_{record._meta.model_name}_history", args=[record.pk])
        if not isinstance(record, Clinic):
            yield delete_page(record)


def test_every_page_opens_for_the_editor(desk):
    answers = {page: desk.get(page, follow=True).status_code for page in every_page()}
    assert {page: code for page, code in answers.items() if code != 200} == {}


def test_the_clinics_form_opens_while_there_is_none(desk):
    assert desk.get(list_page(Clinic), follow=True).status_code == 200
    assert desk.get(add_page(Clinic)).status_code == 200


def test_no_page_holds_inline_script_or_style(client):
    client.force_login(owner())
    users = [reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")]
    pages = [reverse("admin:login"), *every_page(), *users]
    found = []
    for page in pages:
        html = client.get(page, follow=True).content.decode()
        found += [(page, words) for words, mark in INLINE.items() if re.search(mark, html)]
    assert found == []


def test_a_refused_form_holds_no_inline_script_or_style(desk):
    html = desk.post(add_page(Procedure), {"status": "published"}).content.decode()
    assert [words for words, mark in INLINE.items() if re.search(mark, html)] == []


def test_the_content_policy_of_staff_pages_is_strict(desk):
    policy = desk.get(reverse("admin:index"))["Content-Security-Policy"]
    # and of scripts within a page just one, that of the readers' search
    assert re.search(r"(^|; )script-src 'self' 'sha256-[\w/+=]+'(;|$)", policy)
    assert "style-src 'self'" in policy.split("; ") and "unsafe" not in policy


def test_everything_that_staff_may_edit_is_on_a_form():
    request = RequestFactory().get("/admin/")
    request.user = editor()
    forgotten = []
    for model in CONTENT:
        page = admin.site._registry[model]
        shown = flatten_fieldsets(page.get_fieldsets(request))
        forgotten += [
            f"{model.__name__}.{field.name}"
            for field in [*model._meta.fields, *model._meta.many_to_many]
            if field.editable and not field.auto_created and field.name not in shown
        ]
        for inline in page.get_inline_instances(request):
            shown = [*flatten_fieldsets(inline.get_fieldsets(request)), "procedure", "office"]
            forgotten += [
                f"{inline.model.__name__}.{field.name}"
                for field in inline.model._meta.fields
                if field.editable and not field.auto_created and field.name not in shown
            ]
    assert forgotten == []


def test_every_field_of_a_form_has_a_name_for_screen_readers(desk):
    nameless = []
    for record in one_of_each():
        html = desk.get(edit_page(record)).content.decode()
        labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
        for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html):
            hidden = re.search(r'type="(?:hidden|submit|search)"', tag)
            name = re.search(r' id="([^"]+)"', tag)
            if not hidden and "aria-label" not in tag and (not name or name[1] not in labelled):
                nameless.append(tag)
    assert nameless == []


def test_every_group_of_fields_has_a_sentence_of_guidance():
    request = RequestFactory().get("/admin/")
    request.user = editor()
    silent = [
        f"{model.__name__}: {title}"
        for model in CONTENT
        for title, options in admin.site._registry[model].get_fieldsets(request)
        if not str(options.get("description", "")).endswith(".")
    ]
    assert silent == []
