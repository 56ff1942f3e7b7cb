"""Every save of conditions, offices, providers, the clinic and old addresses is kept, can be read
and comes back; so does whatever was deleted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procedures.models import Condition, OldAddress, Provider, Version, What
from procedures.models.content import content_of
from tests.factories import make_clinic, make_condition, make_office, make_published

from .forms import add_row, delete_page, edit, edit_page, fields_of, list_page, messages_of

pytestmark = pytest.mark.django_db


def make_provider():
    provider = Provider.objects.create(name="A. Sample", role="Physician")
    provider.offices.add(make_office("Northgate"))
    return provider


def make_address():
    return OldAddress.objects.create(path="/old/", leads_to="/new/")


def make_hidden_office():
    return make_office(is_public=False)


CHANGES = {
    make_clinic: {"headline": "Other words"},
    make_office: {"parking": "Other words"},
    make_condition: {"summary": "Other words"},
    make_provider: {"about": "Other words", "offices": []},
    make_address: {"leads_to": "/other/words/"},
}
DELETABLE = [make_hidden_office, make_condition, make_provider, make_address]


def address(name, record, *args):
    return reverse(f"admin:procedures_{record._meta.model_name}_{name}", args=args)


def text_of(client, path):
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def again(record):
    return type(record).objects.get()


def restore(client, record, version):
    return client.post(address("restore", record, record.pk, version.pk), follow=True)


def delete(client, record):
    client.post(delete_page(record), {"post": "yes"})
    return Version.objects.deleted(type(record)).get()


def bring_back(client, record, version):
    return client.post(address("bring_back", record, version.pk), follow=True)


@pytest.mark.parametrize("make", CHANGES)
def test_a_save_is_kept_read_and_taken_back(desk, make):
    record = make()
    before = content_of(record)
    edit(desk, record, **CHANGES[make])
    kept = record.versions.all()
    assert [(version.what, version.by) for version in kept] == [("saved", "editor"), ("saved", "")]
    assert address("version", record, record.pk, kept[0].pk) in text_of(
        desk, address("history", record, record.pk)
    )
    shown = text_of(desk, address("version", record, record.pk, kept[0].pk)).lower()
    assert "other" in shown and "words" in shown
    done = restore(desk, record, kept[1])
    assert messages_of(done) == ["Restored: it says again what this version said."]
    assert content_of(type(record).objects.get(pk=record.pk)) == before
    assert record.versions.first().what == What.RESTORED


def test_hours_and_closed_days_are_kept_and_told_in_words(desk):
    office = make_office(weekdays=[0, 1])
    fields = fields_of(desk.get(edit_page(office))) | {
        "hours-0-closes": "16:00", "hours-1-DELETE": "on",
    }  # fmt: skip
    add_row(fields, "closed_days", date="2026-12-25", reason="Christmas")
    desk.post(edit_page(office), fields)
    changed, first = office.versions.all()
    shown = text_of(desk, address("version", office, office.pk, changed.pk))
    assert re.findall(r"<dt>(.+?)</dt>", shown) == [
        "Opening hours Monday 08:00-16:00, closes",
        "Opening hours",
        "Closed day",
    ]
    assert "Tuesday" in shown and "Christmas" in shown and "4 p.m." in shown
    restore(desk, office, first)
    assert [str(span) for span in office.hours.all()] == [
        "Monday 08:00-17:00",
        "Tuesday 08:00-17:00",
    ]
    assert not office.closed_days.exists()


def test_restoring_shows_and_hides_nothing(desk):
    office = make_office()
    edit(desk, office, is_public=[], parking="Other words")
    restore(desk, office, office.versions.last())
    assert (again(office).is_public, again(office).parking) == (False, "")


def test_an_older_address_of_a_public_page_comes_back_and_the_newer_one_leads_there(desk):
    office = make_office("Riverside")
    edit(desk, office, slug="harbor")
    restore(desk, office, office.versions.last())
    assert again(office).slug == "riverside"
    assert OldAddress.objects.get().path == "/offices/harbor/"


def test_a_name_that_another_has_now_is_refused_in_words(desk):
    condition = make_condition("Neck pain")
    edit(desk, condition, name="Pain in the neck")
    make_condition("Neck pain", slug="other")
    refused = restore(desk, condition, condition.versions.last())
    assert messages_of(refused) == [
        "Not restored: There is a condition with this name already."
    ]  # fmt: skip
    assert Condition.objects.get(pk=condition.pk).name == "Pain in the neck"


@pytest.mark.parametrize("make", DELETABLE)
def test_what_was_deleted_comes_back_with_its_history_and_under_its_number(desk, make):
    record = make()
    edit(desk, record)
    before = content_of(again(record))
    version = delete(desk, record)
    deleted = address("deleted", record)
    assert deleted in text_of(desk, list_page(type(record)))
    assert version.name in text_of(desk, deleted)
    assert version.name in text_of(desk, address("deleted_version", record, version.pk))
    done = bring_back(desk, record, version)
    back = again(record)
    assert done.redirect_chain[-1][0] == edit_page(back) and back.pk == record.pk
    assert content_of(back) | {"is_public": None} == before | {"is_public": None}
    assert [each.what for each in back.versions.all()] == ["restored", "deleted", "saved"]
    assert messages_of(bring_back(desk, record, version)) == ["It is back already."]


def test_a_provider_who_comes_back_is_not_shown_yet(desk):
    provider = make_provider()
    done = bring_back(desk, provider, delete(desk, provider))
    assert not again(provider).is_public
    assert messages_of(done)[-1:] == ["“A. Sample” is back. Tick “shown on the site” to show it."]


def test_many_deleted_at_once_are_kept_each(desk):
    providers = [Provider.objects.create(name=name, role="Physician") for name in ("A", "B")]
    ticked = {"action": "delete_selected", "_selected_action": [each.pk for each in providers]}
    desk.post(list_page(Provider), ticked | {"post": "yes"})
    assert not Provider.objects.exists()
    assert Version.objects.deleted(Provider).count() == 2


def test_what_comes_back_stands_in_nobodys_way(desk):
    condition = make_condition("Neck pain")
    version = delete(desk, condition)
    make_condition("Neck pain")
    refused = bring_back(desk, condition, version)
    assert "Not brought back: There is a condition" in messages_of(refused)[-1]
    assert Condition.objects.count() == 1


def test_each_kind_lists_its_own(desk):
    version = delete(desk, make_condition())
    provider = make_provider()
    assert "Nothing was deleted." in text_of(desk, address("deleted", provider))
    assert bring_back(desk, provider, version).status_code == 404


def test_a_record_of_another_kind_with_the_same_number_has_its_own_history(desk):
    condition = make_condition()
    clinic = make_clinic()
    edit(desk, clinic, headline="Other words")
    assert not condition.versions.exists() and not make_published().versions.exists()


def test_who_may_not_change_restores_nothing(desk, looking):
    office = make_office()
    edit(desk, office, parking="Other words")
    assert restore(looking, office, office.versions.last()).status_code == 403
    assert looking.get(address("history", office, office.pk)).status_code == 403


def test_saving_an_office_takes_as_many_queries_however_long_its_history(desk):
    office = make_office()

    def taken():
        with CaptureQueriesContext(connection) as found:
            edit(desk, office, parking=f"Words {office.versions.count()}")
        return len(found)

    edit(desk, office, parking="Words")
    few = taken()
    for _each in range(12):
        last = taken()
    assert last == few
