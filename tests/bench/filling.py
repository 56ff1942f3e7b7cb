"""The sample clinic, its staff, and so many requests, in an empty database."""

import sys

from django.core.management import call_command
from django.db import connection

from procedures.booking import numbers
from procedures.models import Office
from tests import people


def fill(requests):
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_content", stdout=sys.stderr)
    people.owner(), people.front_desk([Office.objects.first()])
    call_command("sample_requests", requests, stdout=sys.stderr)
    numbers.renew()
    if connection.vendor == "postgresql":  # which would do so by itself, within minutes
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
