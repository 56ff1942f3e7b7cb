"""The database itself knows which step may follow which, and keeps every look for ever.

Looks that were lines of history so far become looks. A later migration that has SQLite build one
of these tables anew loses its triggers: it must put them back (tests/booking/test_guards.py).
"""

from django.db import migrations
from django.db.models import F

# from status > to status; the same as procedures/booking/actions.py, which a test compares
STEPS = (
    "new>trying", "new>booked", "new>closed", "new>spam", "new>erased",
    "trying>booked", "trying>closed", "trying>spam", "trying>erased",
    "booked>done", "booked>closed", "booked>new", "booked>erased",
    "done>new", "done>erased", "closed>new", "closed>erased",
    "spam>new", "spam>erased",
)  # fmt: skip
LIST = ", ".join(f"'{step}'" for step in STEPS)
FORBIDDEN = f"OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({LIST})"

SQLITE_STEPS = f"""CREATE TRIGGER booking_request_steps
    BEFORE UPDATE OF status ON booking_appointmentrequest WHEN {FORBIDDEN}
    BEGIN SELECT RAISE(ABORT, 'this step is not allowed'); END"""
POSTGRESQL_STEPS = [
    """CREATE FUNCTION booking_refuse_step() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'this step is not allowed' USING ERRCODE = 'restrict_violation'; END
    $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER booking_request_steps
    BEFORE UPDATE OF status ON booking_appointmentrequest FOR EACH ROW WHEN ({FORBIDDEN})
    EXECUTE FUNCTION booking_refuse_step()""",
]
SQLITE_KEPT = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"""
POSTGRESQL_KEPT = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    FOR EACH ROW EXECUTE FUNCTION booking_history_is_append_only()"""
HISTORY, LOOKS = "booking_event", ("booking_look", "booking_lookedat")
VERBS = ("update", "delete")
HOW = {"opened": "record", "listed": "list", "searched": "search"}


def fill(apps, schema_editor):
    requests = apps.get_model("booking", "AppointmentRequest").objects
    requests.update(waiting_since=F("received_at"), moved_at=F("changed_at"))


def move_looks(apps, schema_editor):
    Event, Look, LookedAt = (
        apps.get_model("booking", name) for name in ("Event", "Look", "LookedAt")
    )
    before = Event.objects.filter(verb__in=HOW)
    for event in before.order_by("pk").iterator():
        look = Look.objects.create(at=event.at, by=event.by, how=HOW[event.verb], count=1)
        LookedAt.objects.create(look=look, reference=event.reference)
    unguard(schema_editor, HISTORY)
    before.delete()
    guard(schema_editor, HISTORY)


def protect(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for sql in POSTGRESQL_STEPS if is_postgresql else [SQLITE_STEPS]:
        schema_editor.execute(sql)
    guard(schema_editor, *LOOKS)


def release(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on_table = " ON booking_appointmentrequest" if is_postgresql else ""
    schema_editor.execute(f"DROP TRIGGER booking_request_steps{on_table}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION booking_refuse_step()")
    unguard(schema_editor, *LOOKS)


def guard(schema_editor, *tables):
    kept = POSTGRESQL_KEPT if schema_editor.connection.vendor == "postgresql" else SQLITE_KEPT
    for table in tables:
        for verb in VERBS:
            schema_editor.execute(kept.format(table=table, verb=verb))


def unguard(schema_editor, *tables):
    for table in tables:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in VERBS:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on_table}")


class Migration(migrations.Migration):
    dependencies = [("booking", "0004_the_front_desk")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(move_looks, migrations.RunPython.noop),
        migrations.RunPython(protect, release),
    ]
