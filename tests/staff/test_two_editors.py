"""Two editors have the same page open: the second to save is told, and loses no word."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django.utils.html import strip_tags

from procedures.drafts import draft_of, publish_draft, write_draft
from procedures.models import Office, OpenForm, Procedure, Provider, Version
from procedures.models.content import content_of
from tests.factories import make_clinic, make_condition, make_office, make_published
from tests.people import browser, editor, owner

from .forms import add_row, edit, edit_page, errors_of, fields_of

pytestmark = pytest.mark.django_db
STOP = "Not saved yet: somebody saved this while you had it open."


@pytest.fixture
def ana():
    return browser(owner())


@pytest.fixture
def ben():
    return browser(editor())


@pytest.fixture
def page():
    page = make_published("Nerve block", summary="The old sentence.", slug="nerve-block")
    page.steps.create(title="You lie down")
    page.steps.create(title="You go home")
    return page


def make_provider():
    return Provider.objects.create(name="A. Sample", role="Physician")


def opened(client, record):
    return fields_of(client.get(edit_page(record)))


def send(client, record, fields, **changes):
    return client.post(edit_page(record), fields | changes, follow=True)


def text_of(response):
    return " ".join(strip_tags(response.content.decode()).split())


def answers(page):
    return list(page.questions.values_list("answer", flat=True))


def titles(page):
    return list(page.steps.values_list("title", flat=True))


# ---- the second save ----


def test_the_second_is_told_and_nothing_is_written(ana, ben, page):
    fields = opened(ben, page)
    edit(ana, page, summary="What Ana wrote.")
    told = send(ben, page, fields, summary="What Ben wrote.")
    assert STOP in text_of(told) and "owner, " in text_of(told)
    assert Procedure.objects.get().summary == "What Ana wrote."
    assert Version.objects.exclude(by="").count() == LogEntry.objects.count() == 1
    assert fields_of(told)["summary"] == "What Ben wrote."


def test_a_second_press_saves_over_it_knowingly(ana, ben, page):
    fields = opened(ben, page)
    edit(ana, page, summary="What Ana wrote.")
    told = send(ben, page, fields, summary="What Ben wrote.")
    done = send(ben, page, fields_of(told))
    assert STOP not in text_of(done)
    assert Procedure.objects.get().summary == "What Ben wrote."


def test_a_third_save_in_between_is_told_again(ana, ben, page):
    told = opened(ben, page)
    for words in ("First.", "Second."):
        edit(ana, page, summary=words)
        told = send(ben, page, told, summary="Ben's.")
        assert STOP in text_of(told)
        told = fields_of(told)
    assert Procedure.objects.get().summary == "Second."


def test_who_saves_alone_is_never_stopped(ben, page):
    for words in ("First.", "Second."):
        assert STOP not in text_of(edit(ben, page, summary=words))
    assert Procedure.objects.get().summary == "Second."


def test_a_refused_answer_is_no_save_of_a_colleague(ben, page):
    refused = edit(ben, page, name="")
    assert errors_of(refused) and STOP not in text_of(refused)
    assert STOP not in text_of(send(ben, page, fields_of(refused), name="Nerve block"))


def test_it_says_what_was_changed(ana, ben, page):
    edit(ana, page, stay="Home the same day")
    fields = opened(ben, page)
    edit(ana, page, summary="What Ana wrote.", **{"steps-0-title": "You sit down"})
    told = text_of(send(ben, page, fields))
    assert "(Published) Summary" in told and "What Ana wrote." in told
    assert "Step of the visit 1, title" in told and "[Added: sit end of what was added]" in told
    assert "Home the same day" not in told


def test_the_first_save_that_is_kept_says_what_was_changed_too(ana, ben, page):
    fields = opened(ben, page)
    edit(ana, page, summary="What Ana wrote.")
    told = send(ben, page, fields)
    [save] = told.context["saves"]
    assert [line.label for line in save["lines"]] == ["Summary"]


def test_what_a_colleague_wrote_stands_beside_what_was_typed(ana, ben, page):
    fields = opened(ben, page)
    answer, title = "questions-0-answer", "steps-0-title"
    edit(ana, page, summary="Ana’s <b>words</b>.", time="1 hour", **{answer: "Hers.", title: "Sit"})
    mine = {"summary": "Mine.", "stay": "A night", answer: "Mine too.", title: "Stand"}
    told = send(ben, page, fields | mine)
    beside = re.findall(r'class="theirs"><strong>A colleague saved:</strong> ([^\n]*?)</span>',
                        told.content.decode())  # fmt: skip
    assert beside == ["Ana’s &lt;b&gt;words&lt;/b&gt;.", "1 hour", "Hers.", "Sit"]


def test_what_both_wrote_alike_needs_no_word_beside_it(ana, ben, page):
    fields = opened(ben, page)
    edit(ana, page, summary="The same.")
    assert 'class="theirs"' not in send(ben, page, fields, summary="The same.").content.decode()


def test_whoever_opens_a_form_sees_who_else_has_it_open(ana, ben, page):
    assert "opened this" not in text_of(ana.get(edit_page(page)))
    assert "owner opened this 0 minutes ago" in text_of(ben.get(edit_page(page)))
    assert "editor opened this" in text_of(edit(ana, page, _continue="1"))
    edit(ana, page)
    assert "opened this" not in text_of(ben.get(edit_page(page)))


def test_a_form_that_was_left_long_ago_is_not_open(ana, ben, page):
    ana.get(edit_page(page))
    OpenForm.objects.update(since=timezone.now() - timedelta(hours=3))
    assert "opened this" not in text_of(ben.get(edit_page(page)))


def test_who_may_only_look_opens_nothing(looking, page):
    looking.get(edit_page(page))
    assert not OpenForm.objects.exists()


def test_ones_own_other_window_is_told_as_such(ben, page):
    fields = opened(ben, page)
    edit(ben, page, summary="In the other window.")
    assert "You, in another window, " in text_of(send(ben, page, fields))


def test_what_a_program_changed_is_told_too(ben, page):
    fields = opened(ben, page)
    page.publish()
    assert "Somebody, " in text_of(send(ben, page, fields))


@pytest.mark.parametrize("make", [make_condition, make_office, make_clinic, make_provider])
def test_so_it_is_for_everything_else(ana, ben, make):
    record = make()
    fields = opened(ben, record)
    edit(ana, record, name="What Ana wrote")
    told = send(ben, record, fields, name="What Ben wrote")
    record.refresh_from_db()
    assert STOP in text_of(told) and "(Saved) Name" in text_of(told)
    assert "A colleague saved: What Ana wrote" in text_of(told)
    assert record.name == "What Ana wrote" and fields_of(told)["name"] == "What Ben wrote"
    send(ben, record, fields_of(told))
    record.refresh_from_db()
    assert record.name == "What Ben wrote"


@pytest.mark.parametrize("mark", ["", "1-2", "1-2-3", "a-b-c", "1-1-" + "9" * 99, "²-1-1"])
def test_a_broken_mark_is_no_error(ben, page, mark):
    assert send(ben, page, opened(ben, page), opened_with=mark).status_code == 200


# ---- rows ----


def test_rows_that_a_colleague_deleted_and_added(ana, ben, page):
    fields = opened(ben, page)
    hers = opened(ana, page) | {"steps-0-DELETE": "on"}
    add_row(hers, "steps", title="Ana's step")
    send(ana, page, hers)
    add_row(fields, "steps", title="Ben's step")
    told = send(ben, page, fields, **{"steps-0-title": "You lie on your back"})
    assert STOP in text_of(told) and errors_of(told) == []
    assert sorted(titles(page)) == ["Ana's step", "You go home"]
    send(ben, page, fields_of(told))
    assert sorted(titles(page)) == [
        "Ana's step", "Ben's step", "You go home", "You lie on your back",
    ]  # fmt: skip


def test_a_row_that_both_deleted_stays_deleted(ana, ben, page):
    fields = opened(ben, page)
    edit(ana, page, **{"steps-0-DELETE": "on"})
    told = send(ben, page, fields, **{"steps-0-DELETE": "on"})
    send(ben, page, fields_of(told))
    assert titles(page) == ["You go home"]


def test_a_page_written_anew_as_a_whole_has_no_row_twice(ben, page):
    fields = opened(ben, page)
    whole = Procedure.objects.with_rows().get(pk=page.pk)
    draft = write_draft(page, content_of(whole) | {"summary": "New."}, "owner")
    publish_draft(draft, "owner")
    told = send(ben, page, fields, **{"steps-1-title": "You walk home"})
    assert STOP in text_of(told) and errors_of(told) == []
    send(ben, page, fields_of(told))
    assert titles(page) == ["You lie down", "You walk home"] and len(answers(page)) == 4


def test_hours_of_an_office_that_a_colleague_deleted(ana, ben):
    office = make_office(weekdays=[0, 1])
    fields = opened(ben, office)
    edit(ana, office, **{"hours-0-DELETE": "on"})
    told = send(ben, office, fields, **{"hours-0-opens": "09:30"})
    assert STOP in text_of(told) and Office.objects.get().hours.count() == 1
    send(ben, office, fields_of(told))
    assert office.hours.filter(opens="09:30").exists() and office.hours.count() == 2


# ---- drafts ----


def test_saving_as_a_draft_is_told_too_and_the_page_keeps_its_status(ana, ben, page):
    fields = opened(ben, page)
    send(ana, page, opened(ana, page), summary="Ana's draft.", _save_as_draft="1")
    told = send(ben, page, fields, summary="Ben's draft.", _save_as_draft="1")
    assert STOP in text_of(told) and draft_of(page).summary == "Ana's draft."
    assert fields_of(told)["status"] == "published"
    send(ben, page, fields_of(told), _save_as_draft="1")
    assert draft_of(page).summary == "Ben's draft."
    assert Procedure.objects.get().summary == "The old sentence."


@pytest.mark.parametrize("button", ["_continue", "_publish", "_schedule"])
def test_a_draft_is_neither_saved_nor_published_over_a_colleague(ana, ben, page, button):
    send(ana, page, opened(ana, page), _save_as_draft="1")
    draft = draft_of(page)
    fields = opened(ben, draft) | {"schedule_at": "2040-01-01T09:00"}
    edit(ana, draft, summary="What Ana wrote.")
    told = send(ben, draft, fields, summary="What Ben wrote.", **{button: "1"})
    draft = draft_of(page)
    assert STOP in text_of(told) and draft.summary == "What Ana wrote."
    assert draft.status == "draft" and Procedure.objects.get().summary == "The old sentence."


def test_a_draft_is_not_published_over_a_change_of_its_page(ana, ben, page):
    send(ana, page, opened(ana, page), _save_as_draft="1")
    draft = draft_of(page)
    fields = opened(ben, draft)
    edit(ana, page, summary="An urgent correction.")
    told = send(ben, draft, fields, _publish="1")
    assert STOP in text_of(told) and "An urgent correction" in text_of(told)
    assert Procedure.objects.get().summary == "An urgent correction."


def test_words_for_a_draft_that_was_published_meanwhile_are_given_back(ana, ben, page):
    send(ana, page, opened(ana, page), _save_as_draft="1")
    draft = draft_of(page)
    fields = opened(ben, draft)
    send(ana, draft, opened(ana, draft), _publish="1")
    told = send(ben, draft, fields, **{"steps-1-title": "Ben's <b>words</b>"})
    assert told.status_code == 404 and edit_page(page) in told.content.decode()
    assert "Steps of the visit 2: Title" in text_of(told)
    assert "Ben&#x27;s &lt;b&gt;words" in told.content.decode()


def test_who_may_only_look_is_given_nothing(looking, page):
    fields = opened(looking, page) | {"opened_with": "1-1-1", "summary": "Mine."}
    assert send(looking, page, fields).status_code == 403
    gone = f"{edit_page(page).replace(str(page.pk), '99999')}"
    assert looking.post(gone, fields).status_code == 403
