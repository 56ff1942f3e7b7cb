from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.urls import reverse

from procedures.booking.offices_served import requests_seen_by
from procedures.desk.roles import AUDITOR, EDITOR, FRONT_DESK, OWNER, ROLES, sync_roles
from tests.booking.factories import receive
from tests.factories import make_office
from tests.people import auditor, browser, editor, front_desk, owner

pytestmark = pytest.mark.django_db


def permissions_of(role):
    group = Group.objects.get(name=role)
    return set(group.permissions.values_list("content_type__app_label", "codename"))


def test_the_command_makes_the_roles_and_tells_how_many_permissions():
    out = StringIO()
    call_command("sync_roles", stdout=out)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    count = Permission.objects.filter(content_type__app_label="procedures").count()
    assert f"Editor: {count} permissions" in out.getvalue()
    assert "Front desk: 4 permissions" in out.getvalue()


def test_a_second_run_changes_nothing():
    assert sync_roles() == sync_roles()
    assert Group.objects.count() == len(ROLES)


def test_a_permission_given_by_hand_is_taken_back():
    sync_roles()
    Group.objects.get(name=EDITOR).permissions.set(Permission.objects.filter(codename="add_user"))
    sync_roles()
    assert ("auth", "add_user") not in permissions_of(EDITOR)
    assert ("procedures", "change_procedure") in permissions_of(EDITOR)


def test_other_groups_are_left_alone():
    group = Group.objects.create(name="Our own")
    group.permissions.set(Permission.objects.filter(codename="add_user"))
    sync_roles()
    assert group.permissions.count() == 1


def test_the_editor_holds_content_and_nothing_else():
    sync_roles()
    assert {label for label, _codename in permissions_of(EDITOR)} == {"procedures"}


def test_only_the_owner_holds_users_and_the_audit():
    assert owner().has_perms(["auth.change_user", "booking.view_look"])
    for person in (editor(), front_desk(), auditor()):
        assert not person.has_perm("auth.view_user") and not person.has_perm("booking.view_look")
    others = permissions_of(EDITOR) | permissions_of(FRONT_DESK) | permissions_of(AUDITOR)
    assert permissions_of(OWNER) > others


def test_the_front_desk_holds_requests_and_how_fast_they_are_answered():
    sync_roles()
    assert permissions_of(FRONT_DESK) == {
        ("booking", "view_appointmentrequest"),
        ("booking", "change_appointmentrequest"),
        ("booking", "export_appointmentrequest"),
        ("booking", "view_measure"),
    }


def test_the_auditor_reads_and_does_nothing_else():
    sync_roles()
    held = {codename for _label, codename in permissions_of(AUDITOR)}
    assert held == {"view_appointmentrequest", "view_measure"}


def test_the_auditor_sees_the_offices_that_the_owner_gave():
    here, there = make_office("Riverside"), make_office("Northgate")
    ours, _theirs = receive(office=here), receive(office=there)
    assert list(requests_seen_by(auditor([here]))) == [ours]


def test_nobody_adds_or_deletes_requests_or_changes_their_history():
    owner()
    held = {codename for label, codename in permissions_of(OWNER) if label == "booking"}
    offices = {f"{may}_officestaff" for may in ("view", "add", "change", "delete")}
    requests = {f"{may}_appointmentrequest" for may in ("view", "change", "export")}
    assert held == requests | offices | {"view_look", "view_measure"}


@pytest.mark.parametrize("name", ["patient", "System", "SYSTEM"])
def test_no_account_is_named_like_those_who_are_not_colleagues(name):
    client, password = browser(owner()), "a long enough sentence"
    new = {"username": name, "password1": password, "password2": password}
    page = client.post(reverse("admin:auth_user_add"), new | {"usable_password": "true"})
    assert "The history of requests uses this name." in page.content.decode()
    change = reverse("admin:auth_user_change", args=[front_desk().pk])
    page = client.post(change, {"username": name})
    assert "The history of requests uses this name." in page.content.decode()
    assert not User.objects.filter(username__iexact=name).exists()


def test_any_other_name_is_welcome():
    password = "a long enough sentence"
    new = {"username": "patience", "password1": password, "password2": password}
    browser(owner()).post(reverse("admin:auth_user_add"), new | {"usable_password": "true"})
    assert User.objects.filter(username="patience").exists()
