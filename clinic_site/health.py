"""Two questions that machines ask: does the process live, and could it serve a patient now?"""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.middleware.common import CommonMiddleware
from django.views.decorators.http import require_safe

PROBES = ("/healthz", "/readyz", "/metrics")


class HostIsOurs(CommonMiddleware):
    """Who watches asks a machine by its number, not by the site's name; no answer holds either."""

    def process_request(self, request):
        return None if request.path_info in PROBES else super().process_request(request)


@require_safe
def healthz(request):
    return answer("The process is up.")


@require_safe
def readyz(request):
    """A database file that was deleted comes back empty: it answers, but holds no migrations."""
    try:
        up_to_date = expected_migrations() <= applied_migrations()
    except Exception as error:  # whatever it is, a probe wants a plain "no"
        return answer(f"The database does not answer ({type(error).__name__}).", 503)
    if not up_to_date:
        return answer("The database waits for migrations: run manage.py migrate.", 503)
    return answer("The database answers and is up to date.")


@cache
def expected_migrations():
    """The last of each app. Read once: the code does not change under a running process."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def applied_migrations():
    return set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))


def answer(words, status=200):
    return HttpResponse(
        f"{words}\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
