"""The database itself refuses to change or delete a line of history."""

from django.db import migrations

SQLITE = """CREATE TRIGGER booking_event_no_{verb} BEFORE {VERB} ON booking_event
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"""
POSTGRESQL_FUNCTION = """CREATE FUNCTION booking_history_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation'; END
$$ LANGUAGE plpgsql"""
POSTGRESQL = """CREATE TRIGGER booking_event_no_{verb} BEFORE {VERB} ON booking_event
    FOR EACH ROW EXECUTE FUNCTION booking_history_is_append_only()"""
VERBS = ("update", "delete")


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for verb in VERBS:
        sql = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
        schema_editor.execute(sql.format(verb=verb, VERB=verb.upper()))


def release(apps, schema_editor):
    on_table = " ON booking_event" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in VERBS:
        schema_editor.execute(f"DROP TRIGGER booking_event_no_{verb}{on_table}")
    if on_table:
        schema_editor.execute("DROP FUNCTION booking_history_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("booking", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
