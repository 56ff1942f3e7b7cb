"""Which edition of the content the database holds, so that a kept page is known to be right.

The edition is a number that triggers draw anew in the transaction of every change, whatever made
it. It is no counter: a restored backup brings its own number back, and no other content has it.
That something was committed is told at once to all processes of this machine, in eight bytes that
they share; other machines look at the edition itself.
"""

import mmap
import os
import re
import secrets
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from .models import Edition, OpenForm, SearchCount, SearchEntry, SearchWord, Version

NOT_SHOWN = (Edition, OpenForm, SearchCount, SearchEntry, SearchWord, Version)
WRITES = re.compile(r'(?:INSERT|UPDATE|DELETE)\b[^"]*"(procedures_\w+)"')

NEW_SQLITE = """INSERT INTO procedures_edition (id, number) VALUES (1, random())
    ON CONFLICT (id) DO UPDATE SET number = excluded.number"""
SQLITE = "CREATE TRIGGER edition_{table}_{verb} AFTER {verb} ON {table} BEGIN {new}; END"
# Once for each transaction, as it commits: so those who edit at a time need not wait for another,
# nor lock each other out.
NEW_POSTGRESQL = """CREATE OR REPLACE FUNCTION edition_new() RETURNS trigger AS $$ BEGIN
    INSERT INTO procedures_edition (id, number)
    VALUES (1, (random() * 9007199254740992)::bigint)
    ON CONFLICT (id) DO UPDATE SET number = excluded.number
    WHERE procedures_edition.xmin <> pg_current_xact_id()::xid;
    RETURN NULL; END $$ LANGUAGE plpgsql"""
POSTGRESQL = """CREATE CONSTRAINT TRIGGER edition_{table}
    AFTER INSERT OR UPDATE OR DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION edition_new()"""
FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'edition_%'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'edition_%'",
}


# ---- asking, and telling ----


def ask():
    """The edition that the database holds now."""
    return Edition.objects.values_list("number", flat=True).first()


def shared(path):
    """Eight bytes that all processes of this machine see; without a disk, those of one server."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(file, 8)
            return memoryview(mmap.mmap(file, 8)).cast("q")
        finally:
            os.close(file)
    except OSError:
        return memoryview(mmap.mmap(-1, 8)).cast("q")


last_told = shared(settings.VAR_DIR / "edition")


def tell():
    """Another number than before: what was read from the database until now may be old."""
    last_told[0] = secrets.randbits(62)


# ---- listening ----


def listen():
    connection_created.connect(hear_writes, dispatch_uid="edition")
    pre_migrate.connect(drop_triggers, dispatch_uid="edition")
    post_migrate.connect(make_triggers, dispatch_uid="edition")


def hear_writes(connection, **_kwargs):
    if heard not in connection.execute_wrappers:
        connection.execute_wrappers.append(heard)


def heard(execute, sql, params, many, context):
    """Of what this process commits, all others on this machine know at once."""
    result = execute(sql, params, many, context)
    if isinstance(sql, str) and (write := WRITES.match(sql)) and write[1] in tables():
        transaction.on_commit(tell, using=context["connection"].alias)
    return result


# ---- triggers: put back after every migration, as SQLite loses them with a table built anew ----


@cache
def tables():
    models = apps.get_app_config("procedures").get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models if model not in NOT_SHOWN)


def wanted(vendor):
    """The triggers that there should be: name and how it is made."""
    for table in sorted(tables()):
        if vendor == "postgresql":
            yield f"edition_{table}", POSTGRESQL.format(table=table)
        else:
            for verb in ("insert", "update", "delete"):
                yield (
                    f"edition_{table}_{verb}",
                    SQLITE.format(table=table, verb=verb, new=NEW_SQLITE),
                )


def found(cursor):
    cursor.execute(FOUND[cursor.db.vendor])
    return {name for (name,) in cursor.fetchall()}


def make_triggers(sender, using, **_kwargs):
    if sender.label == "procedures":
        put_back(using)


def put_back(using):
    """The triggers that are missing, and another edition if any was."""
    connection = connections[using]
    if Edition._meta.db_table not in table_names(connection):
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        there = found(cursor)
        missing = [make for name, make in wanted(connection.vendor) if name not in there]
        if missing and connection.vendor == "postgresql":
            cursor.execute(NEW_POSTGRESQL)
        for make in missing:
            cursor.execute(make)
        if missing:
            number = {"number": secrets.randbits(62)}
            Edition.objects.using(using).update_or_create(pk=1, defaults=number)


def drop_triggers(sender, using, plan, **_kwargs):
    """PostgreSQL alters no table that waits for a trigger, and to an older version the table of
    the edition may be unknown: so none while content is migrated.
    """
    connection = connections[using]
    if sender.label != "procedures" or not plan:
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        for name in found(cursor):
            on = f" ON {name.removeprefix('edition_')}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def table_names(connection):
    return set(connection.introspection.table_names())
