"""New rows by an INSERT whose words are made once. Django makes them anew for each row, which takes
longer than all else that is done to store a patient's request.
"""

from functools import cache

from django.db import connections, models, router

# kinds of field that store a plain value of this type as it stands
AS_IT_STANDS = {
    models.CharField: str,
    models.ForeignKey: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}


class Insert:
    """New rows of one model, made ready before the database is held up for them.

    They may belong to a row that is stored in between: its number is asked for last. A single row
    learns its own.
    """

    def __init__(self, rows):
        self.rows, model = rows, type(rows[0])
        connection = connections[router.db_for_write(model)]
        fields, self.words = _insert(model, len(rows), connection.alias)
        self.values, self.to_come = [], []
        for row in rows:
            for field, name, plain in fields:
                value = getattr(row, name)
                if type(value) is not plain:
                    if field.is_relation and getattr(row, field.name) is not None:
                        self.to_come.append((len(self.values), row, field.name))
                    value = field.get_db_prep_save(field.pre_save(row, add=True), connection)
                self.values.append(value)

    def run(self, cursor):
        for place, row, name in self.to_come:
            self.values[place] = getattr(row, name).pk
        cursor.execute(self.words, self.values)
        if len(self.rows) == 1:
            (self.rows[0].pk,) = cursor.fetchone()


@cache
def _insert(model, many, alias):
    """All fields but the number, which the database draws; and the words."""
    meta, quoted = model._meta, connections[alias].ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(quoted(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    words = f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES "  # nosec # B608: no words of visitors
    words += ", ".join([row] * many)
    if many == 1:
        words += f" RETURNING {quoted(meta.pk.column)}"
    return [(field, field.attname, AS_IT_STANDS.get(type(field))) for field in fields], words
