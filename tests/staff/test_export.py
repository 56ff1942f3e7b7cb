"""The list as a file for spreadsheets, and the trace that it leaves."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from procedures.booking import actions
from procedures.booking.admin.export import harmless
from procedures.booking.models import Look, LookedAt, Status
from tests.booking.factories import colleague as anybody
from tests.booking.factories import put, receive
from tests.factories import make_office, make_procedure
from tests.people import auditor, browser, editor, front_desk, owner

from .at_the_desk import EXPORT, LIST, export, list_page, queries, the_clock_says

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def colleague(office):
    return browser(front_desk([office]))


def rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def patients(response):
    return [row["Patient"] for row in rows(response)]


def test_the_file_holds_what_the_desk_knows(monkeypatch, colleague, office):
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    client = browser(front_desk([office]))
    request = receive(office=office, name="Nguyễn Minh", procedure=make_procedure("Nerve block"),
                      email="minh@example.com", note="Ring twice,\nplease.")  # fmt: skip
    actions.note_number(request=request, by=anybody(), number="MR-1")
    [row] = rows(export(client))
    expected = {
        "Reference": request.reference,
        "Status": "To call",
        "Received": "Mon, Jul 13, 9 am",
        "Promised by": "Tue, Jul 14, 9 am",
        "Office": "Riverside",
        "Wants": "Nerve block",
        "Patient": "Nguyễn Minh",
        "Phone": "(202) 555-0100",
        "Email": "minh@example.com",
        "Suits": "Mon morning",
        "Note": "Ring twice,\nplease.",
        "Number in our records": "MR-1",
    }
    assert {name: row[name] for name in expected} == expected


def test_the_file_is_utf_8_with_its_mark_kept_by_nobody_and_named_after_the_day(
    monkeypatch, office
):
    the_clock_says(monkeypatch, "2026-07-13 09:00")
    receive(office=office, name="Maria Gonzales")
    response = export(browser(front_desk([office])))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="requests-2026-07-13.csv"'
    assert "no-store" in response["Cache-Control"]


# ---- which rows ----


def test_the_file_holds_the_tab_and_the_filters_of_the_list(colleague, office):
    procedure = make_procedure("Nerve block")
    receive(office=office, name="Ana", procedure=procedure, language="es")
    receive(office=office, name="Ben", procedure=procedure)
    receive(office=office, name="Cleo", language="es")
    put(receive(office=office, name="Dan"), Status.BOOKED)
    assert patients(export(colleague, procedure=procedure.pk, language="es")) == ["Ana"]
    assert patients(export(colleague, tab="booked")) == ["Dan"]
    assert patients(export(colleague)) == ["Ana", "Ben", "Cleo"]


def test_the_button_of_a_narrowed_list_carries_every_filter(colleague, office):
    procedure = make_procedure("Nerve block")
    receive(office=office, name="Ana", procedure=procedure)
    receive(office=office, name="Ben")
    html = colleague.get(list_page(tab="call", procedure=procedure.pk, p=1)).content.decode()
    [address] = re.findall(rf'action="({EXPORT}[^"]*)"', html)
    assert patients(colleague.post(unescape(address))) == ["Ana"]


def test_all_pages_of_the_list_are_in_the_file_in_its_order(colleague, office):
    for number in range(27):
        receive(office=office, name=f"Person {number}")
    assert patients(export(colleague, p=2)) == [f"Person {number}" for number in range(27)]


def test_other_offices_are_never_in_the_file(colleague, office):
    there = make_office("Northgate")
    receive(office=office, name="Ours Sample")
    receive(office=there, name="Theirs Sample")
    assert patients(export(colleague)) == patients(export(colleague, office=there.pk))
    assert patients(export(colleague)) == ["Ours Sample"]
    assert set(patients(export(browser(owner())))) == {"Ours Sample", "Theirs Sample"}


# ---- safe in a spreadsheet ----


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1 202 555 0134", "-1", "@SUM(A1)", "\t=1", "\rx", "\nx", "＝1", "＋1", "－1", "＠x",
     "  =1", "\u00a0=1", "\u3000=1", " \t=1"],
)  # fmt: skip
def test_nothing_is_run_as_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Maria O'Brien", "(202) 555-0100", "a=b", "7", "5-4"])
def test_other_words_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_hostile_words_stay_in_their_cell(colleague, office):
    hostile = '=HYPERLINK("http://x","y"),\r\n"=cmd"'
    receive(
        office=office, name=hostile, note=hostile, email=f"{hostile}@x", phone="+1 202 555 0134"
    )
    [row] = rows(export(colleague))
    assert (row["Patient"], row["Note"]) == (f"'{hostile}", f"'{hostile}")
    assert row["Phone"] == "'+1 202 555 0134"
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


# ---- who may, and the trace ----


def test_an_export_is_one_look_with_every_reference(colleague, office):
    references = {receive(office=office, name=f"Person {n}").reference for n in range(27)}
    export(colleague)
    look = Look.objects.get()
    assert (look.how, look.by, look.count, look.detail) == ("export", "frontdesk", 27, "To call")
    assert set(LookedAt.objects.values_list("reference", flat=True)) == references


def test_an_export_of_nobody_is_on_record_too(colleague):
    assert rows(export(colleague)) == []
    assert Look.objects.get().count == 0


def test_only_who_may_export_sees_the_button_and_gets_the_file(office):
    receive(office=office, name="Maria Gonzales")
    for person, code in ((auditor([office]), 403), (editor(), 403), (owner(), 200)):
        client = browser(person)
        assert export(client).status_code == code
        assert (EXPORT in client.get(LIST).content.decode()) == (code == 200)
    assert list(Look.objects.filter(how="export").values_list("by", flat=True)) == ["owner"]


def test_the_permission_to_export_alone_opens_nothing(office):
    person = editor()
    person.user_permissions.add(
        *owner().groups.get().permissions.filter(codename__contains="export")
    )
    assert person.has_perm("booking.export_appointmentrequest")
    assert export(browser(person)).status_code == 403


def test_an_address_alone_exports_nothing(colleague, office):
    receive(office=office)
    assert colleague.get(EXPORT).status_code == 405
    assert not Look.objects.exists()


def test_what_a_search_found_has_no_export(colleague, office):
    receive(office=office)
    page = colleague.post(reverse("admin:booking_appointmentrequest_search"),
                          {"words": "sample"}, follow=True)  # fmt: skip
    assert page.context["records"] and EXPORT not in page.content.decode()


def test_a_long_file_asks_the_database_as_often_as_a_short_one(colleague, office):
    counts = []
    for numbers in (range(3), range(3, 40)):
        for number in numbers:
            receive(office=office, name=f"Person {number}")
        counts.append(queries(colleague, EXPORT, "post"))
    assert counts[0] == counts[1] <= 20
