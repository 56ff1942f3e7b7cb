"""New rows by an INSERT whose words are made once. Django makes them anew for each row, which takes
longer than all else that is done to store a patient's request.
"""

from functools import cache

from django.db import connections, router


class Insert:
    """New rows of one model, made ready before the database is held up for them.

    They may belong to a row that is stored in between: its number is asked for last. A single row
    learns its own.
    """

    def __init__(self, rows):
        self.rows, model = rows, type(rows[0])
        self.connection = connections[router.db_for_write(model)]
        self.fields, self.words = _insert(model, len(rows), self.connection.alias)
        self.values = [
            field.get_db_prep_save(field.pre_save(row, add=True), self.connection)
            for row in rows
            for field in self.fields
        ]

    def run(self):
        with self.connection.cursor() as cursor:
            cursor.execute(self.words, list(self._values_with_numbers()))
            if len(self.rows) == 1:
                (self.rows[0].pk,) = cursor.fetchone()

    def _values_with_numbers(self):
        values = iter(self.values)
        for row in self.rows:
            for field in self.fields:
                value = next(values)
                if value is None and field.is_relation:
                    belongs_to = getattr(row, field.name)
                    value = belongs_to and belongs_to.pk
                yield value


@cache
def _insert(model, many, alias):
    """All fields but the number, which the database draws; and the words."""
    meta, quoted = model._meta, connections[alias].ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(quoted(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    words = f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES "  # nosec B608
    words += ", ".join([row] * many)
    return fields, f"{words} RETURNING {quoted(meta.pk.column)}" if many == 1 else words
