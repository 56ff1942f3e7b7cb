"""What the public pages of all but procedures show; their previews show the same."""

from django.utils.translation import gettext_lazy as _

from . import structured_data
from .body_map import body_map
from .models import Condition, Procedure
from .models.answer import blocks

SHOWN_AT_HOME, SHOWN_AT_AN_OFFICE = 9, 24
GLANCE_LABELS = {
    "time": _("Time"),
    "stay": _("Stay"),
    "awake": _("Awake or asleep"),
    "driver": _("Driver"),
    "take_it_easy": _("Take it easy"),
}
COMPARED = ("time", "awake", "driver", "take_it_easy")


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
        "comparison": comparison(procedures),
        "structured_data": structured_data.condition(condition, procedures),
    }


def comparison(procedures):
    """The facts in which procedures can be compared; nothing while there is only one."""
    facts = [fact for fact in COMPARED if any(getattr(procedure, fact) for procedure in procedures)]
    if len(procedures) < 2 or not facts:
        return None
    return {
        "labels": [GLANCE_LABELS[fact] for fact in facts],
        "rows": [
            (procedure, [(GLANCE_LABELS[fact], getattr(procedure, fact)) for fact in facts])
            for procedure in procedures
        ],
    }


def office(office, clinic):
    procedures = Procedure.objects.published().prefetch_related("conditions")
    procedures = list(procedures[: SHOWN_AT_AN_OFFICE + 1])
    return {
        "office": office,
        "providers": office.providers.filter(is_public=True),
        "closed_days": office.coming_closed_days(),
        "procedures": procedures[:SHOWN_AT_AN_OFFICE],
        "has_more": len(procedures) > SHOWN_AT_AN_OFFICE,
        "structured_data": structured_data.office(office, clinic),
    }


def notice(title, text):
    return {"title": title, "blocks": blocks(text)}
