"""Plain functions that make what a story needs, with sensible defaults."""

import itertools
from datetime import time, timedelta

from django.utils import timezone
from django.utils.text import slugify

from procedures.models import Clinic, Condition, Kind, Office, Procedure, Status, Urgency
from procedures.models.question import REQUIRED_KINDS
from procedures.search.index import held

_numbers = itertools.count(1)


def make_clinic(**fields):
    return Clinic.objects.create(**{"name": "Sample Pain Clinic"} | fields)


def make_office(name="Riverside", weekdays=range(5), **fields):
    usual = {
        "name": name,
        "slug": slugify(name),
        "street": "210 Harbor Street",
        "city": "Sampleton",
        "state": "DC",
        "zip_code": "20001",
        "phone": "(202) 555-0134",
    }
    with held():
        office = Office.objects.create(**usual | fields)
        for weekday in weekdays:
            office.hours.create(weekday=weekday, opens=time(8), closes=time(17))
    return office


def make_condition(name="Neck pain", **fields):
    return Condition.objects.create(**{"name": name, "slug": slugify(name)} | fields)


def make_procedure(name=None, questions=REQUIRED_KINDS, conditions=(), **fields):
    """A draft that is ready to be published; leave out kinds of question to make it unready."""
    with held():
        return _make_procedure(
            name or f"Sample procedure {next(_numbers)}", questions, conditions, fields
        )


def _make_procedure(name, questions, conditions, fields):
    procedure = Procedure.objects.create(
        **{"name": name, "slug": slugify(name), "summary": f"{name} eases pain."} | fields
    )
    for kind in questions:
        procedure.questions.create(
            kind=kind, question=f"{Kind(kind).label}: {name}?", answer=f"An answer about {name}."
        )
    for urgency in Urgency:
        procedure.warning_signs.create(urgency=urgency, text=f"a sign of {urgency.value}")
    procedure.conditions.set(conditions)
    return procedure


def make_published(name=None, **fields):
    yesterday = timezone.now() - timedelta(days=1)
    return make_procedure(name, **{"status": Status.PUBLISHED, "publish_at": yesterday} | fields)
