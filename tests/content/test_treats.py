"""From a condition to what treats it and back, and from there to the form."""

import re

import pytest

from tests.factories import make_clinic, make_condition, make_office, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()


def table(client, path="/conditions/jaw-pain/"):
    """The rows of the comparison, in words."""
    rows = re.findall(r"<tr.*?</tr>", client.get(path).content.decode(), re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    label = r'<span class="compare__label".*?</span>'
    return [
        [re.sub(r"<[^>]+>", "", re.sub(label, "", cell)).strip() for cell in row] for row in cells
    ]


def test_what_treats_a_condition_is_compared_in_one_table(client):
    jaw = make_condition("Jaw pain")
    make_published("Block", position=1, time="About an hour", driver="Bring one", conditions=[jaw])
    make_published("Shot", position=2, time="15 minutes", conditions=[jaw])
    assert table(client) == [
        ["Procedure", "Time", "Driver", "Next step"],
        ["Block", "About an hour", "Bring one", "Book online"],
        ["Shot", "15 minutes", "–", "Book online"],
    ]
    text = client.get("/conditions/jaw-pain/").content.decode()
    assert 'href="/book/?procedure=shot" aria-label="Book online: Shot"' in text


def test_one_procedure_alone_is_not_compared(client):
    make_published("Shot", time="15 minutes", conditions=[make_condition("Jaw pain")])
    text = client.get("/conditions/jaw-pain/").content.decode()
    assert "<table" not in text and "/procedures/shot/" in text


def test_both_lists_link_to_each_other(client):
    make_published("Shot", conditions=[make_condition("Jaw pain")])
    assert 'Treats <a href="/conditions/jaw-pain/">' in client.get("/procedures/").content.decode()
    text = client.get("/conditions/").content.decode()
    assert 'Treated by <a href="/procedures/shot/">' in text


def test_a_procedure_leads_to_the_form_with_procedure_and_office(client):
    make_published("Shot")
    make_office("Riverside")
    make_office("Northgate")
    text = client.get("/procedures/shot/").content.decode()
    assert 'href="/book/?procedure=shot&amp;office=northgate"' in text
    form = client.get("/book/?procedure=shot&office=northgate").content.decode()
    for name in ("Shot", "Northgate"):
        assert re.search(rf"(selected|checked)[^<]*>[^<]*(<[^<]*>)*\s*{name}", form), name
