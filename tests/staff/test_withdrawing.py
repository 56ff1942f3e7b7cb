"""Whoever withdraws a page says what people find who still have its address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import Farewell, Procedure, Version, What
from tests.factories import make_procedure, make_published

from .forms import act, edit, errors_of, fields_of, messages_of, withdraw

REDIRECT, GONE = Farewell.REDIRECT, Farewell.GONE


def is_public(page):
    return Procedure.objects.published().filter(pk=page.pk).exists()


def test_the_list_asks_before_it_withdraws(desk):
    page, other = make_published("Nerve block"), make_published("Other")
    asked = act(desk, "withdraw", page).content.decode()
    assert "People who still have its address find" in asked and "Nerve block" in asked
    assert f'<option value="{other.pk}">Other</option>' in asked
    assert f'<option value="{page.pk}"' not in asked
    assert is_public(page) and not Version.objects.exists()


def test_each_page_gets_its_own_answer(desk):
    gone, moved, other = (make_published(name) for name in ("Gone", "Moved", "Other"))
    answers = {
        f"page-{gone.pk}-farewell": GONE,
        f"page-{moved.pk}-farewell": REDIRECT,
        f"page-{moved.pk}-replaced_by": other.pk,
    }
    assert messages_of(withdraw(desk, gone, moved, **answers)) == ["2 procedures withdrawn."]
    assert desk.get(gone.get_absolute_url()).status_code == 410
    assert desk.get(moved.get_absolute_url()).url == other.get_absolute_url()
    version = moved.versions.get()
    assert (version.what, version.content["farewell"]) == (What.WITHDRAWN, REDIRECT)


def test_one_answer_that_does_not_do_withdraws_none(desk):
    first, second = make_published("First"), make_published("Second")
    answers = {f"page-{first.pk}-farewell": REDIRECT, f"page-{second.pk}-farewell": GONE}
    again = withdraw(desk, first, second, **answers)
    words = "Choose the page that replaces this one, or another answer above."
    assert words in again.content.decode()
    assert fields_of(again)[f"page-{second.pk}-farewell"] == [GONE]
    assert is_public(first) and is_public(second)


def test_a_page_does_not_lead_to_one_that_goes_with_it(desk):
    first, second = make_published("First"), make_published("Second")
    answers = {
        f"page-{first.pk}-farewell": REDIRECT,
        f"page-{first.pk}-replaced_by": second.pk,
    }
    withdraw(desk, first, second, **answers)
    assert is_public(first) and is_public(second)


def test_a_page_that_is_withdrawn_already_is_not_asked_about(desk):
    page = make_procedure("Nerve block", status="withdrawn")
    assert messages_of(act(desk, "withdraw", page)) == ["“Nerve block” is withdrawn already."]


@pytest.mark.parametrize("status", ["withdrawn", "draft"])
def test_the_form_refuses_to_lead_to_a_page_that_is_not_public(desk, status):
    page, other = make_published(), make_procedure("Nerve block", status=status)
    change = {"status": "withdrawn", "farewell": REDIRECT, "replaced_by": other.pk}
    [error] = errors_of(edit(desk, page, **change))
    assert error.startswith("“Nerve block” is not public, so nobody can be led there.")
    assert is_public(page)


def test_a_withdrawn_page_can_be_corrected_after_its_successor_went_too(desk):
    last = make_published("Last")
    middle = make_published("Middle")
    first = make_procedure(
        "First", status="withdrawn", farewell=REDIRECT, replaced_by=middle, publish_at=None
    )
    edit(desk, middle, status="withdrawn", farewell=REDIRECT, replaced_by=last.pk)
    assert errors_of(edit(desk, first, summary="Corrected.")) == []
    assert desk.get(first.get_absolute_url()).url == last.get_absolute_url()


def test_who_may_only_look_withdraws_nothing(looking):
    page = make_published()
    act(looking, "withdraw", page)
    assert is_public(page)


def test_asking_about_many_takes_as_many_queries(desk):
    few, many = [make_published()], [make_published() for _number in range(20)]
    with CaptureQueriesContext(connection) as for_few:
        act(desk, "withdraw", *few)
    with CaptureQueriesContext(connection) as for_many:
        act(desk, "withdraw", *many)
    assert len(for_many) == len(for_few)
