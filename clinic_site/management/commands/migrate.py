"""Django's own, which keeps no reader waiting and leaves nothing half done.

On PostgreSQL a change of a table waits for whoever uses it, and all who come after wait behind it.
So it waits for a moment only, and then gives up.
"""

from contextlib import contextmanager

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections

from procedures import edition

MOST = "3s"  # shorter than what a reader's page may take


class Command(migrate.Command):
    help = "Brings the database up to date; gives up rather than keep anybody waiting."

    def handle(self, *args, **options):
        using = options["database"]
        try:
            with impatient(connections[using]):
                super().handle(*args, **options)
        except BaseException:
            edition.put_back(using)  # or readers would not be shown what is edited now
            raise


@contextmanager
def impatient(connection):
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [MOST])
    try:
        yield
    except OperationalError as error:
        if "lock timeout" not in str(error):
            raise
        raise CommandError(
            "A table is in use, and waiting longer would keep readers waiting as well. The "
            "migration that was tried changed nothing; those before it are done. Run it again."
        ) from error
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
