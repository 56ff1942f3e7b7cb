"""SQLite's file stays open between requests, for as long as it is the one under its name.

To open it anew for each request takes longer than to read from it. But who writes into a file
that was deleted or replaced meanwhile writes into nothing.
"""

import os

from django.core.signals import request_started
from django.db import connections
from django.db.backends.signals import connection_created


def look_after():
    connection_created.connect(note_file, dispatch_uid="sqlite file")
    request_started.connect(close_what_is_gone, dispatch_uid="sqlite file")


def note_file(connection, **_kwargs):
    if connection.vendor == "sqlite":
        connection.clinic_file = file_of(connection)


def close_what_is_gone(**_kwargs):
    for connection in connections.all(initialized_only=True):
        is_open = connection.vendor == "sqlite" and connection.connection is not None
        if is_open and file_of(connection) != connection.clinic_file:
            connection.close()


def file_of(connection):
    """What tells a file from another of the same name; None where there is none."""
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino
