"""Every change of the content draws a new number, by whatever road it comes."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from procedures import edition
from procedures.models import (
    Condition,
    Edition,
    Office,
    OfficeHours,
    Procedure,
    SearchCount,
    Version,
)
from tests.factories import make_clinic, make_condition, make_office, make_published

pytestmark = pytest.mark.django_db


def number():
    connection.check_constraints()  # as at the end of a transaction
    return edition.ask()


def of_before():
    """As if it had been drawn by a transaction before this one: each draws only once."""
    connection.check_constraints()
    with transaction.atomic():
        Edition.objects.update(number=F("number") - 1)
    return edition.ask()


def by_raw_words():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procedures_office SET name = 'By Hand'")


def link():
    Procedure.objects.get().conditions.add(Condition.objects.get())


@pytest.mark.parametrize(
    "change",
    [
        lambda: make_clinic(name="Renamed"),
        lambda: Office.objects.get().save(),
        lambda: Office.objects.update(name="All at once"),
        lambda: OfficeHours.objects.bulk_create(
            [OfficeHours(office=Office.objects.get(), weekday=6, opens="08:00", closes="09:00")]
        ),
        lambda: Procedure.objects.get().questions.first().delete(),
        lambda: Procedure.objects.all().delete(),
        link,
        by_raw_words,
    ],
)
def test_a_change_is_another_edition(change):
    make_office(), make_condition(), make_published("Shot")
    before = of_before()
    change()
    assert number() != before


def test_what_no_page_shows_is_none():
    make_published("Shot")
    before = of_before()
    SearchCount.objects.create(words="knee", month="2026-11-01", found=True)
    Version.objects.all().update(by="Somebody Else")
    assert number() == before


def test_what_is_committed_is_told_to_the_whole_machine(django_capture_on_commit_callbacks):
    before = edition.last_told[0]
    with django_capture_on_commit_callbacks(execute=True):
        make_office()
        assert edition.last_told[0] == before, "not before it can be read"
    assert edition.last_told[0] != before


def test_counting_a_search_tells_nobody(django_capture_on_commit_callbacks):
    before = edition.last_told[0]
    with django_capture_on_commit_callbacks(execute=True):
        SearchCount.objects.create(words="knee", month="2026-11-01", found=True)
    assert edition.last_told[0] == before


def test_all_processes_of_a_machine_hear_each_other(tmp_path):
    here, there = edition.shared(tmp_path / "told"), edition.shared(tmp_path / "told")
    here[0] = 7
    assert there[0] == 7


def test_without_a_disk_those_of_one_server_still_do(tmp_path):
    told = edition.shared(tmp_path / "no folder" / "told")
    told[0] = 7
    assert told[0] == 7


def test_a_table_that_lost_its_triggers_gets_them_back_with_the_next_migration():
    lost = "edition_procedures_office"
    with connection.cursor() as cursor:
        for name in [name for name in edition.found(cursor) if name.startswith(f"{lost}_")]:
            cursor.execute(f"DROP TRIGGER {name}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER {lost} ON procedures_office")
        make_office()
        before = of_before()
        edition.make_triggers(apps.get_app_config("procedures"), "default")
        assert edition.found(cursor) == {name for name, _make in edition.wanted(connection.vendor)}
        assert number() != before, "what changed meanwhile was not seen"


def test_a_migration_of_the_content_finds_no_trigger_that_waits():
    config = apps.get_app_config("procedures")
    with connection.cursor() as cursor:
        there = edition.found(cursor)
        edition.drop_triggers(config, "default", plan=[])
        assert edition.found(cursor) == there
        edition.drop_triggers(config, "default", plan=["something"])
        assert not edition.found(cursor) or connection.vendor == "sqlite"
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        assert edition.found(cursor) == there
