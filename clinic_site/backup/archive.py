"""One file: what is in it as JSON, the database of one moment, and the pictures.

The pictures are read after the database, so every picture that it names is among them.
"""

import json
import os
import shutil
import tarfile
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import django
from django.conf import settings
from django.utils import timezone

from .engines import Impossible, engine
from .sealing import Damaged, Opener, Sealer

ABOUT = "about.json"
PICTURES = "pictures"
ENDING = ".backup"
# Python 3.11.2, which Debian 12 has, knows none; only who holds FIELD_KEYS can write such a file.
FILTER = getattr(tarfile, "data_filter", lambda member, _path: member)
NAME = f"clinic-%Y-%m-%d-%H%M%S{ENDING}"  # in UTC, so that names are in the order of their times


def make(folder):
    """Write a backup into the folder. Returns its path and how many rows each table had."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear(folder)
    at = timezone.now()
    path = folder / f"{at:{NAME}}"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch:
        scratch = Path(scratch)
        rows = engine().copy(scratch)
        about = {"made": at.isoformat(), "engine": engine().name, "rows": rows}
        about["django"] = django.get_version()
        write(scratch / "whole", about, scratch / engine().file)
        os.replace(scratch / "whole", path)
    sync(folder)
    return path, rows


def clear(folder):
    """What a backup that was killed left there would fill the disk in time."""
    yesterday = time.time() - 24 * 3600
    for left in folder.glob(".making-*"):
        if left.stat().st_mtime < yesterday:
            shutil.rmtree(left)


def write(path, about, database):
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        sealer = Sealer(file)
        with tarfile.open(fileobj=sealer, mode="w|gz") as tar:
            add(tar, ABOUT, json.dumps(about, indent=1).encode())
            tar.add(database, database.name)
            if Path(settings.MEDIA_ROOT).exists():
                tar.add(settings.MEDIA_ROOT, PICTURES)
        sealer.close()
        file.flush()
        os.fsync(file.fileno())


def add(tar, name, content):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, BytesIO(content))


def sync(folder):
    """The new name itself survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def opened(path, folder):
    """What it says about itself, and where it lies unpacked, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as scratch:
        try:
            with open(path, "rb") as file:
                opener = Opener(file)
                with tarfile.open(fileobj=opener, mode="r|gz") as tar:
                    tar.extraction_filter = FILTER
                    tar.extractall(scratch)  # nosec B202 # filtered, and sealed by ourselves
                opener.read_to_the_end()
        except (tarfile.TarError, EOFError, OSError) as error:
            if getattr(error, "errno", None):  # of the machine; tarfile's own have no number
                raise Impossible(in_words(error, folder)) from None
            raise Damaged("The backup is damaged.") from None
        about = json.loads((Path(scratch) / ABOUT).read_text())
        if about["engine"] != engine().name:
            raise Impossible(
                f"The backup is of {about['engine']}, and DATABASE_URL names {engine().name}."
            )
        yield about, Path(scratch)


def in_words(error, folder):
    """Of a full disk the system does not say which file it was."""
    return f"{error.filename or folder}: {error.strerror}."


def check(path, folder):
    """Restore it into an empty place and count. Returns what it says about itself."""
    with opened(path, folder) as (about, scratch):
        found = engine().check(scratch)
        wrong = {
            table
            for table in about["rows"].keys() | found.keys()
            if about["rows"].get(table) != found.get(table)
        }
        if wrong:
            raise Damaged(f"These tables do not hold what they held: {', '.join(sorted(wrong))}.")
        return about


def restore(path):
    """Fill the empty site that the settings name. Returns what the backup says about itself."""
    pictures = Path(settings.MEDIA_ROOT)
    refuse_to_overwrite(pictures)
    folder = pictures.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with opened(path, folder) as (about, scratch):
        engine().restore(scratch)
        if (scratch / PICTURES).exists():
            if pictures.exists():
                pictures.rmdir()
            (scratch / PICTURES).rename(pictures)
        return about


def refuse_to_overwrite(pictures):
    if not engine().is_empty():
        raise Impossible(
            "There is a database already, and nothing is ever written over. Move it away, or let "
            "DATABASE_URL and VAR_DIR name an empty place."
        )
    if pictures.exists() and any(pictures.iterdir()):
        raise Impossible(f"There are pictures in {pictures} already. Move them away first.")


def forget_older(folder, keep):
    """Delete backups that are older than so many days; the newest always stays."""
    *older, _newest = sorted(folder.glob(f"*{ENDING}")) or [None]
    limit = (timezone.now() - timedelta(days=keep)).timestamp()
    old = [path for path in older if path.stat().st_mtime < limit]
    for path in old:
        path.unlink()
    return old
