"""/metrics: how fast the site answers, and what waits. For machines that watch, in their words.

The processes of the server count together, in files (clinic_site/gunicorn.py); what waits is
asked of the database. Nothing here is about one visitor or one patient.
"""

import ipaddress
import os
import secrets

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from procedures.booking import queue
from procedures.booking.models import OPEN, AppointmentRequest, Delivery, Message

PLAIN = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def page(request):
    if not may_ask(request):
        raise Http404
    content = generate_latest(of_all_processes()) + generate_latest(WhatWaits())
    return HttpResponse(content, content_type=PLAIN, headers={"Cache-Control": "no-store"})


def may_ask(request):
    """Somebody on this machine who did not come by a proxy, or who knows METRICS_TOKEN."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    by_proxy = {"X-Forwarded-For", "Forwarded", "X-Forwarded-Proto"} & set(request.headers)
    return not by_proxy and is_this_machine(request.META.get("REMOTE_ADDR", ""))


def is_this_machine(address):
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def of_all_processes():
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


class WhatWaits:
    """Asked of the database each time, so it is no Gauge: those would be kept in the files too."""

    def collect(self):
        at = timezone.now()
        requests = AppointmentRequest.objects.all()
        messages = Message.objects.order_by()
        say = GaugeMetricFamily
        up, words = "clinic_database_up", "1 while the database answers."
        try:
            open_ones = requests.filter(status__in=OPEN).count()
            overdue = queue.overdue(requests, at).count()
            due = messages.due(at).count()
            given_up = messages.filter(delivery=Delivery.GIVEN_UP).count()
        except Error:
            return [say(up, words, 0)]
        return [
            say(up, words, 1),
            say("clinic_requests_waiting", "Requests nobody has closed or booked yet.", open_ones),
            say("clinic_requests_overdue", "Those whose promised time is over.", overdue),
            say("clinic_messages_due", "Messages that should be sent now.", due),
            say("clinic_messages_given_up", "Messages that could not be sent.", given_up),
        ]
