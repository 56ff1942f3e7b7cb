"""The people of the stories, made from the table of roles. Call them; each call is the same one."""

from django.contrib.auth.models import Group, User
from django.test import Client

from procedures.booking.models import OfficeStaff
from procedures.desk.roles import AUDITOR, CLINICIAN, EDITOR, FRONT_DESK, OWNER, sync_roles

PASSWORD = "a long enough sentence"


def owner():
    return _staff("owner", OWNER)


def editor():
    return _staff("editor", EDITOR)


def front_desk(offices=(), name="frontdesk"):
    """Sees the requests of these offices; more calls add more."""
    return _serving(offices, _staff(name, FRONT_DESK))


def clinician():
    """Reads the pages and reviews them."""
    return _staff("clinician", CLINICIAN)


def auditor(offices=()):
    """Reads the requests of these offices, and takes no step."""
    return _serving(offices, _staff("auditor", AUDITOR))


def stranger():
    """Has an account, but does not work here."""
    return _person("stranger", is_staff=False)


def browser(person):
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(person)
    return client


def _serving(offices, person):
    for office in offices:
        OfficeStaff.objects.get_or_create(user=person, office=office)
    return person


def _staff(name, role):
    if not Group.objects.filter(name=role).exists():
        sync_roles()
    person = _person(name, is_staff=True)
    person.groups.set([Group.objects.get(name=role)])
    return person


def _person(name, **fields):
    found = User.objects.filter(username=name).first()
    return found or User.objects.create_user(name, password=PASSWORD, **fields)
