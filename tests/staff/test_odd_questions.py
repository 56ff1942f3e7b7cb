"""Somebody at the desk changes addresses and forms by hand: it costs nobody else anything."""

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse

from procedures.admin.rows import MOST
from procedures.models import Procedure
from tests.factories import make_clinic
from tests.people import browser, owner

from .forms import add_page, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    make_clinic()
    return browser(owner())


@pytest.mark.parametrize("asked", ["id__in", "id__gt", "p"])
@pytest.mark.parametrize("words", ["9" * 30, "-1", "\0", "'"])
def test_no_list_breaks_by_what_stands_in_its_address(desk, asked, words):
    lists = [reverse(admin_urlname(model._meta, "changelist")) for model in admin.site._registry]
    answers = {path: desk.get(path, {asked: words}).status_code for path in lists}
    assert set(answers.values()) <= {200, 302, 400, 404}, answers


def test_a_form_has_no_more_rows_than_a_page_could_need(desk):
    fields = fields_of(desk.get(add_page(Procedure)))
    answer = desk.post(add_page(Procedure), fields | {"questions-TOTAL_FORMS": "99999"})
    assert answer.status_code == 200
    assert f'name="questions-{MOST - 1}-question"' in answer.text
    assert f'name="questions-{MOST}-question"' not in answer.text
