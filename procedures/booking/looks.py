"""Who looked at whom: each page that shows patients is recorded before it is shown."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import How, Look, LookedAt

NO_MOVES = [How.BESIDE, How.PRINT, How.SIGN_IN, How.REFUSED, How.CODE_REFUSED, How.RESET]
STILL_OPEN = timedelta(minutes=15)


@transaction.atomic
def record_look(*, by, how, requests=(), references=(), beside=(), detail=""):
    """Write down that a colleague is about to see these requests; ``detail`` says no name.

    ``beside`` are those that the same page shows beside them. A search is recorded also where it
    found nobody. Raises ``DatabaseError`` if it could not be written: then nothing may be shown.
    """
    shown = {how: dict.fromkeys([*references, *(request.reference for request in requests)])}
    if beside:
        shown[How.BESIDE] = dict.fromkeys(request.reference for request in beside)
    fields = {"at": timezone.now(), "by": str(by), "detail": str(detail)[:200]}
    looks = Look.objects.bulk_create(
        Look(how=how, count=len(seen), **fields) for how, seen in shown.items()
    )
    LookedAt.objects.bulk_create(
        LookedAt(look=look, reference=each) for look in looks for each in shown[look.how]
    )
    return looks[0]


def who_else_has_it_open(reference, by, at):
    """(user name, since when) of colleagues whose last look was at this very record.

    There is no script to tell that a page was closed: whoever has looked at anything else since,
    or has not looked for a quarter of an hour, has left it.
    """
    recent = Look.objects.filter(at__gt=at - STILL_OPEN)
    moves = recent.exclude(how__in=NO_MOVES)
    has_moved = Exists(moves.filter(by=OuterRef("by"), pk__gt=OuterRef("pk")))
    here = recent.filter(how=How.RECORD, looked_at__reference=reference)
    still = here.exclude(by=str(by)).filter(~has_moved).order_by("at", "pk")
    return list(still.values_list("by", "at"))
