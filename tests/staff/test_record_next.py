"""From one record to the next, along the list that was chosen."""

import re

import pytest

from tests.booking.factories import receive
from tests.factories import make_office, make_procedure
from tests.people import browser, front_desk

from .at_the_desk import (
    list_page,
    press,
    record_page,
    send,
    the_clock_says,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(monkeypatch, office):
    """At the desk on a Monday morning."""
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    return browser(front_desk([office]))


@pytest.fixture
def maria(colleague, office):
    return receive(office=office, name="Maria Gonzales", email="maria@example.com")


def test_previous_and_next_follow_the_filters_of_the_list(colleague, office):
    procedure = make_procedure("Nerve block")
    asked = {"tab": "call", "procedure": str(procedure.pk), "language": "es"}
    spanish = [
        receive(office=office, name=name, language="es", procedure=procedure)
        for name in ("Ana", "Ben", "Cleo")
    ]
    receive(office=office, name="Dan", procedure=procedure)
    row = colleague.get(list_page(**asked)).content.decode()
    here = re.search(rf'href="([^"]*/{spanish[1].pk}/change/[^"]*)"', row)[1].replace("&amp;", "&")
    context = colleague.get(here).context
    found = (context["place"], context["count"], context["before"], context["after"])
    assert found == (2, 3, spanish[0].pk, spanish[2].pk)


def test_after_a_step_the_next_stands_on_top(colleague, office):
    first, second = (receive(office=office, name=name) for name in ("Ana", "Ben"))
    page = colleague.get(record_page(first, tab="call", language="en"))
    done = send(colleague, page, "no_answer")
    assert done.redirect_chain == [(record_page(first, tab="call", language="en"), 302)]
    assert (done.context["place"], done.context["after"]) == (None, second.pk)
    link = f'{record_page(second)}?tab=call&amp;language=en" rel="next"'
    assert link in done.content.decode()


def test_the_last_one_has_no_next(colleague, maria):
    html = colleague.get(record_page(maria)).content.decode()
    assert 'rel="next"' not in html and 'rel="prev"' not in html
    assert 'rel="next"' not in press(colleague, maria, "mark_spam").content.decode()
