"""Once a week the owners hear which pages a clinician should read again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_procedure, make_published
from tests.people import editor, owner

pytestmark = pytest.mark.django_db
REVIEW = {"reviewer_name": "A", "reviewer_role": "B", "reviewed_on": "2020-01-01"}


def due_in(days, name, make=make_published):
    return make(name, review_due_on=timezone.localdate() + timedelta(days=days), **REVIEW)


def remind():
    said = StringIO()
    call_command("remind_of_reviews", stdout=said)
    return said.getvalue()


@pytest.fixture
def the_owner():
    person = owner()
    person.email = "owner@example.com"
    person.save()
    return person


def test_the_owner_hears_what_is_overdue_and_what_comes(the_owner):
    due_in(20, "Soon")
    due_in(-20, "Late")
    due_in(40, "Much later")
    assert "Owners told: 1." in remind()
    [letter] = mail.outbox
    assert letter.to == ["owner@example.com"]
    assert letter.body.index("Late") < letter.body.index("Soon")
    assert letter.body.count("(overdue)") == 1 and "Much later" not in letter.body


def test_nothing_due_is_no_message(the_owner):
    due_in(40, "Much later")
    due_in(-20, "A draft", make_procedure)
    assert "Owners told: 0." in remind() and not mail.outbox


def test_nobody_else_is_told(the_owner):
    due_in(-1, "Late")
    person = editor()
    person.email = "editor@example.com"
    person.save()
    the_owner.is_active = False
    the_owner.save()
    remind()
    assert not mail.outbox
