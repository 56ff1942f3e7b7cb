"""Which requests are erased when.

A request that is booked, done or closed is erased when it has not changed for KEPT_DAYS, unless
its visit is still to come; suspected spam when it has not changed for KEPT_SPAM_DAYS. One that is
still open never is. The bare history stays: the reference, the office, the times, and what was
done by whom.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from . import actions
from .models import AppointmentRequest, Status
from .privacy import KEPT_DAYS, KEPT_SPAM_DAYS

FINISHED = (Status.BOOKED, Status.DONE, Status.CLOSED)
BATCH = 100


def finished_and_due(at=None):
    to_come = Q(status=Status.BOOKED, visit_at__gt=at or timezone.now())
    return _unchanged(KEPT_DAYS, at).filter(status__in=FINISHED).exclude(to_come)


def spam_and_due(at=None):
    return _unchanged(KEPT_SPAM_DAYS, at).filter(status=Status.SPAM)


def _unchanged(days, at):
    before = (at or timezone.now()) - timedelta(days=days)
    return AppointmentRequest.objects.filter(changed_at__lt=before)


def erase_all(requests, by=actions.SYSTEM):
    """Erase them a batch at a time, so that nobody waits for long; give how many."""
    count, last = 0, 0
    while batch := list(_next(requests, last)):
        with transaction.atomic():
            count += sum(_erase(requests, pk, by) for pk in batch)
        last = batch[-1]
    return count


def _next(requests, last):
    return requests.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]


def _erase(requests, pk, by):
    """Asked again under the lock: a colleague may have taken it up in this moment."""
    request = requests.select_for_update().only("pk").filter(pk=pk).first()
    if request:
        actions.erase(request=request, by=by)
    return bool(request)
