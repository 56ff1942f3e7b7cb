"""What the form promises: as measured, as the office says, or as the clinic says."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from procedures import context
from procedures.booking import numbers, offer
from procedures.booking.models import Measure
from procedures.models import Office, Origin
from tests.booking.patient import BOOK, html
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db
CLINIC, OFFICE = "We call you within one working day.", "We call you within two working days."
MEASURED = "Riverside usually answers within 3 working hours (last 30 days)."


@pytest.fixture(autouse=True)
def clinic():
    make_published("Sample injection")
    make_office("Northgate")
    return make_clinic(booking_promise=CLINIC)


@pytest.fixture
def office():
    return make_office("Riverside", booking_promise=OFFICE, shows_measured_promise=True)


def measured(office, minutes=150, answered=20, ago=timedelta(minutes=5), **fields):
    return Measure.objects.create(
        office=office, period=numbers.LAST_30, measured_at=timezone.now() - ago, received=30,
        answered=answered, median_minutes=1, nine_in_ten_minutes=minutes, booked=3, **fields,
    )  # fmt: skip


def form_of(client, office):
    return html(client.get(BOOK, {"office": office.slug}))


def test_the_form_says_what_was_measured_at_the_office(client, office):
    measured(office)
    page = form_of(client, office)
    assert MEASURED in page and OFFICE not in page and CLINIC not in page


def test_before_an_office_is_chosen_the_clinic_promises(client, office):
    measured(office)
    page = html(client.get(BOOK))
    assert CLINIC in page and MEASURED not in page and OFFICE not in page


def test_another_office_keeps_the_promise_of_the_clinic(client, office):
    measured(office)
    page = form_of(client, Office.objects.get(name="Northgate"))
    assert CLINIC in page and MEASURED not in page and OFFICE not in page


def test_from_too_few_answers_nothing_is_claimed(client, office):
    measured(office, answered=19)
    page = form_of(client, office)
    assert "usually answers" not in page and OFFICE in page


def test_a_measure_older_than_two_days_is_not_shown(client, office):
    measured(office, ago=timedelta(days=2, minutes=1))
    page = form_of(client, office)
    assert "usually answers" not in page and OFFICE in page


def test_before_anything_is_measured_the_office_promises(client, office):
    assert OFFICE in form_of(client, office)


def test_nothing_measured_is_shown_unless_the_office_wants_it(client, office):
    measured(office)
    Office.objects.update(shows_measured_promise=False, booking_promise="")
    page = form_of(client, office)
    assert "usually answers" not in page and CLINIC in page


@pytest.mark.parametrize(
    ("minutes", "within"),
    [(0, "1 working hour"), (60, "1 working hour"), (61, "2 working hours"),
     (540, "9 working hours"), (541, "2 working days"), (1081, "3 working days")],
)  # fmt: skip
def test_times_are_rounded_up_never_down(office, minutes, within):
    measured(office, minutes)
    promise = numbers.measured_promise(office)
    assert promise == f"Riverside usually answers within {within} (last 30 days)."


def test_an_hour_more_than_the_day_has_is_a_day(office):
    office.hours.update(closes="16:30")
    measured(office, 505)
    assert "within 1 working day (" in numbers.measured_promise(office)


def test_an_office_without_hours_claims_no_working_hours():
    office = make_office("Hillside", weekdays=(), shows_measured_promise=True)
    measured(office)
    assert numbers.measured_promise(office) == ""


def test_only_who_shows_it_pays_one_question(office, django_assert_num_queries):
    measured(office)
    office = Office.objects.prefetch_related("hours").get(pk=office.pk)
    with django_assert_num_queries(1):
        assert numbers.measured_promise(office) == MEASURED
    office.shows_measured_promise = False
    with django_assert_num_queries(0):
        assert numbers.measured_promise(office) == ""


def test_while_the_database_is_away_the_office_still_promises(client, office, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("no connection")

    form_of(client, office)  # remembers the offices
    for place, name in ((offer, "offices_to_book"), (context, "public_offices"),
                        (context.Clinic, "current"), (Measure.objects, "filter"),
                        (offer.Procedure.objects, "published")):  # fmt: skip
        monkeypatch.setattr(place, name, away)
    response = client.post(BOOK, {"office": office.slug})
    assert response.status_code == 503 and OFFICE in html(response)


def test_a_database_that_dies_while_it_is_asked_for_the_measure_breaks_no_page(
    client, office, monkeypatch
):
    def away(*args, **kwargs):
        raise OperationalError("no connection")

    monkeypatch.setattr(Measure.objects, "filter", away)
    response = client.get(BOOK, {"office": office.slug})
    assert response.status_code == 503 and "(202) 555-0134" in html(response)


def test_a_promise_of_its_own_is_noticed_as_an_edit_of_a_sample_office():
    office = Office.objects.get(name="Northgate")
    office.stamp(Origin.SAMPLE)
    for name, value in (("booking_promise", "We call you soon."), ("shows_measured_promise", True)):
        edited = Office.objects.get(pk=office.pk)
        setattr(edited, name, value)
        assert not edited.is_untouched(Origin.SAMPLE)


def test_an_office_stamped_before_offices_had_promises_is_untouched():
    content = Office.objects.get(name="Northgate").content()
    assert not {"booking_promise", "shows_measured_promise"} & set(content)
