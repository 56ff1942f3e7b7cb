from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from procedures.desk.roles import EDITOR, FRONT_DESK, OWNER, ROLES, sync_roles
from tests.people import editor, front_desk, owner

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
    assert "Front desk: 2 permissions" in out.getvalue()


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


def test_only_the_owner_holds_users():
    assert owner().has_perm("auth.change_user")
    assert not editor().has_perm("auth.view_user")
    assert not front_desk().has_perm("auth.view_user")
    assert permissions_of(OWNER) > permissions_of(EDITOR) | permissions_of(FRONT_DESK)


def test_the_front_desk_holds_requests_and_nothing_else():
    requests = {("booking", f"{may}_appointmentrequest") for may in ("view", "change")}
    sync_roles()
    assert permissions_of(FRONT_DESK) == requests


def test_nobody_adds_or_deletes_requests_or_holds_their_history():
    owner()
    held = {codename for label, codename in permissions_of(OWNER) if label == "booking"}
    offices = {f"{may}_officestaff" for may in ("view", "add", "change", "delete")}
    assert held == {"view_appointmentrequest", "change_appointmentrequest"} | offices
