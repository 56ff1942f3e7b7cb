"""Who treats patients at an office: named where staff say so, and never invented."""

import pytest

from procedures.models import Provider
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def make_provider(*offices, **fields):
    provider = Provider.objects.create(**{"name": "A. Sample", "role": "Pain physician"} | fields)
    provider.offices.set(offices)
    return provider


def page_of(client, office):
    return client.get(office.get_absolute_url()).content.decode()


def test_an_office_names_who_treats_patients_there(client):
    here, there = make_office(), make_office("Northgate")
    make_provider(here, credentials="MD", about="Speaks Spanish.")
    assert "<strong>A. Sample, MD</strong>, Pain physician<br>Speaks Spanish." in page_of(
        client, here
    )
    assert "Sample" not in page_of(client, there).replace("Sampleton", "")


def test_an_office_without_providers_says_nothing_of_them(client):
    office = make_office()
    make_provider(office, is_public=False)
    assert "Who treats you here" not in page_of(client, office)


def test_hostile_words_are_only_words(client):
    office = make_office()
    make_provider(office, about="<script>alert(1)</script>")
    assert "<script>alert" not in page_of(client, office)
