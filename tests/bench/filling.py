"""Staff of the sample clinic, and so many requests."""

import sys

from django.core.management import call_command
from django.db import connection

from procedures.booking import numbers
from procedures.models import Office
from tests import people


def fill(requests):
    people.owner(), people.front_desk([Office.objects.first()])
    call_command("sample_requests", requests, stdout=sys.stderr)
    numbers.renew()
    if connection.vendor == "postgresql":  # which would do so by itself, within minutes
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
