from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from tests.people import editor

pytestmark = pytest.mark.django_db


def sample_staff():
    out = StringIO()
    call_command("sample_staff", stdout=out)
    return out.getvalue()


def test_the_first_run_makes_an_owner_an_editor_and_a_front_desk(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "demo")
    said = sample_staff()
    roles = dict(User.objects.values_list("username", "groups__name"))
    assert roles == {"owner": "Owner", "editor": "Editor", "frontdesk": "Front desk"}
    assert all(authenticate(username=name, password="demo").is_staff for name in roles)
    assert "owner, editor, frontdesk" in said
    assert said.count("demo") == 1


def test_nobody_is_a_superuser(monkeypatch):
    sample_staff()
    assert not User.objects.filter(is_superuser=True).exists()


def test_without_a_given_password_a_random_one_is_printed(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    password = sample_staff().split()[-1]
    assert len(password) == 14
    assert authenticate(username="editor", password=password)


def test_the_roles_are_ready_before_the_accounts(monkeypatch):
    sample_staff()
    assert User.objects.get(username="editor").has_perm("procedures.change_procedure")


def test_a_second_run_says_nothing_and_changes_nothing(monkeypatch):
    sample_staff()
    before = list(User.objects.order_by("pk").values())
    monkeypatch.setenv("DEMO_PASSWORD", "another")
    assert sample_staff() == ""
    assert list(User.objects.order_by("pk").values()) == before


def test_a_site_with_one_account_gets_no_sample_accounts():
    editor()
    Group.objects.all().delete()
    assert sample_staff() == ""
    assert User.objects.count() == 1
    assert not Group.objects.exists()
