"""What the public pages of all but procedures show; their previews show the same."""

from . import structured_data
from .body_map import body_map
from .models import Condition, Procedure
from .models.answer import blocks

SHOWN_AT_HOME = 9


def home(clinic):
    procedures = list(Procedure.objects.published()[: SHOWN_AT_HOME + 1])
    return {
        "procedures": procedures[:SHOWN_AT_HOME],
        "has_more": len(procedures) > SHOWN_AT_HOME,
        "body_map": body_map(Condition.objects.published().exclude(place="")),
        "structured_data": structured_data.home(clinic),
    }


def condition(condition):
    procedures = list(condition.procedures.published())
    return {
        "condition": condition,
        "procedures": procedures,
        "structured_data": structured_data.condition(condition, procedures),
    }


def office(office, clinic):
    return {
        "office": office,
        "providers": office.providers.filter(is_public=True),
        "closed_days": office.coming_closed_days(),
        "structured_data": structured_data.office(office, clinic),
    }


def notice(title, text):
    return {"title": title, "blocks": blocks(text)}
