"""“Where does it hurt?”: from a place on the figure to the condition, and nowhere else."""

from itertools import combinations

import pytest

from procedures.body_map import SIDE, SPOTS, spot_of
from procedures.models import BodyPlace
from tests.factories import make_clinic, make_condition, make_published

WIDTH, NARROWEST, TOUCH = 332, 312, 44  # units of the drawing, pixels, pixels


def test_every_place_that_staff_can_choose_has_its_spot():
    assert set(SPOTS) == set(BodyPlace)


def test_the_squares_to_press_are_large_enough_on_the_smallest_phone():
    assert SIDE * NARROWEST / WIDTH >= TOUCH


def test_no_square_lies_over_another_and_each_holds_its_dot():
    for spot in SPOTS.values():
        assert spot.left + 6 <= spot.x <= spot.left + SIDE - 6
        assert spot.top + 6 <= spot.y <= spot.top + SIDE - 6
    for one, other in combinations(SPOTS.values(), 2):
        apart = max(abs(one.left - other.left), abs(one.top - other.top))
        assert apart >= SIDE, (one, other)


@pytest.mark.django_db
class TestAtHome:
    @pytest.fixture(autouse=True)
    def clinic(self):
        make_clinic()

    def test_a_press_on_a_place_with_one_condition_leads_to_its_page(self, client):
        make_published(conditions=[make_condition("Knee pain", place="knee")])
        text = client.get("/").content.decode()
        link = 'data-place="knee" href="/conditions/knee-pain/" aria-label="Knee pain"'
        assert link in text

    def test_with_several_it_leads_to_all_of_them_in_the_list(self, client):
        names = ["Sore knee", "Knee arthritis"]
        make_published(conditions=[make_condition(name, place="knee") for name in names])
        text = client.get("/").content.decode()
        assert 'href="#hurts-knee" aria-label="Knee: 2 conditions"' in text
        group = text.split('<li id="hurts-knee"')[1].split("</li>")[0]
        assert group.index(">Knee arthritis</a>") < group.index(">Sore knee</a>")

    def test_the_list_goes_from_head_to_foot(self, client):
        places = ["foot", "back-of-head", "knee", "head", "neck"]
        make_published(
            conditions=[make_condition(f"{place} ache", place=place) for place in places]
        )
        text = client.get("/").content.decode()
        found = sorted(places, key=lambda place: text.index(f'<li id="hurts-{place}"'))
        assert found == ["head", "back-of-head", "neck", "knee", "foot"]

    def test_a_condition_without_a_public_page_is_not_on_it(self, client):
        make_published(conditions=[make_condition("Knee pain", place="knee")])
        make_condition("Jaw pain", place="jaw")
        text = client.get("/").content.decode()
        assert "knee-pain" in text and "jaw-pain" not in text

    def test_without_any_place_there_is_no_figure(self, client):
        make_published(conditions=[make_condition("Nerve pain")])
        assert "bodymap" not in client.get("/").content.decode()


def test_a_spot_says_what_stands_there():
    spot = spot_of("knee", ["one"])
    assert (spot.place.label, spot.conditions) == ("Knee", ["one"])
    assert SPOTS[BodyPlace.KNEE].place is None
