from datetime import date, time

from django.contrib.admin.models import LogEntry

from procedures.models import Clinic, Condition, Kind, Office, OldAddress, Procedure, Status
from tests.factories import make_clinic, make_condition, make_office, make_procedure, make_published
from tests.people import owner

from .forms import (
    add_page,
    add_row,
    delete_page,
    edit,
    edit_page,
    errors_of,
    fields_of,
    list_page,
    messages_of,
)


def test_the_editor_writes_a_new_procedure_with_all_its_rows(desk):
    condition = make_condition()
    fields = fields_of(desk.get(add_page(Procedure))) | {
        "name": "Nerve block",
        "slug": "nerve-block",
        "other_names": "shot\r\nblock",
        "conditions": [condition.pk],
    }
    for prefix, row in {
        "questions": {"kind": "what", "question": "What is it?", "answer": "An injection."},
        "steps": {"title": "You lie down"},
        "milestones": {"when": "First 2 days", "text": "Rest."},
        "side_effects": {"frequency": "common", "text": "A sore spot"},
        "warning_signs": {"urgency": "call-us", "text": "your pain gets worse"},
    }.items():
        add_row(fields, prefix, **row)
    response = desk.post(add_page(Procedure), fields, follow=True)
    assert errors_of(response) == []
    procedure = Procedure.objects.get()
    assert procedure.status == Status.DRAFT
    assert procedure.other_names == "shot\nblock"
    assert list(procedure.conditions.all()) == [condition]
    assert procedure.questions.get().answer == "<p>An injection.</p>"
    assert procedure.steps.get().title == "You lie down"
    assert procedure.milestones.get().when == "First 2 days"
    assert procedure.side_effects.get().text == "A sore spot"
    assert procedure.warning_signs.get().urgency == "call-us"


def test_the_editor_corrects_a_question_in_place(desk):
    procedure = make_published("Nerve block")
    edit(desk, procedure, **{"questions-0-answer": "A better answer."})
    assert procedure.questions.first().answer == "<p>A better answer.</p>"
    assert procedure.questions.count() == 4


def test_the_editor_puts_questions_in_another_order(desk):
    procedure = make_procedure()
    before = list(procedure.questions.values_list("kind", flat=True))
    edit(desk, procedure, **{f"questions-{n}-position": 9 - n for n in range(4)})
    assert list(procedure.questions.values_list("kind", flat=True)) == before[::-1]


def test_a_new_row_without_a_number_comes_last(desk):
    procedure = make_procedure()
    fields = fields_of(desk.get(edit_page(procedure)))
    add_row(fields, "questions", kind="prepare", question="May I eat?", position="")
    desk.post(edit_page(procedure), fields)
    assert procedure.questions.last().kind == Kind.PREPARE


def test_the_editor_removes_a_row_of_a_draft(desk):
    procedure = make_procedure()
    edit(desk, procedure, **{"questions-0-DELETE": "on"})
    assert procedure.questions.count() == 3


def test_the_log_tells_who_changed_what(desk):
    procedure = make_procedure()
    edit(desk, procedure, time="15 minutes")
    entry = LogEntry.objects.get()
    assert entry.user.username == "editor"
    assert "Time" in entry.get_change_message()


def test_a_save_without_a_change_says_so_in_the_log(desk):
    procedure = make_procedure(sources="One\nTwo", safety_notice="One\n\nTwo")
    edit(desk, procedure)
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_the_editor_adds_an_office_with_hours_and_a_closed_day(desk):
    fields = fields_of(desk.get(add_page(Office))) | {
        "name": "Hillside",
        "slug": "hillside",
        "street": "1 Hill Road",
        "city": "Sampleton",
        "state": "DC",
        "zip_code": "20001",
        "phone": "(202) 555-0111",
    }
    add_row(fields, "hours", weekday=0, opens="08:00", closes="17:00")
    add_row(fields, "closed_days", date="2030-07-04", reason="Holiday")
    response = desk.post(add_page(Office), fields, follow=True)
    assert errors_of(response) == []
    office = Office.objects.get()
    assert office.hours.get().closes == time(17)
    assert office.closed_days.get().date == date(2030, 7, 4)


def test_hours_that_close_before_they_open_are_refused_kindly(desk):
    office = make_office(weekdays=[0])
    response = edit(desk, office, **{"hours-0-closes": "07:00"})
    assert errors_of(response) == ["The office must open before it closes."]
    assert office.hours.get().closes == time(17)


