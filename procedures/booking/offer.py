"""What the form offers: procedures, offices, and the half-days at which each office is open."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from procedures.context import last_known, remember
from procedures.models import Office, Procedure
from procedures.moment import known

from .half_days import WEEK, in_order, open_half_days

SLUG_LENGTH = 120
MOST_TO_CHOOSE = 200


@dataclass(frozen=True)
class Offer:
    procedures: dict
    offices: dict
    half_days: dict
    lists_all: bool  # or only the procedure that was chosen on its own page

    def half_days_at(self, office_slug):
        """Those of one office; before it is chosen, those of all."""
        if office_slug in self.half_days:
            return self.half_days[office_slug]
        return in_order({each for half_days in self.half_days.values() for each in half_days})


def current_offer(chosen=""):
    """With the procedure of this address ``chosen``, also where there are too many to list.

    Raises ``django.db.Error`` while the database is away.
    """
    offer = known("offer", whole_offer)
    if offer.lists_all:
        return offer
    public = Procedure.objects.published()
    procedures = public.filter(slug=chosen[:SLUG_LENGTH]) if chosen else []
    return replace(offer, procedures={procedure.slug: procedure for procedure in procedures})


def whole_offer():
    procedures = remember("procedures", first_procedures())
    offices = remember("offices", offices_to_book())
    return _offer(procedures, offices, lists_all=len(procedures) <= MOST_TO_CHOOSE)


def first_procedures():
    """All of them, unless there are so many that nobody would find theirs in a list."""
    return list(Procedure.objects.published().order_by("name")[: MOST_TO_CHOOSE + 1])


def offices_to_book():
    return list(Office.objects.published().prefetch_related("hours", "closed_days"))


def last_offer(typed):
    """While the database is away: what was offered last, and what this patient chose from it."""
    procedures, offices = last_known("procedures", list), last_known("offices", list)
    chosen = Procedure(slug=typed.get("procedure", ""), name=_("The procedure you chose"))
    office = Office(slug=typed.get("office", ""), name=_("The office you chose"))
    return _offer(_with(chosen, procedures), _with(office, offices))


def _with(chosen, known):
    chosen.slug = chosen.slug[:SLUG_LENGTH]
    is_new = chosen.slug and chosen.slug not in {each.slug for each in known}
    return [*known, chosen] if is_new else known


def _offer(procedures, offices, lists_all=True):
    return Offer(
        lists_all=lists_all,
        procedures={procedure.slug: procedure for procedure in procedures},
        offices={office.slug: office for office in offices},
        half_days={
            office.slug: open_half_days(office) if office.pk else WEEK for office in offices
        },
    )
