"""A condition that is missing is made on the form of the procedure that treats it."""

import pytest

from procedures.drafts import draft_of
from procedures.models import Condition, Procedure, Version
from tests.factories import make_condition, make_procedure, make_published

from .forms import add_page, edit, edit_page, errors_of, fields_of, messages_of


def names_of(procedure):
    return sorted(procedure.conditions.values_list("name", flat=True))


def test_typed_conditions_are_made_and_ticked_and_the_editor_is_led_on(desk):
    ticked, page = make_condition("Neck pain"), make_procedure()
    done = edit(desk, page, conditions=[ticked.pk], new_conditions="Jaw  pain\r\n\r\nTension")
    assert names_of(page) == ["Jaw pain", "Neck pain", "Tension"]
    made = Condition.objects.get(slug="jaw-pain")
    said = " ".join(messages_of(done))
    assert "Made the condition “Jaw pain”." in said and f'href="{edit_page(made)}"' in said
    assert made.pk in Version.objects.first().content["conditions"]


@pytest.mark.parametrize("typed", ["neck PAINS", "Stiff neck", "neck-pain"])
def test_one_that_is_there_under_any_name_is_ticked(desk, typed):
    make_condition("Neck pain", other_names="Stiff neck")
    page = make_procedure()
    edit(desk, page, new_conditions=typed)
    assert names_of(page) == ["Neck pain"] and Condition.objects.count() == 1


def test_a_new_page_brings_its_conditions(desk):
    fields = fields_of(desk.get(add_page(Procedure)))
    fields |= {"name": "Nerve block", "slug": "nerve-block", "new_conditions": "Jaw pain"}
    desk.post(add_page(Procedure), fields)
    assert names_of(Procedure.objects.get()) == ["Jaw pain"]


def test_a_refused_form_makes_none_and_keeps_what_was_typed(desk):
    page = make_procedure(questions=[])
    refused = edit(desk, page, status="published", new_conditions="Jaw pain")
    assert errors_of(refused) and not Condition.objects.exists()
    assert fields_of(refused)["new_conditions"] == "Jaw pain"


@pytest.mark.parametrize("typed", ["???", "x" * 121])
def test_a_name_that_cannot_be_made_is_refused_kindly(desk, typed):
    [error] = errors_of(edit(desk, make_procedure(), new_conditions=typed))
    assert "cannot be made here" in error


def test_a_draft_ahead_takes_them_and_the_public_page_does_not(desk):
    page = make_published()
    fields = fields_of(desk.get(edit_page(page))) | {"new_conditions": "Jaw pain"}
    done = desk.post(edit_page(page), fields | {"_save_as_draft": "1"}, follow=True)
    assert names_of(draft_of(page)) == ["Jaw pain"] and names_of(page) == []
    assert sum("Made the condition" in words for words in messages_of(done)) == 1
    edit(desk, draft_of(page), new_conditions="Tension")
    assert names_of(draft_of(page)) == ["Jaw pain", "Tension"]


def test_who_may_only_look_is_not_asked_and_makes_none(looking):
    page = make_procedure()
    assert "new_conditions" not in looking.get(edit_page(page)).content.decode()
    assert looking.post(edit_page(page), {"new_conditions": "Jaw pain"}).status_code == 403
    assert not Condition.objects.exists()


def test_the_form_leads_to_the_import_for_this_page(desk):
    page = make_procedure("Nerve block")
    assert f'/import/?page={page.pk}"' in desk.get(edit_page(page)).content.decode()
    form = desk.get(f"/admin/procedures/procedure/import/?page={page.pk}").content.decode()
    assert f'<option value="{page.pk}" selected>Nerve block</option>' in form
