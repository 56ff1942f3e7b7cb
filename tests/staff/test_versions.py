"""The history of a page: who saved what, what was different, and the way back."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures.drafts import draft_of
from procedures.models import OldAddress, Procedure, Version, What
from tests.factories import make_condition, make_procedure, make_published

from .forms import act, edit, edit_page, fields_of, list_page, messages_of, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_procedure("Nerve block", summary="The first sentence.", slug="nerve-block")


@pytest.fixture
def public():
    return make_published("Nerve block", summary="The first sentence.", slug="nerve-block")


def history(page):
    return reverse("admin:procedures_procedure_history", args=[page.pk])


def version_page(page, version):
    return reverse("admin:procedures_procedure_version", args=[page.pk, version.pk])


def restore(client, page, version):
    path = reverse("admin:procedures_procedure_restore", args=[page.pk, version.pk])
    return client.post(path, follow=True)


def html(client, path):
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def said(page):
    return [(version.what, version.by) for version in page.versions.all()]


def first(page):
    return page.versions.last()


def save_as_draft(client, page, **changes):
    fields = fields_of(client.get(edit_page(page))) | changes
    return client.post(edit_page(page), fields | {"_save_as_draft": "1"}, follow=True)


def reader(client):
    return client.get("/procedures/nerve-block/").content.decode()


def test_the_history_tells_who_did_what_newest_first(desk, public):
    edit(desk, public, summary="The second sentence.")
    save_as_draft(desk, public, summary="The third sentence.")
    shown = html(desk, history(public))
    found = re.findall(r"<td>([^<]+)</td>", shown)
    assert found == ["editor", "Saved as a draft", "editor", "Published", "not recorded", "Saved"]


def test_a_draft_has_the_history_of_its_page(desk, public):
    save_as_draft(desk, public)
    shown = desk.get(history(draft_of(public))).context["versions"]
    assert list(shown) == list(public.versions.all()) != []


def test_the_page_as_it_was_before_its_first_save_is_kept(desk, page):
    edit(desk, page, summary="The second sentence.")
    assert first(page).content["summary"] == "The first sentence."
    edit(desk, page, summary="The third sentence.")
    assert said(page) == [("saved", "editor"), ("saved", "editor"), ("saved", "")]


def test_a_public_page_is_kept_before_a_draft_takes_its_place(desk, public):
    save_as_draft(desk, public, summary="The second sentence.")
    draft = draft_of(public)
    desk.post(edit_page(draft), fields_of(desk.get(edit_page(draft))) | {"_publish": "1"})
    kept = {version.content["summary"] for version in public.versions.all()}
    assert kept == {"The first sentence.", "The second sentence."}


def test_a_version_shows_what_it_changed_and_nothing_else(desk, page):
    edit(desk, page, summary="The second sentence.", **{"questions-1-answer": "Pain."})
    shown = html(desk, version_page(page, page.versions.first()))
    assert re.findall(r"<dt>(.+?)</dt>", shown) == ["Summary", "Question 2, answer"]
    words = re.sub(r"<[^>]+>", "", shown)
    assert "[Taken away: first end of what was taken away]" in re.sub(r"\s+", " ", words)
    assert "<del>" in shown and "<ins>" in shown and "An answer about" in shown
    assert "What it is: Nerve block?" not in shown


def test_a_version_is_compared_with_the_page_as_it_is_now(desk, page):
    edit(desk, page, summary="The second sentence.")
    edit(desk, page, summary="The third sentence.")
    shown = html(desk, f"{version_page(page, first(page))}?with=now")
    assert "third" in shown and "second" not in shown
    now = html(desk, f"{version_page(page, page.versions.first())}?with=now")
    assert "Both say the same." in now


def test_hostile_words_are_only_words(desk, page):
    hostile = '</del><script>alert("1")</script>'
    edit(desk, page, name=hostile, summary=hostile, **{"questions-0-question": hostile})
    for path in (history(page), version_page(page, page.versions.first())):
        assert "<script>alert" not in html(desk, path)
    assert "&lt;script&gt;" in html(desk, version_page(page, page.versions.first()))


def test_restoring_a_page_that_is_not_public_writes_it_at_once(desk, page):
    condition = make_condition()
    page.conditions.add(condition)
    edit(desk, page, summary="The second sentence.", conditions=[], **{"questions-0-DELETE": "on"})
    done = restore(desk, page, first(page))
    page.refresh_from_db()
    assert messages_of(done) == ["Restored: it says again what this version said."]
    assert (page.summary, page.questions.count()) == ("The first sentence.", 4)
    assert list(page.conditions.all()) == [condition]
    assert said(page)[0] == ("restored", "editor")
    assert page.versions.all()[1].content["summary"] == "The second sentence."


def test_restoring_a_public_page_changes_nothing_for_readers_until_published(desk, public):
    edit(desk, public, summary="The second sentence.")
    done = restore(desk, public, first(public))
    draft = draft_of(public)
    assert done.redirect_chain[-1][0] == edit_page(draft)
    assert draft.summary == "The first sentence." and "The second sentence." in reader(desk)
    desk.post(edit_page(draft), fields_of(desk.get(edit_page(draft))) | {"_publish": "1"})
    assert "The first sentence." in reader(desk)


def test_a_draft_that_gives_way_to_a_restored_one_is_in_the_history(desk, public):
    edit(desk, public, summary="The second sentence.")
    save_as_draft(desk, public, summary="The third sentence.")
    draft_of(public).questions.all().delete()  # not by the form, so no version holds it
    done = restore(desk, public, first(public))
    assert "that one is in the history" in messages_of(done)[1]
    assert [] in [version.content["questions"] for version in public.versions.all()]


def test_nothing_is_lost_when_what_stands_was_never_kept(desk, page):
    Version.keep(page, "editor", What.SAVED)
    Procedure.objects.update(summary="Written by the program.")
    restore(desk, page, first(page))
    assert "Written by the program." in {
        version.content["summary"] for version in page.versions.all()
    }


def test_a_restored_page_stays_where_it_stands(desk, public):
    edit(desk, public, status="withdrawn", farewell="gone")
    restore(desk, public, first(public))
    public.refresh_from_db()
    assert (public.status, public.farewell) == ("withdrawn", "gone")


def test_an_address_that_is_taken_meanwhile_is_left_alone(desk, page):
    edit(desk, page, slug="moved")
    make_published("Other", slug="nerve-block")
    done = restore(desk, page, first(page))
    page.refresh_from_db()
    assert page.slug == "moved" and "has the address “moved”" in messages_of(done)[-1]


def test_the_old_address_leads_on_when_a_withdrawn_page_gets_its_first_one_back(desk, public):
    edit(desk, public, slug="moved")
    edit(desk, public, status="withdrawn")
    restore(desk, public, first(public))
    assert OldAddress.objects.get().path == "/procedures/moved/"


def test_a_page_that_waits_for_its_time_gets_back_only_what_may_be_public(desk, page):
    Version.keep(page, "editor", What.SAVED)
    Version.objects.update(content=page.versions.get().content | {"warning_signs": []})
    Procedure.objects.update(status="published", publish_at=timezone.now() + timedelta(days=9))
    refused = restore(desk, page, first(page))
    assert messages_of(refused)[0].startswith("Not restored: this page waits for its time")
    assert page.warning_signs.exists()


def test_who_may_only_look_may_look_and_not_restore(desk, looking, page):
    edit(desk, page, summary="The second sentence.")
    for path in (history(page), version_page(page, first(page))):
        assert looking.get(path).status_code == 200 and "Restore" not in html(looking, path)
    assert restore(looking, page, first(page)).status_code == 403
    page.refresh_from_db()
    assert page.summary == "The second sentence."


def test_who_may_not_look_does_not(client, page):
    Version.keep(page, "editor", What.SAVED)
    for path in (history(page), version_page(page, first(page))):
        assert "/login/" in client.get(path).url


def test_restoring_is_no_link(desk, page):
    Version.keep(page, "editor", What.SAVED)
    path = reverse("admin:procedures_procedure_restore", args=[page.pk, first(page).pk])
    assert desk.get(path).status_code == 405


def test_a_version_of_another_page_is_not_found(desk, page):
    other = make_procedure()
    Version.keep(other, "editor", What.SAVED)
    assert desk.get(version_page(page, first(other))).status_code == 404
    assert restore(desk, page, first(other)).status_code == 404
    assert desk.get(history(page).replace(str(page.pk), "nothing-here")).status_code == 404


def test_what_the_list_does_is_in_the_history(desk, page):
    act(desk, "publish", page)
    withdraw(desk, page)
    act(desk, "back_to_draft", page)
    assert said(page) == [
        ("taken-back", "editor"),
        ("withdrawn", "editor"),
        ("published", "editor"),
    ]


def test_a_long_history_comes_in_pages_and_in_as_many_queries(desk, page):
    for path in (history(page), f"{history(page)}?p=2", f"{history(page)}?p=nonsense"):
        desk.get(path)
    Version.keep(page, "editor", What.SAVED)
    with CaptureQueriesContext(connection) as few:
        desk.get(history(page))
    for number in range(60):
        Procedure.objects.update(time=f"{number} minutes")
        Version.keep(Procedure.objects.get(), "editor", What.SAVED)
    with CaptureQueriesContext(connection) as many:
        shown = html(desk, history(page))
    assert len(many) == len(few) and shown.count("versions__restore") == 50
    assert html(desk, f"{history(page)}?p=2").count("versions__restore") == 11


def test_opening_and_restoring_take_as_many_queries_however_long_the_history(desk, page):
    def taken():
        with CaptureQueriesContext(connection) as found:
            desk.get(version_page(page, page.versions.first()))
            restore(desk, page, first(page))
        return len(found)

    def save(times):
        for number in range(times):
            Procedure.objects.update(time=f"{number} minutes")
            Version.keep(Procedure.objects.get(), "editor", What.SAVED)
        return taken()

    save(times=2)
    assert save(times=2) == save(times=30)


def test_the_list_leads_to_deleted_pages(desk, page):
    assert reverse("admin:procedures_procedure_deleted") in html(desk, list_page(Procedure))
