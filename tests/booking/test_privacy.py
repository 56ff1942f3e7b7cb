"""Every field is declared; what patients type cannot be read in the database."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models

from procedures.booking import actions, keys
from procedures.booking.models import AppointmentRequest, Message, Note
from procedures.booking.models.fields import EncryptedField
from procedures.booking.privacy import FIELDS, Kept, personal_fields
from tests.booking.factories import book, colleague, receive
from tests.server import ROOT, own_database

MODELS = {model.__name__: model for model in apps.get_app_config("booking").get_models()}
TYPED = {
    "name": "Markername Person",
    "carer_name": "Markercarer Person",
    "phone": "(202) 555-0177",
    "email": "markermail@example.com",
    "note": "markernote",
    "other_language": "Markerish",
}
MARKS = [b"marker", b"5550177", b"555-0177"]


# ---- declared ----


def test_every_field_of_every_model_is_declared_and_none_that_is_gone():
    fields = {name: {f.name for f in model._meta.fields} for name, model in MODELS.items()}
    assert {name: set(declared) for name, declared in FIELDS.items()} == fields


def test_every_field_has_one_fate():
    assert all(isinstance(kept, Kept) for fields in FIELDS.values() for kept in fields.values())


# not typed by the patient: a keyed hash, and the name of a public page
NOT_FREE = {("AppointmentRequest", "same_words"), ("AppointmentRequest", "procedure_name"),
            ("SearchKey", "kind"), ("SearchKey", "digest")}  # fmt: skip


def test_every_personal_field_of_free_text_is_encrypted():
    bare = {
        (name, field.name)
        for name, model in MODELS.items()
        for field in model._meta.fields
        if FIELDS[name][field.name] is Kept.PERSONAL
        and isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, EncryptedField)
    }
    assert bare == NOT_FREE


def test_everything_encrypted_is_personal():
    for name, model in MODELS.items():
        encrypted = {f.name for f in model._meta.fields if isinstance(f, EncryptedField)}
        assert encrypted <= set(personal_fields(model)), name


# ---- unreadable ----


@pytest.mark.django_db
def test_what_patients_type_is_stored_encrypted_only():
    booked = book(receive(**TYPED), note="markervisit")
    actions.note_number(request=booked, by=colleague(), number="marker-4711")
    actions.add_note(request=booked, by=colleague(), text="markernote")
    for model in (AppointmentRequest, Message, Note):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            names = [column[0] for column in cursor.description]
            row = cursor.fetchone()
        stored = dict(zip(names, row, strict=True))
        for field in model._meta.fields:
            if isinstance(field, EncryptedField) and stored[field.column]:
                value = stored[field.column]
                assert value.startswith("gAAAA") and keys.decrypt(value)


@pytest.mark.django_db
def test_the_same_words_are_never_encrypted_to_the_same_text():
    assert keys.encrypt("marker") != keys.encrypt("marker")


@pytest.mark.parametrize("lookup", ["contains", "icontains", "gt", "in", "regex"])
def test_an_encrypted_field_refuses_a_search_that_could_never_find(lookup):
    with pytest.raises(TypeError, match="cannot be searched"):
        AppointmentRequest.objects.filter(**{f"name__{lookup}": "x"})


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_nothing_names_itself_after_a_patient(model):
    values = {f.name: "marker" for f in model._meta.fields if isinstance(f, EncryptedField)}
    if model._meta.object_name != "OfficeStaff":
        assert "marker" not in f"{model(**values)} {model(**values)!r}"


# ---- a real database, as the site opens it ----

RECEIVE = """
import os, sqlite3, django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
call_command("migrate", verbosity=0)
from tests.booking.factories import receive
receive(**{typed!r})
if connection.vendor == "sqlite":
    cursor = connection.cursor()
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(name, cursor.execute("PRAGMA " + name).fetchone()[0])
    with transaction.atomic():
        other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            print("a transaction that has only begun:", error)
os._exit(0)  # at once, so that the write-ahead log stays
"""


def receive_in(database_url):
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": database_url}
    env["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    python = [sys.executable, "-u", "-c", RECEIVE.format(typed=TYPED)]
    done = subprocess.run(python, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def bytes_in(database_url, folder):
    """Every byte of the file and its log, or every row of every table."""
    if database_url.startswith("sqlite"):
        files = list(folder.glob("clinic.sqlite3*"))
        assert {file.suffix for file in files} >= {".sqlite3", ".sqlite3-wal"}
        return b"".join(file.read_bytes() for file in files)
    found = b""
    with psycopg.connect(database_url) as database:
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            with database.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:
                found += b"".join(bytes(row) for row in rows)
    return found


def test_the_bytes_of_the_database_hold_nothing_personal(tmp_path):
    with own_database(tmp_path) as url:
        said = receive_in(url)
        whole = bytes_in(url, tmp_path).lower()
    assert b"riverside" in whole and b"gaaaa" in whole
    assert [mark for mark in MARKS if mark in whole] == []
    if url.startswith("sqlite"):
        assert said == [
            "journal_mode wal",
            "synchronous 2",
            "foreign_keys 1",
            "busy_timeout 10000",
            "a transaction that has only begun: database is locked",
        ]
