"""Who looked at whom: each page that shows patients is recorded before it is shown."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import How, Look, LookedAt

STILL_OPEN = timedelta(minutes=15)


@transaction.atomic
def record_look(*, by, how, requests=(), references=(), detail=""):
    """Write down that a colleague is about to see these requests; ``detail`` says no name.

    A search is recorded also where it found nobody. Raises ``DatabaseError`` if it could not be
    written: then nothing may be shown.
    """
    seen = dict.fromkeys([*references, *(request.reference for request in requests)])
    look = Look.objects.create(
        at=timezone.now(), by=str(by), how=how, count=len(seen), detail=str(detail)[:200]
    )
    LookedAt.objects.bulk_create(LookedAt(look=look, reference=each) for each in seen)
    return look


def who_else_has_it_open(reference, by, at):
    """(user name, since when) of colleagues whose last look was at this very record.

    There is no script to tell that a page was closed: whoever has looked at anything else since,
    or has not looked for a quarter of an hour, has left it.
    """
    recent = Look.objects.filter(at__gt=at - STILL_OPEN).exclude(by=str(by)).order_by("at", "pk")
    here = recent.filter(how=How.RECORD, looked_at__reference=reference)
    opened = {look.by: look for look in here}
    if not opened:
        return []
    moves = recent.filter(by__in=opened).exclude(how__in=[How.BESIDE, How.PRINT])
    last = dict(moves.values_list("by", "pk"))
    return [(name, look.at) for name, look in opened.items() if last[name] == look.pk]
