import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from procedures.models import Clinic, Condition, Office, OldAddress, Procedure
from tests.factories import make_clinic, make_procedure
from tests.people import PASSWORD, editor, front_desk, owner, stranger

from .forms import edit_page, list_page

pytestmark = pytest.mark.django_db
CONTENT = [Procedure, Condition, Office, OldAddress]


def sign_in(client, person):
    return client.post(
        reverse("admin:login") + "?next=/admin/",
        {"username": person.username, "password": PASSWORD, "next": "/admin/"},
        follow=True,
    )


def test_the_editor_signs_in_and_sees_the_content_first(client):
    response = sign_in(client, editor())
    [content] = response.context["app_list"]
    names = [model["object_name"] for model in content["models"]]
    assert names[:6] == ["Procedure", "Condition", "Office", "Provider", "Clinic", "OldAddress"]
    assert names[6:] == ["SearchCount"]


def test_the_sign_in_page_carries_the_clinics_name(client):
    make_clinic(name="Harbor Clinic")
    assert "Harbor Clinic" in client.get(reverse("admin:login")).content.decode()


def test_a_stranger_is_sent_to_sign_in(client):
    page = list_page(Procedure)
    assert client.get(page).url == f"{reverse('admin:login')}?next={page}"
    client.force_login(stranger())
    assert client.get(page).url == f"{reverse('admin:login')}?next={page}"


def test_a_stranger_with_an_account_cannot_sign_in_here(client):
    response = sign_in(client, stranger())
    assert "correct username and password for a staff account" in response.content.decode()


def test_the_front_desk_signs_in_and_sees_no_content(client):
    response = sign_in(client, front_desk())
    assert response.status_code == 200
    assert [app["app_label"] for app in response.context["app_list"]] == ["booking"]


@pytest.mark.parametrize("model", [*CONTENT, Clinic])
def test_the_front_desk_opens_no_content(client, model):
    client.force_login(front_desk())
    assert client.get(list_page(model), follow=True).status_code == 403


def test_the_front_desk_cannot_post_either(client):
    client.force_login(front_desk())
    procedure = make_procedure()
    assert client.post(edit_page(procedure), {"name": "Mine"}).status_code == 403


def test_the_editor_sees_no_users(desk):
    assert desk.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert desk.get(reverse("admin:auth_user_change", args=[editor().pk])).status_code == 403


def test_the_owner_manages_users_and_edits_content(client):
    client.force_login(owner())
    assert client.get(reverse("admin:auth_user_add")).status_code == 200
    assert client.get(edit_page(make_procedure())).status_code == 200
    apps = client.get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in apps] == ["booking", "procedures", "auth"]


def test_a_closed_account_is_signed_out(client):
    client.force_login(editor())
    User.objects.update(is_active=False)
    assert client.get(list_page(Procedure)).status_code == 302
