"""Which office is near: by ZIP code without script, and from there to the form."""

import re

import pytest

from procedures.models import Office
from procedures.nearest import by_distance, in_words, miles
from procedures.zip_codes import ROW, pack, place_of
from tests.factories import make_clinic, make_office, make_published

WASHINGTON, BALTIMORE = (38.9072, -77.0369), (39.2904, -76.6122)


def test_a_distance_is_that_of_the_great_circle():
    assert miles(WASHINGTON, BALTIMORE) == pytest.approx(35, abs=1)
    assert miles((61.2, -149.9), (61.2, -149.9)) == 0
    assert miles((0, 179.9), (0, -179.9)) == pytest.approx(13.8, abs=0.1)  # over the date line


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0, "less than a mile"),
        (0.99, "less than a mile"),
        (1.4, "about 1 mile"),
        (8.6, "about 9 miles"),
        (2400, "about 2,400 miles"),
    ],
)
def test_miles_are_said_as_people_say_them(distance, words):
    assert in_words(distance) == words


@pytest.mark.parametrize(
    ("code", "place"),
    [("20001", (38.91, -77.02)), ("00601", (18.18, -66.75)), ("99950", (55.73, -132.2))],
)
def test_a_zip_code_has_its_place(code, place):
    assert place_of(code) == pytest.approx(place, abs=0.6)


def test_a_code_of_post_boxes_is_near_its_neighbours_and_no_code_is_nowhere():
    assert place_of("20099") == pytest.approx((38.9, -77.0), abs=0.2)
    assert place_of("00001") is None


def test_a_newer_gazetteer_is_packed_in_order():
    lines = ["GEOID\t…", "99999\t1\t1\t1\t1\t61.5\t-149.2\n", "00501\t1\t1\t1\t1\t40.81\t-73.04 \n"]
    assert [*ROW.iter_unpack(pack(lines))] == [(501, 4081, -7304), (99999, 6150, -14920)]


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def offices(self):
        make_clinic()
        make_office("Far", zip_code="90001", position=1)
        make_office("Near", zip_code="20910", position=2)
        make_office("Here", zip_code="20001", latitude="38.9100", longitude="-77.0200", position=3)

    def order(self, response):
        main = response.content.decode().split("<main")[1].split("</main>")[0]
        return re.findall(r'card__title">(\w+)', main)

    def test_the_nearest_office_comes_first_with_its_miles(self, client):
        response = client.get("/offices/", {"zip": "20001"})
        text = response.content.decode()
        assert self.order(response) == ["Here", "Near", "Far"]
        for words in ("less than a mile", "about 6 miles", "about 2,297 miles", "nearest to 20001"):
            assert words in text, words

    @pytest.mark.parametrize("typed", ["20001-1234", " 20001 ", "20001 1234", "200011234"])
    def test_the_long_code_is_understood(self, client, typed):
        assert self.order(client.get("/offices/", {"zip": typed}))[0] == "Here"

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("", "Enter your ZIP code"),
            ("2000", "Enter the five digits"),
            ("ABCDE", "Enter the five digits"),
            ("20001\0", "Null characters"),
            ("00001", "We do not know this ZIP code"),
        ],
    )
    def test_a_slip_is_said_kindly_and_every_office_stays(self, client, typed, words):
        response = client.get("/offices/", {"zip": typed})
        assert response.status_code == 200 and words in response.content.decode()
        assert self.order(response) == ["Far", "Near", "Here"]

    def test_where_a_patient_lives_is_kept_by_nobody(self, client):
        response = client.get("/offices/", {"zip": "20001"})
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert "no-store" not in client.get("/offices/").get("Cache-Control", "")

    def test_procedure_and_office_are_carried_into_the_form(self, client):
        make_published("Shot")
        page = client.get("/procedures/shot/").content.decode()
        assert 'href="/offices/?procedure=shot"' in page
        page = client.get("/offices/", {"procedure": "shot", "zip": "20001"}).content.decode()
        assert 'href="/book/?procedure=shot&amp;office=here"' in page
        assert '<input type="hidden" name="procedure" value="shot">' in page

    @pytest.mark.parametrize("slug", ["nowhere", "<script>", "a\0b", "x" * 500, ""])
    def test_a_procedure_that_is_not_there_is_passed_over(self, client, slug):
        page = client.get("/offices/", {"procedure": slug}).content.decode()
        assert 'href="/book/?office=here"' in page and "<script>" not in page

    def test_a_single_office_needs_no_search(self, client):
        Office.objects.exclude(name="Here").delete()
        assert "ZIP code" not in client.get("/offices/").content.decode()

    def test_an_office_whose_place_nobody_knows_comes_last(self):
        lost = make_office("Lost", zip_code="00001")
        here = make_office("Close", latitude="38.91", longitude="-77.02")
        assert by_distance([lost, here], WASHINGTON) == [here, lost]
        assert lost.miles_in_words == ""
