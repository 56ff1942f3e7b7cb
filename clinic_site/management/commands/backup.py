import os
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import Error

from clinic_site.backup import archive
from clinic_site.backup.engines import Impossible
from clinic_site.backup.sealing import Damaged


class Command(BaseCommand):
    help = (
        "Writes the database and the pictures into one file, while the site runs. It is encrypted "
        "with the first of FIELD_KEYS: keep those keys too, in another place."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, help="where to (default: backups in VAR_DIR)"
        )
        parser.add_argument(
            "--check", action="store_true", help="then restore it into an empty place and count"
        )
        parser.add_argument(
            "--keep", type=int, metavar="DAYS", help="delete backups there that are older"
        )

    def handle(self, folder, check, keep, **options):
        os.umask(0o077)
        folder = (folder or settings.VAR_DIR / "backups").absolute()
        try:
            path, rows = archive.make(folder)
            if check:
                archive.check(path, folder)
        except OSError as error:
            raise CommandError(f"No backup was made: {archive.in_words(error, folder)}") from None
        except (Impossible, Damaged) as problem:
            raise CommandError(str(problem)) from None
        except Error as error:
            raise CommandError(f"The database: {str(error).splitlines()[0]}.") from None
        checked = "; restored and counted: all there" if check else ""
        self.stdout.write(f"{path}: {sum(rows.values())} rows{checked}.")
        if keep is not None:
            for old in archive.forget_older(folder, keep):
                self.stdout.write(f"Deleted {old}.")
