"""What SQLite and PostgreSQL do differently: a copy of one moment, and writing it back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections, transaction


class Impossible(Exception):
    """One sentence for the person at the keyboard: what is missing, and what to do."""


def engine():
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor]()


def counts(cursor, tables):
    found = {}
    for table in sorted(tables):
        name = connection.ops.quote_name(table)
        cursor.execute(f"SELECT COUNT(*) FROM {name}")  # nosec B608 # names of our own tables
        found[table] = cursor.fetchone()[0]
    return found


def tables_of(database):
    with database.cursor() as cursor:
        listed = database.introspection.get_table_list(cursor)
    return [each.name for each in listed if each.type == "t"]


class SQLite:
    name = "sqlite"
    file = "database.sqlite3"

    def copy(self, folder):
        """The database as it is now, and how many rows each table has; writers go on meanwhile."""
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(folder / self.file)) as target:
                connection.connection.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise Impossible(f"The database could not be copied into {folder}: {error}.") from None
        return self.counted(folder / self.file)

    def counted(self, path):
        with closing(sqlite3.connect(path)) as database:
            rows = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            return counts(database.cursor(), [name for (name,) in rows.fetchall()])

    def is_empty(self):
        path = Path(connection.settings_dict["NAME"])
        return not path.exists() or not self.counted(path)

    def restore(self, folder):
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for leftover in (f"{path}-wal", f"{path}-shm"):
            Path(leftover).unlink(missing_ok=True)
        waiting = path.with_name(f".{path.name}-restored")
        try:
            shutil.copyfile(folder / self.file, waiting)
            waiting.chmod(0o600)
            with open(waiting, "rb") as file:
                os.fsync(file.fileno())
            os.replace(waiting, path)
        finally:
            waiting.unlink(missing_ok=True)  # it is there if the disk is full

    def check(self, folder):
        """The counts of what a restored copy holds."""
        with closing(sqlite3.connect(folder / self.file)) as database:
            (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok" or database.execute("PRAGMA foreign_key_check").fetchone():
                raise Impossible("The database in the backup is damaged.")
        return self.counted(folder / self.file)


class PostgreSQL:
    name = "postgresql"
    file = "database.dump"

    def copy(self, folder):
        """pg_dump and the counts look at the same moment: one transaction's snapshot."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            run(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                f"--snapshot={snapshot}", f"--file={folder / self.file}",
                database=connection.settings_dict["NAME"],
            )  # fmt: skip
            return counts(cursor, tables_of(connection))

    def is_empty(self):
        return not tables_of(connection)

    def restore(self, folder):
        connection.close()
        self.load(folder, connection.settings_dict["NAME"])

    def load(self, folder, name):
        run(
            "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
            "--no-privileges", str(folder / self.file),
            database=name,
        )  # fmt: skip

    def check(self, folder):
        """Restored into a database of its own, which the account must be allowed to create."""
        with self.scratch() as (name, database):
            self.load(folder, name)
            with database.cursor() as cursor:
                return counts(cursor, tables_of(database))

    @contextmanager
    def scratch(self):
        name = f"check_{os.urandom(6).hex()}"
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
        except connection.Database.Error as error:
            raise Impossible(
                "To check a backup, the database account must be allowed to create a database "
                f"(ALTER ROLE … CREATEDB): {str(error).splitlines()[0]}"
            ) from None
        database = connections.create_connection("default")
        database.settings_dict = {**connection.settings_dict, "NAME": name}
        try:
            yield name, database
        finally:
            database.close()
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def run(program, *options, database):
    """The password goes by the environment: on a command line every account would see it."""
    settings = connection.settings_dict
    if not shutil.which(program):
        raise Impossible(
            f"{program} is not there. Install PostgreSQL's client programs, of the server's "
            "version or newer (Debian: apt-get install postgresql-client)."
        )
    places = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(settings[key]) for name, key in places.items() if settings.get(key)}
    said = subprocess.run(
        [program, *options, f"--dbname={database}"],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise Impossible(f"{program} failed: {said.stderr.strip()[-500:]}")
