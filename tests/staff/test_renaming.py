from datetime import timedelta

from django.utils import timezone

from procedures.models import Farewell, OldAddress, Procedure, Status
from tests.factories import make_condition, make_office, make_procedure, make_published

from .forms import delete_page, edit, messages_of


def moved():
    return list(OldAddress.objects.values_list("path", "leads_to"))


def test_a_renamed_public_page_is_found_at_its_old_address(desk):
    procedure = make_published("Nerve block")
    response = edit(desk, procedure, slug="new-name")
    assert moved() == [("/procedures/nerve-block/", "/procedures/new-name/")]
    assert any(
        "/procedures/nerve-block/ keeps working" in message for message in messages_of(response)
    )
    assert desk.get("/procedures/nerve-block/").url == "/procedures/new-name/"


def test_a_page_renamed_twice_is_one_step_away(desk):
    procedure = make_published("Nerve block")
    edit(desk, procedure, slug="second")
    edit(desk, procedure, slug="third")
    assert dict(moved()) == {
        "/procedures/nerve-block/": "/procedures/third/",
        "/procedures/second/": "/procedures/third/",
    }


def test_a_page_renamed_back_has_its_address_again(desk):
    procedure = make_published("Nerve block")
    edit(desk, procedure, slug="second")
    edit(desk, procedure, slug="nerve-block")
    assert moved() == [("/procedures/second/", "/procedures/nerve-block/")]


def test_a_draft_leaves_no_old_address(desk):
    edit(desk, make_procedure(), slug="new-name")
    assert moved() == []


def test_a_page_that_nobody_has_seen_yet_leaves_no_old_address(desk):
    procedure = make_published(publish_at=timezone.now() + timedelta(days=9))
    edit(desk, procedure, slug="new-name")
    assert moved() == []


def test_a_page_that_was_public_once_leaves_its_old_address(desk):
    edit(desk, make_published("Nerve block", status=Status.WITHDRAWN), slug="new-name")
    assert moved() == [("/procedures/nerve-block/", "/procedures/new-name/")]


def test_a_new_name_with_the_same_address_leaves_nothing(desk):
    edit(desk, make_published(), name="Another name")
    assert moved() == []


def test_a_refused_rename_leaves_nothing(desk):
    edit(desk, make_published(), slug="new-name", summary="")
    assert moved() == []


def test_renamed_conditions_and_offices_are_found_too(desk):
    condition, office = make_condition(), make_office()
    make_published(conditions=[condition])
    edit(desk, condition, slug="sore-neck")
    edit(desk, office, slug="harbor")
    assert dict(moved()) == {
        "/conditions/neck-pain/": "/conditions/sore-neck/",
        "/offices/riverside/": "/offices/harbor/",
    }


def test_conditions_and_offices_that_are_not_public_leave_nothing(desk):
    edit(desk, make_condition(), slug="sore-neck")
    edit(desk, make_office(is_public=False), slug="harbor")
    assert moved() == []


def test_a_deleted_page_goes_on_answering_what_staff_chose(desk):
    successor = make_published("Successor")
    gone = make_published("Gone", status=Status.WITHDRAWN, farewell=Farewell.GONE)
    led = make_published(
        "Led", status=Status.WITHDRAWN, farewell=Farewell.REDIRECT, replaced_by=successor
    )
    forgotten = make_published("Forgotten", status=Status.WITHDRAWN)
    for procedure in (gone, led, forgotten):
        desk.post(delete_page(procedure), {"post": "yes"})
    assert Procedure.objects.get() == successor
    assert moved() == [("/procedures/gone/", ""), ("/procedures/led/", "/procedures/successor/")]
