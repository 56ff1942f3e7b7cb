import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.people import editor, front_desk


@pytest.fixture
def desk(db):
    """A browser in which the editor has signed in."""
    client = Client()
    client.force_login(editor())
    return client


@pytest.fixture
def looking(db):
    """A browser in which a colleague has signed in who may only look at procedures."""
    colleague = front_desk()
    colleague.user_permissions.set(Permission.objects.filter(codename="view_procedure"))
    client = Client()
    client.force_login(colleague)
    return client