def test_the_same_hours_or_closed_day_twice_are_refused(desk):
    office = make_office(weekdays=[0])
    fields = fields_of(desk.get(edit_page(office)))
    add_row(fields, "hours", weekday=0, opens="08:00", closes="12:00")
    add_row(fields, "closed_days", date="2030-07-04")
    add_row(fields, "closed_days", date="2030-07-04")
    errors = errors_of(desk.post(edit_page(office), fields))
    assert sum("duplicate" in error for error in errors) == 4
    assert office.hours.count() == 1


def test_a_second_condition_of_the_same_name_is_refused(desk):
    make_condition("Jaw pain")
    fields = fields_of(desk.get(add_page(Condition)))
    response = desk.post(add_page(Condition), fields | {"name": "jaw PAIN", "slug": "jaw"})
    assert errors_of(response) == ["There is a condition with this name already."]


def test_the_editor_adds_and_corrects_a_condition(desk):
    fields = fields_of(desk.get(add_page(Condition)))
    desk.post(add_page(Condition), fields | {"name": "Jaw pain", "slug": "jaw-pain"})
    condition = Condition.objects.get()
    edit(desk, condition, place="jaw", summary="It hurts.")
    condition.refresh_from_db()
    assert (condition.place, condition.summary) == ("jaw", "It hurts.")


def test_the_editor_enters_the_clinic_once_and_then_edits_it(desk):
    form = desk.get(list_page(Clinic), follow=True)
    desk.post(add_page(Clinic), fields_of(form) | {"name": "Harbor Clinic"})
    assert desk.get(add_page(Clinic)).status_code == 403
    response = edit(desk, Clinic.current(), privacy_practices="We keep it private.")
    assert Clinic.objects.get().privacy_practices == "We keep it private."
    assert "changed successfully" in messages_of(response)[0]


def test_nobody_deletes_the_clinic(client, db):
    client.force_login(owner())
    assert client.get(delete_page(make_clinic())).status_code == 403


def test_the_editor_keeps_an_old_address(desk):
    fields = fields_of(desk.get(add_page(OldAddress)))
    desk.post(add_page(OldAddress), fields | {"path": "/old/", "leads_to": "/offices/"})
    assert OldAddress.objects.get().leads_to == "/offices/"
    edit(desk, OldAddress.objects.get(), leads_to="")
    assert "Gone for good (410)" in desk.get(list_page(OldAddress)).content.decode()


def test_an_old_address_on_another_site_is_refused(desk):
    fields = fields_of(desk.get(add_page(OldAddress)))
    response = desk.post(
        add_page(OldAddress), fields | {"path": "/old/", "leads_to": "https://elsewhere.example/"}
    )
    assert "like /procedures/old/" in errors_of(response)[0]


def test_the_address_is_made_from_the_name_only_for_a_new_page(desk):
    new = desk.get(add_page(Procedure)).context["adminform"]
    old = desk.get(edit_page(make_procedure())).context["adminform"]
    assert [field["field"].name for field in new.prepopulated_fields] == ["slug"]
    assert list(old.prepopulated_fields) == []


def test_a_public_page_cannot_be_deleted_and_a_withdrawn_one_can(desk):
    procedure = make_published()
    assert desk.get(delete_page(procedure)).status_code == 403
    edit(desk, procedure, status="withdrawn")
    desk.post(delete_page(procedure), {"post": "yes"})
    assert not Procedure.objects.exists()


def test_public_offices_and_conditions_cannot_be_deleted(desk):
    office, condition = make_office(), make_condition()
    make_published(conditions=[condition])
    assert desk.get(delete_page(office)).status_code == 403
    assert desk.get(delete_page(condition)).status_code == 403
    assert desk.get(delete_page(make_condition("Hip pain"))).status_code == 200


def test_pages_are_not_deleted_by_the_dozen(desk):
    make_published()
    assert "delete_selected" not in desk.get(list_page(Procedure)).content.decode()


def test_the_link_to_the_site_is_there_only_for_public_pages(desk):
    public, draft = make_published("Nerve block"), make_procedure()
    assert f'href="{public.get_absolute_url()}"' in desk.get(edit_page(public)).content.decode()
    assert "View on site" not in desk.get(edit_page(draft)).content.decode()
