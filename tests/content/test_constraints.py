"""Each promise that the database keeps, tried by breaking it."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from procedures.models import Clinic, Condition, OldAddress, Procedure
from tests.factories import make_clinic, make_condition, make_office, make_procedure

pytestmark = pytest.mark.django_db


def test_there_is_only_one_clinic():
    make_clinic()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clinic.objects.bulk_create([Clinic(pk=2, name="Another")])
    Clinic(name="Renamed").save()
    assert Clinic.objects.get().name == "Renamed"


def test_a_condition_has_its_own_name_in_any_case():
    make_condition("Neck pain")
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.create(name="NECK PAIN", slug="another")


def test_a_review_names_the_reviewer():
    procedure = make_procedure()
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(reviewed_on=date(2026, 1, 1))


def test_a_page_does_not_replace_itself():
    procedure = make_procedure()
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(replaced_by=procedure)


def test_an_office_opens_before_it_closes():
    office = make_office(weekdays=())
    with pytest.raises(IntegrityError), transaction.atomic():
        office.hours.create(weekday=0, opens=time(17), closes=time(8))


def test_an_office_opens_once_at_a_time():
    office = make_office(weekdays=[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        office.hours.create(weekday=0, opens=time(8), closes=time(12))


def test_an_office_closes_once_a_day():
    office = make_office()
    office.closed_days.create(date=date(2026, 12, 25))
    with pytest.raises(IntegrityError), transaction.atomic():
        office.closed_days.create(date=date(2026, 12, 25))


def test_an_old_address_does_not_lead_to_itself():
    with pytest.raises(IntegrityError), transaction.atomic():
        OldAddress.objects.create(path="/x/", leads_to="/x/")
