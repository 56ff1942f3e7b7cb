from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from procedures.models import Condition, Office, Origin, Procedure
from tests.factories import make_condition, make_office, make_procedure
from tests.people import front_desk, stranger

from .forms import act, edit, edit_page, errors_of, list_page, messages_of

BANNER = "This site shows sample content:"


def text_of(client, page):
    return " ".join(client.get(page).content.decode().split())


def test_every_staff_page_says_that_there_is_sample_content(desk):
    for number in range(2):
        make_procedure(f"Number {number}").stamp(Origin.SAMPLE)
    make_office().stamp(Origin.SAMPLE)
    form = edit_page(Procedure.objects.first())
    for page in (reverse("admin:index"), list_page(Procedure), form):
        text = text_of(desk, page)
        assert BANNER in text
        assert "2 procedures, 1 office." in text
        assert "manage.py load_content --remove" in text


def test_staff_make_a_sample_page_their_own_and_the_banner_goes(desk):
    procedure = make_procedure()
    procedure.stamp(Origin.SAMPLE)
    response = act(desk, "adopt", procedure)
    assert messages_of(response) == ["1 page is now your own."]
    assert BANNER not in response.content.decode()
    assert Procedure.objects.get().origin_in_words() == "Staff"


def test_the_front_desk_is_told_too(client, db):
    make_condition().stamp(Origin.SAMPLE)
    client.force_login(front_desk())
    assert "1 condition." in text_of(client, reverse("admin:index"))


def test_the_banner_goes_with_the_sample_content(desk):
    make_procedure("Staff's own")
    make_procedure("Imported").stamp(Origin.IMPORT)
    assert BANNER not in text_of(desk, reverse("admin:index"))


def test_the_sign_in_page_has_no_banner(client, db):
    make_office().stamp(Origin.SAMPLE)
    assert BANNER not in text_of(client, reverse("admin:login"))
    client.force_login(stranger())
    assert BANNER not in text_of(client, reverse("admin:login"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_procedure(
            sources="One\nTwo", other_names="a\nb", conditions=[make_condition("Hip pain")]
        ),
        lambda: make_condition(summary="One\nTwo", other_names="a\nb", place="neck"),
        lambda: make_office(parking="One\n\nTwo", latitude="38.9", longitude="-77.03"),
    ],
)
def test_saving_without_a_change_leaves_sample_content_as_it_was(desk, make):
    record = make()
    record.stamp(Origin.SAMPLE)
    edit(desk, record)
    record = type(record).objects.get(pk=record.pk)
    assert record.origin_in_words() == "Sample content"


def test_an_edit_shows_in_the_origin(desk):
    procedure = make_procedure()
    procedure.stamp(Origin.SAMPLE)
    edit(desk, procedure, **{"questions-1-answer": "Our own words."})
    assert "Sample content, edited by staff" in text_of(desk, edit_page(procedure))


def test_saving_any_loaded_page_without_a_change_leaves_it_as_it_was(desk):
    call_command("load_content", stdout=StringIO())
    changed = []
    for model in (Procedure, Condition, Office):
        for record in model.objects.all():
            problems = errors_of(edit(desk, record))
            words = model.objects.get(pk=record.pk).origin_in_words()
            changed += [(record.name, words, problems)] * (words != "Sample content")
    assert changed == []
