"""Search engines are told only what the page shows."""

import json
import re
from datetime import date

import pytest

from procedures.models import Kind
from tests.factories import make_clinic, make_condition, make_office, make_published

pytestmark = pytest.mark.django_db


def items(client, page):
    """The page's nodes by their type."""
    text = client.get(page.get_absolute_url()).content.decode()
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text)[1])
    return {node["@type"]: node for node in data["@graph"]}


def test_a_procedure_page_is_a_medical_page_about_a_procedure(client):
    make_clinic()
    page = make_published("Sample injection", other_names="shot")
    page.steps.create(title="Sit", text="Then rest.")
    node = items(client, page)["MedicalWebPage"]
    assert node["about"]["@type"] == "MedicalProcedure"
    assert node["about"]["alternateName"] == ["shot"]
    assert node["about"]["howPerformed"].endswith("Sit. Then rest.")
    assert node["url"] == "https://clinic.example/procedures/sample-injection/"


def test_an_unreviewed_page_says_nothing_of_a_review(client):
    make_clinic()
    node = items(client, make_published())["MedicalWebPage"]
    assert "lastReviewed" not in node and "reviewedBy" not in node


def test_a_reviewed_page_names_date_and_reviewer(client):
    make_clinic()
    page = make_published(
        reviewed_on=date(2026, 3, 4), reviewer_name="Sample Reviewer", reviewer_role="Sample role"
    )
    node = items(client, page)["MedicalWebPage"]
    assert node["lastReviewed"] == "2026-03-04"
    assert node["reviewedBy"]["name"] == "Sample Reviewer"


def test_breadcrumbs_lead_from_home_to_the_page(client):
    make_clinic()
    trail = items(client, make_published("Sample"))["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail] == ["Home", "Procedures", "Sample"]


def test_an_office_is_a_medical_clinic_with_its_hours(client):
    make_clinic(name="Sample Clinic")
    office = make_office()
    office.closed_days.create(date=date(2999, 12, 25))
    node = items(client, office)["MedicalClinic"]
    assert node["name"] == "Sample Clinic, Riverside" and node["telephone"] == "+12025550134"
    assert node["openingHoursSpecification"][0]["opens"] == "08:00"
    assert node["specialOpeningHoursSpecification"][0]["validFrom"] == "2999-12-25"


def test_a_condition_page_mentions_only_public_procedures(client):
    make_clinic()
    condition = make_condition()
    make_published("Public", conditions=[condition])
    make_published("Hidden", conditions=[condition], status="draft")
    names = [node["name"] for node in items(client, condition)["MedicalWebPage"]["mentions"]]
    assert names == ["Public"]


def test_words_cannot_end_the_script_element(client):
    make_clinic()
    page = make_published(summary="</script><script>alert(1)</script>")
    page.questions.filter(kind=Kind.HAPPENS).update(answer="<!-- & -->")
    text = client.get(page.get_absolute_url()).content.decode()
    assert text.count("</script>") == 1 and "<!--" not in text
    assert items(client, page)["MedicalWebPage"]["description"].startswith("</script>")
