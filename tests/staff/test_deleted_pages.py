"""Nothing an editor deletes is gone: a deleted page comes back as a draft."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures import drafts
from procedures.models import Procedure, Status, Version, What
from procedures.models.content import content_of
from tests.factories import make_condition, make_procedure, make_published

from .forms import delete_page, edit, edit_page, messages_of

pytestmark = pytest.mark.django_db
DELETED = "/admin/procedures/procedure/deleted/"


@pytest.fixture
def page():
    return make_procedure("Nerve block", slug="nerve-block", conditions=[make_condition()])


def delete(client, page):
    client.post(delete_page(page), {"post": "yes"})
    return Version.objects.deleted(Procedure).first()


def bring_back(client, version):
    path = reverse("admin:procedures_procedure_bring_back", args=[version.pk])
    return client.post(path, follow=True)


def listed(client):
    return list(client.get(DELETED).context["versions"])


def test_a_deleted_page_is_listed_and_comes_back_whole_as_a_draft(desk, page):
    before = content_of(page)
    version = delete(desk, page)
    assert not Procedure.objects.exists() and listed(desk) == [version]
    done = bring_back(desk, version)
    back = Procedure.objects.get()
    assert done.redirect_chain[-1][0] == edit_page(back)
    assert messages_of(done) == ["The page is back, as a draft. Nobody sees it yet."]
    assert (back.status, content_of(back)) == (Status.DRAFT, before)
    assert listed(desk) == []
    assert [version.what for version in back.versions.all()] == [What.RESTORED, What.DELETED]


def test_a_page_that_came_back_has_all_of_its_history(desk, page):
    edit(desk, page, summary="The second sentence.")
    bring_back(desk, delete(desk, page))
    bring_back(desk, delete(desk, Procedure.objects.get()))
    kinds = [version.what for version in Procedure.objects.get().versions.all()]
    assert kinds == ["restored", "deleted", "restored", "deleted", "saved", "saved"]


def test_a_page_deleted_before_numbers_were_kept_comes_back_too(desk, page):
    version = delete(desk, page)
    Version.objects.update(record=None)
    bring_back(desk, version)
    back = Procedure.objects.get()
    assert [version.what for version in back.versions.all()] == [What.RESTORED, What.DELETED]


def test_an_address_that_is_taken_gets_a_number(desk, page):
    version = delete(desk, page)
    make_published("Other", slug="nerve-block")
    make_published("Another", slug="nerve-block-2")
    done = bring_back(desk, version)
    assert Procedure.objects.get(name="Nerve block").slug == "nerve-block-3"
    assert "has the address “nerve-block-3”" in messages_of(done)[-1]


def test_the_longest_address_still_gets_a_number(desk):
    version = delete(desk, make_procedure("Long", slug="x" * 120))
    make_published("Other", slug="x" * 120)
    bring_back(desk, version)
    assert Procedure.objects.get(name="Long").slug == "x" * 115 + "-2"


def test_conditions_that_are_gone_are_left_out(desk, page):
    version = delete(desk, page)
    page.conditions.model.objects.all().delete()
    bring_back(desk, version)
    assert not Procedure.objects.get().conditions.exists()


def test_a_second_press_makes_no_second_page(desk, page):
    version = delete(desk, page)
    bring_back(desk, version)
    assert messages_of(bring_back(desk, version)) == ["It is back already."]
    assert Procedure.objects.count() == 1


def test_a_page_that_was_deleted_twice_is_listed_once(desk, page):
    bring_back(desk, delete(desk, page))
    last = delete(desk, Procedure.objects.get())
    assert listed(desk) == [last]


def test_a_draft_that_was_discarded_is_no_deleted_page(desk, page):
    draft = drafts.write_draft(page, content_of(page) | {"summary": "Discarded."}, "editor")
    desk.post(f"{edit_page(draft).removesuffix('change/')}discard/")
    assert listed(desk) == []
    assert delete(desk, page).content["summary"] != "Discarded."
    assert len(listed(desk)) == 1


def test_a_page_takes_its_draft_along_and_comes_back_with_its_history(desk):
    page = make_procedure("Nerve block", status=Status.WITHDRAWN)
    drafts.write_draft(page, content_of(page) | {"summary": "Of the draft."}, "editor")
    assert "post" in desk.get(delete_page(page)).content.decode()
    delete(desk, page)
    assert not Procedure.with_drafts.exists()
    (version,) = listed(desk)
    bring_back(desk, version)
    (back,) = Procedure.objects.all()
    assert back.summary == "Nerve block eases pain."
    assert "Of the draft." in [each.content["summary"] for each in back.versions]


def test_a_draft_is_not_deleted_alone(desk):
    page = make_published()
    draft = drafts.write_draft(page, content_of(page), "editor")
    assert desk.post(delete_page(draft), {"post": "yes"}).status_code == 403
    assert drafts.draft_of(page) == draft


def test_a_page_deleted_long_ago_still_comes_back(desk, page):
    version = delete(desk, page)
    Version.objects.update(at=timezone.now() - timedelta(days=400))
    assert "never thrown away" in desk.get(DELETED).content.decode()
    bring_back(desk, version)
    assert Procedure.objects.get().name == "Nerve block"


def test_a_deleted_page_can_be_read_before_it_comes_back(desk, page):
    version = delete(desk, page)
    shown = desk.get(f"{DELETED}{version.pk}/").content.decode()
    assert "Nerve block eases pain." in shown and "An answer about Nerve block." in shown


def test_only_deleted_pages_come_back_this_way(desk, page):
    kept = Version.keep(page, "editor", What.SAVED)
    assert bring_back(desk, kept).status_code == 404
    assert desk.get(f"{DELETED}{kept.pk}/").status_code == 404


def test_who_may_only_look_may_look(desk, looking, page):
    version = delete(desk, page)
    assert listed(looking) == [version]
    assert "versions__restore" not in looking.get(DELETED).content.decode()
    assert bring_back(looking, version).status_code == 403
    assert not Procedure.objects.exists()


def test_bringing_back_is_no_link(desk, page):
    version = delete(desk, page)
    assert desk.get(f"{DELETED}{version.pk}/restore/").status_code == 405


def test_the_list_takes_as_many_queries_however_long(desk, page):
    delete(desk, page)
    with CaptureQueriesContext(connection) as few:
        desk.get(DELETED)
    for number in range(60):
        delete(desk, make_procedure(f"Page {number}"))
    assert len(listed(desk)) == 50  # and notes that the editor is still there, if that was long
    with CaptureQueriesContext(connection) as many:
        desk.get(DELETED)
    assert len(many) == len(few)
