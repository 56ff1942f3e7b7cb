"""New rows by an INSERT whose words are made once, from plain values. Django makes an object for
each row and its words anew, which takes longer than all else that is done to store a patient's
request.
"""

from functools import cache, lru_cache, partial

from django.db import connection, models


class Insert:
    """New rows of one model, made ready before the database is held up for them.

    A row is a dict by the names that the fields have in the database (``office_id``; ``TypeError``
    for another one); of what is not in it the default is stored. A value may be the ``Insert`` of a
    single row that is run before: it stands for the number of that row.
    """

    def __init__(self, model, rows):
        columns, names, self.words = _insert(model, len(rows), connection.vendor)
        self.number, self.values = None, []
        for row in rows:
            if unknown := row.keys() - names:
                raise TypeError(f"{model.__name__} has no {', '.join(unknown)}")
            for name, as_they_stand, ready, default in columns:
                if name not in row:
                    value = default()
                elif type(value := row[name]) not in as_they_stand:
                    value = ready(value)
                self.values.append(value)

    def run(self, driver):
        values = [value.number if type(value) is Insert else value for value in self.values]
        cursor = driver.execute(self.words, values)
        if self.words.endswith(RETURNING):
            (self.number,) = cursor.fetchone()


def insert(inserts):
    """All of them, in the transaction that is under way. They go straight to the database's driver:
    Django would look through their words each time.
    """
    with connection.wrap_database_errors:
        for each in inserts:
            each.run(connection.connection)


RETURNING = " RETURNING id"
# kinds of field that store a plain value of these types as it stands
AS_THEY_STAND = {
    models.CharField: {str},
    models.ForeignKey: {int, Insert},
    models.PositiveIntegerField: {int},
    models.PositiveSmallIntegerField: {int},
}


@cache
def _insert(model, many, vendor):
    """All fields but the number, which the database draws; their names; and the words."""
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(quoted(field.column) for field in fields)
    row = f"({', '.join(['?' if vendor == 'sqlite' else '%s'] * len(fields))})"
    words = f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES "  # nosec # B608: no words of visitors
    words += ", ".join([row] * many)
    if many == 1:
        words += RETURNING
    return [_column(field) for field in fields], frozenset(field.attname for field in fields), words


def _column(field):
    """Its name, the types that need nothing, what makes another value ready, and its default."""
    ready = _time if type(field) is models.DateTimeField else partial(_ready, field)
    return field.attname, AS_THEY_STAND.get(type(field), ()), ready, _default(field)


def _ready(field, value):
    return field.get_db_prep_save(value, connection)


def _default(field):
    if callable(field.default):
        return lambda: _ready(field, field.get_default())
    value = _ready(field, field.get_default())
    return lambda: value


@lru_cache(maxsize=64)
def _time(value):
    """A request is stored with the same few times in all its rows."""
    return connection.ops.adapt_datetimefield_value(value)
