"""Rows by the hundred thousand, stored past the ORM, their values as the database keeps them."""

import json

from django.core.management.color import no_style
from django.db import connection


def columns(model):
    return [field.attname for field in model._meta.concrete_fields]


def blank_row(model):
    """Every column with the value that it has in a row that nobody filled in."""
    return {field.attname: _stored_default(field) for field in model._meta.concrete_fields}


def _stored_default(field):
    default = field.get_default()
    if isinstance(default, list | dict):
        return json.dumps(default)
    return field.get_db_prep_save(default, connection)


def moment(at):
    """A whole second in UTC, as both databases read it."""
    return str(at)[:19]


def next_pk(model):
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def store(model, rows):
    """Rows are tuples in the order of ``columns``, with their keys."""
    quoted = connection.ops.quote_name
    table = f"{quoted(model._meta.db_table)} ({', '.join(map(quoted, columns(model)))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns(model)))
            insert = f"INSERT INTO {table} VALUES ({places})"  # nosec # B608: names of our own tables
            cursor.executemany(insert, rows)
        for sql in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(sql)
