"""Where on the drawn figure each place of the body is, in the units of its drawing."""

from .models import BodyPlace

HALF = 17  # of the square that is pressed around each spot

SPOTS = {
    BodyPlace.HEAD: (100, 22),
    BodyPlace.JAW: (112, 54),
    BodyPlace.NECK: (100, 88),
    BodyPlace.SHOULDER: (62, 108),
    BodyPlace.ARM: (44, 172),
    BodyPlace.UPPER_BACK: (100, 126),
    BodyPlace.LOWER_BACK: (100, 180),
    BodyPlace.HIP: (130, 214),
    BodyPlace.LEG: (122, 262),
    BodyPlace.KNEE: (77, 302),
}


def body_map(conditions):
    """Conditions from head to knee, each with its spot; the first of a place carries the dot."""
    order = list(SPOTS)
    found, taken = [], set()
    for condition in sorted(conditions, key=lambda condition: order.index(condition.place)):
        x, y = SPOTS[condition.place]
        has_dot = condition.place not in taken
        taken.add(condition.place)
        corner = {"x": x - HALF, "y": y - HALF}
        found.append({"condition": condition, "has_dot": has_dot} | corner)
    return found
