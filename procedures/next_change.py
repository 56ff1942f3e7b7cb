"""When a page may next say something else although nobody edits anything."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from .models import Office, Procedure, Status


def next_change(at=None):
    """A page or draft becomes public, an office opens or closes, or its day ends."""
    at = at or timezone.now()
    offices = Office.objects.published().prefetch_related("hours")
    moments = [moment for office in offices for moment in clock_moments(office, at)]
    scheduled = Procedure.with_drafts.filter(status=Status.PUBLISHED, publish_at__gt=at)
    moments += scheduled.order_by("publish_at").values_list("publish_at", flat=True)[:1]
    return min(moments, default=at + timedelta(days=1))


def clock_moments(office, at):
    """Midnight, and when it opens and closes today: all that follow ``at``."""
    today = at.astimezone(office.zone).date()
    yield datetime.combine(today + timedelta(days=1), time.min, office.zone)
    for span in office.hours.all():
        for clock in (span.opens, span.closes):
            moment = datetime.combine(today, clock, office.zone)
            if moment > at:
                yield moment
