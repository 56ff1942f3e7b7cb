from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from procedures.models import Weekday
from procedures.models.phone import phone_link
from tests.factories import make_clinic, make_office, make_published

pytestmark = pytest.mark.django_db


def test_a_patient_finds_address_phone_and_hours(client):
    make_clinic()
    office = make_office(suite="Suite 4", parking="Free behind the house.", access="A ramp.")
    text = client.get(office.get_absolute_url()).content.decode()
    for words in ("210 Harbor Street", "Suite 4", "Sampleton, DC 20001", "(202) 555-0134",
                  "8 am to 5 pm", "Closed", "Free behind the house.", "A ramp."):  # fmt: skip
        assert words in text


def test_neighbouring_days_with_the_same_hours_run_together():
    office = make_office(weekdays=[0, 1, 2, 4])
    office.hours.create(weekday=5, opens=time(9), closes=time(12, 30))
    office.hours.filter(weekday=4).update(closes=time(12))
    office.hours.create(weekday=4, opens=time(13), closes=time(15))
    assert office.hours_in_words() == [
        "Monday to Wednesday, 8 am to 5 pm",
        "Friday, 8 am to 12 pm and 1 pm to 3 pm",
        "Saturday, 9 am to 12:30 pm",
    ]


def test_two_neighbouring_days_are_joined_by_and():
    assert make_office(weekdays=[0, 1]).hours_in_words() == ["Monday and Tuesday, 8 am to 5 pm"]


def test_the_week_starts_on_monday_and_says_closed_days():
    days = make_office(weekdays=[Weekday.SUNDAY]).hours_by_day()
    assert days[0] == ("Monday", "")
    assert days[6] == ("Sunday", "8 am to 5 pm")


def test_a_closed_day_is_shown_until_it_is_over_where_the_office_is():
    office = make_office(time_zone="America/Los_Angeles")
    office.closed_days.create(date=date(2026, 12, 25), reason="Christmas Day")
    evening = datetime(2026, 12, 25, 23, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert [day.reason for day in office.coming_closed_days(evening)] == ["Christmas Day"]
    assert office.coming_closed_days(evening.replace(day=26)) == []


def test_an_office_that_is_not_shown_answers_404(client):
    office = make_office(is_public=False)
    assert client.get(office.get_absolute_url()).status_code == 404
    assert office.name not in client.get("/offices/").content.decode()


@pytest.mark.parametrize("phone", ["555-01", "call me", "(202) 555-013", "2025550134567"])
def test_a_phone_that_cannot_be_dialled_is_refused_kindly(phone):
    office = make_office()
    office.phone = phone
    with pytest.raises(ValidationError, match="like \\(202\\) 555-0134"):
        office.full_clean()


@pytest.mark.parametrize(
    "phone", ["(202) 555-0134", "202.555.0134", "+1 202 555 0134", "1-202-555-0134"]
)
def test_a_phone_is_dialled_with_its_country_code(phone):
    office = make_office()
    office.phone = phone
    office.full_clean()
    assert phone_link(phone) == "tel:+12025550134"


def test_a_time_zone_must_exist():
    office = make_office()
    office.time_zone = "America/Nowhere"
    with pytest.raises(ValidationError, match="America/New_York"):
        office.full_clean()


def test_a_long_list_of_procedures_is_cut_and_leads_on_to_all(client, monkeypatch):
    monkeypatch.setattr("procedures.pages.SHOWN_AT_AN_OFFICE", 2)
    office = make_office()
    for _number in range(2):
        make_published()
    assert "All procedures" not in client.get(office.get_absolute_url()).content.decode()
    make_published("Zoster injection")
    text = client.get(office.get_absolute_url()).content.decode()
    assert "All procedures" in text and "Zoster injection" not in text
