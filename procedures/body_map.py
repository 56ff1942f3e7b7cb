"""Where each place of the body is on the drawn figure, front and back.

The drawing is templates/parts/body_figure.html, 332 units wide and never shown narrower than 312
pixels, so that the square to press around each spot is never under 44 pixels. The squares of
neighbours do not overlap: where spots are close together, theirs are moved aside.
"""

from dataclasses import dataclass, replace
from itertools import groupby

from .models import BodyPlace

SIDE = 48  # of the square that is pressed
BACK = 168  # from the middle of the front to the middle of the back


@dataclass
class Spot:
    """Dot at (x, y), warmth as far as (rx, ry) around it, square around (x + dx, y + dy)."""

    x: int
    y: int
    rx: int
    ry: int
    dx: int = 0
    dy: int = 0
    place: BodyPlace = None
    conditions: tuple = ()

    @property
    def left(self):
        return self.x + self.dx - SIDE // 2

    @property
    def top(self):
        return self.y + self.dy - SIDE // 2


def back(x, *rest, **shift):
    return Spot(x + BACK, *rest, **shift)


SPOTS = {
    BodyPlace.HEAD: Spot(80, 17, 22, 18, dy=-8),
    BodyPlace.BACK_OF_HEAD: back(80, 28, 22, 18, dy=-12),
    BodyPlace.JAW: Spot(90, 42, 14, 12, dx=2, dy=16),
    BodyPlace.NECK: back(80, 60, 18, 14, dy=4),
    BodyPlace.SHOULDER: Spot(36, 85, 20, 20, dx=2, dy=-1),
    BodyPlace.CHEST: Spot(80, 104, 33, 23, dx=8, dy=2),
    BodyPlace.UPPER_BACK: back(80, 104, 38, 30, dy=8),
    BodyPlace.ARM: Spot(30, 126, 14, 26, dx=-2, dy=6),
    BodyPlace.ELBOW: Spot(133, 154, 12, 17, dx=5),
    BodyPlace.BELLY: Spot(80, 158, 30, 24, dx=4, dy=-4),
    BodyPlace.LOWER_BACK: back(80, 172, 36, 25),
    BodyPlace.HIP: Spot(114, 203, 20, 21, dx=6, dy=-1),
    BodyPlace.HAND: Spot(13, 220, 14, 23, dx=9),
    BodyPlace.BUTTOCK: back(98, 207, 26, 21, dx=6, dy=13),
    BodyPlace.GROIN: Spot(78, 214, 20, 14, dx=-8, dy=4),
    BodyPlace.LEG: back(60, 252, 22, 48, dx=-4, dy=10),
    BodyPlace.KNEE: Spot(61, 293, 19, 19),
    BodyPlace.CALF: back(100, 325, 16, 30),
    BodyPlace.FOOT: Spot(58, 389, 18, 12, dy=-9),
}


def body_map(conditions):
    """The spots that have a condition, from head to foot, each with its conditions by name."""
    order = list(BodyPlace.values)
    by_place = sorted(conditions, key=lambda condition: order.index(condition.place))
    return [
        spot_of(place, list(found))
        for place, found in groupby(by_place, lambda condition: condition.place)
    ]


def spot_of(place, conditions=()):
    place = BodyPlace(place)
    return replace(SPOTS[place], place=place, conditions=conditions)
