"""A question to the database that Django puts together once, with places that are filled each time
it is asked: to put it together anew takes longer than to answer it.
"""

from datetime import UTC, datetime
from functools import cache

from django.db import connections, router
from django.utils import timezone

SLUG, NOW = "the-slug-asked-for", datetime(2000, 1, 1, tzinfo=UTC)  # the places


class Prepared:
    """Of a model, as a function ``make`` gives it: a queryset of values that names the places.

    The rows are as the database gives them.
    """

    def __init__(self, model, make):
        self.model, self.make = model, make
        self.put_together = cache(self._put_together)

    def ask(self, slug="", at=None):
        alias = router.db_for_read(self.model)
        adapt = connections[alias].ops.adapt_datetimefield_value
        filled = {SLUG: slug, adapt(NOW): adapt(at or timezone.now())}
        sql, values = self.put_together(alias)
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, [filled.get(value, value) for value in values])
            return cursor.fetchall()

    def _put_together(self, alias):
        return self.make().query.get_compiler(alias).as_sql()
