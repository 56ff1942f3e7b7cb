"""A draft ahead of a public page: readers see the old page, whole, until they see the new one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.drafts import draft_of, publish_due
from procedures.models import OldAddress, Procedure, Version, What
from tests.factories import make_condition, make_published

from .forms import add_row, edit, edit_page, errors_of, fields_of, list_page, messages_of


@pytest.fixture
def page():
    return make_published("Nerve block", summary="The old sentence.", slug="nerve-block")


def read(client, slug="nerve-block"):
    """What the public reads."""
    return client.get(f"/procedures/{slug}/").content.decode()


def save_as_draft(client, page, **changes):
    fields = fields_of(client.get(edit_page(page))) | changes
    return client.post(edit_page(page), fields | {"_save_as_draft": "1"}, follow=True)


def press(client, draft, button, **changes):
    fields = fields_of(client.get(edit_page(draft))) | changes
    return client.post(edit_page(draft), fields | {button: "1"}, follow=True)


def test_readers_see_the_old_page_while_the_draft_is_written(desk, page):
    saved = save_as_draft(desk, page, summary="The new sentence.")
    assert "Readers go on seeing the public page" in messages_of(saved)[0]
    assert "The old sentence." in read(desk) and "The new sentence." not in read(desk)
    assert draft_of(page).summary == "The new sentence."


def test_a_draft_takes_over_whole(desk, page):
    condition = make_condition("Neck pain")
    fields = fields_of(desk.get(edit_page(page)))
    add_row(fields, "milestones", when="Next spring", text="Back to work.")
    fields |= {"name": "Nerve injection", "conditions": [condition.pk], "_save_as_draft": "1"}
    desk.post(edit_page(page), fields)
    for word in ("Nerve injection", "Next spring", "Neck pain"):
        assert word not in read(desk)
    assert "Nerve injection" not in desk.get("/").content.decode()
    assert desk.get(condition.get_absolute_url()).status_code == 404
    done = press(desk, draft_of(page), "_publish")
    assert messages_of(done) == ["Published: readers see the new page now."]
    for word in ("Nerve injection", "Next spring", "Neck pain"):
        assert word in read(desk)
    assert "Nerve injection" in desk.get(condition.get_absolute_url()).content.decode()
    assert draft_of(page) is None and Procedure.with_drafts.count() == 1


def test_a_draft_may_lack_what_a_public_page_may_not(desk, page):
    saved = save_as_draft(desk, page, summary="")
    draft = draft_of(page)
    assert errors_of(saved) == [] and draft.summary == ""
    refused = press(desk, draft, "_publish")
    assert messages_of(refused)[-1] == (
        "The draft is saved, but not published: it needs a summary."
    )
    assert "The old sentence." in read(desk)


def test_a_wrong_answer_is_refused_and_nothing_becomes_a_draft(desk, page):
    refused = save_as_draft(desk, page, name="", summary="Typed.")
    assert errors_of(refused) and draft_of(page) is None
    assert fields_of(refused)["summary"] == "Typed."


def test_a_draft_waits_for_its_time_and_the_next_reader_sees_it(desk, page):
    save_as_draft(desk, page, summary="The new sentence.")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    done = press(desk, draft_of(page), "_schedule", schedule_at=f"{tomorrow:%Y-%m-%dT%H:%M}")
    assert messages_of(done)[-1].startswith("Readers will see it from ")
    assert "The old sentence." in read(desk)
    Procedure.with_drafts.filter(draft_of=page).update(publish_at=timezone.now())
    assert "The new sentence." in read(desk)
    last = page.versions.first()
    assert (last.what, last.by) == (What.PUBLISHED, "editor")


@pytest.mark.parametrize("typed", ["", "soon", "2020-01-01T09:00"])
def test_a_time_that_cannot_be_is_refused(desk, page, typed):
    save_as_draft(desk, page)
    done = press(desk, draft_of(page), "_schedule", schedule_at=typed)
    assert messages_of(done)[-1].startswith("Enter ")
    assert draft_of(page).publish_at is None


def test_a_scheduled_draft_is_called_back(desk, page):
    save_as_draft(desk, page, summary="The new sentence.")
    draft = draft_of(page)
    press(desk, draft, "_schedule", schedule_at="2040-01-01T09:00")
    desk.post(f"{edit_page(draft).removesuffix('change/')}unschedule/")
    publish_due(at=timezone.now() + timedelta(days=9999))
    assert "The old sentence." in read(desk) and draft_of(page)


def test_a_scheduled_draft_that_is_no_longer_ready_stays_a_draft(desk, page):
    save_as_draft(desk, page)
    press(desk, draft_of(page), "_schedule", schedule_at="2040-01-01T09:00")
    draft_of(page).warning_signs.all().delete()
    publish_due(at=timezone.now() + timedelta(days=9999))
    assert draft_of(page).status == "draft" and page.warning_signs.exists()


@pytest.mark.parametrize("status", ["withdrawn", "draft"])
def test_a_scheduled_draft_does_not_bring_back_a_page_taken_off_the_site(desk, page, status):
    save_as_draft(desk, page)
    press(desk, draft_of(page), "_schedule", schedule_at="2040-01-01T09:00")
    edit(desk, page, status=status)
    publish_due(at=timezone.now() + timedelta(days=9999))
    page.refresh_from_db()
    assert (page.status, draft_of(page).status) == (status, "draft")


def test_a_draft_moves_the_page_and_the_old_address_leads_there(desk, page):
    assert len(messages_of(save_as_draft(desk, page, slug="nerve-injection"))) == 1
    assert "The old sentence." in read(desk)
    press(desk, draft_of(page), "_publish")
    assert OldAddress.objects.get().path == "/procedures/nerve-block/"
    assert desk.get("/procedures/nerve-block/").url == "/procedures/nerve-injection/"


def test_a_draft_takes_nobody_elses_address(desk, page):
    make_published("Other", slug="other")
    refused = save_as_draft(desk, page, slug="other")
    assert errors_of(refused) == ["Another page has this address already."]


def test_an_address_taken_meanwhile_holds_the_draft_up(desk, page):
    save_as_draft(desk, page, slug="other")
    make_published("Other", slug="other")
    fields = fields_of(desk.get(edit_page(draft_of(page))))
    refused = desk.post(edit_page(draft_of(page)), fields | {"_publish": "1"})
    assert errors_of(refused) == ["Another page has this address already."]
    assert "The old sentence." in read(desk)


def test_a_discarded_draft_leaves_the_page_and_its_history(desk, page):
    save_as_draft(desk, page, summary="The new sentence.")
    desk.post(f"{edit_page(draft_of(page)).removesuffix('change/')}discard/")
    assert draft_of(page) is None and "The old sentence." in read(desk)
    last = page.versions.first()
    assert (last.what, last.content["summary"]) == (What.DELETED, "The new sentence.")


def test_the_form_of_each_says_where_it_stands(desk, page):
    save_as_draft(desk, page)
    draft = draft_of(page)
    assert "This is a draft ahead of a public page." in desk.get(edit_page(draft)).content.decode()
    public = desk.get(edit_page(page)).content.decode()
    assert "There is a draft ahead of this page." in public and edit_page(draft) in public


def test_the_list_shows_a_page_once_and_says_that_a_draft_is_ahead(desk, page):
    save_as_draft(desk, page)
    shown = desk.get(list_page(Procedure))
    assert len(shown.context["cl"].result_list) == 1
    assert "Published, with a draft ahead" in shown.content.decode()


def test_a_draft_is_nowhere_in_public(desk, page):
    save_as_draft(desk, page, name="Secret words")
    paths = ["/", "/procedures/", "/sitemap.xml", "/book/", "/conditions/"]
    assert [path for path in paths if "Secret words" in desk.get(path).content.decode()] == []


def test_saving_the_public_page_itself_is_public_at_once_and_kept(desk, page):
    edit(desk, page, summary="A typo less.")
    assert "A typo less." in read(desk)
    last = Version.objects.first()
    assert (last.what, last.by, last.record) == (What.PUBLISHED, "editor", page.pk)


def test_who_may_only_look_may_not_discard(desk, looking, page):
    save_as_draft(desk, page)
    discard = f"{edit_page(draft_of(page)).removesuffix('change/')}discard/"
    assert looking.post(discard).status_code == 403 and draft_of(page)
    assert desk.get(discard).status_code == 405
