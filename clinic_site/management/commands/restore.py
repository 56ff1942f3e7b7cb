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
        "Fills an empty site from a backup. Nothing is ever written over. Stop the site first; "
        "then run manage.py migrate, since the backup may be of an older version."
    )
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help="only restore into an empty place beside it, and count",
        )

    def handle(self, file, check, **options):
        os.umask(0o077)
        try:
            about = archive.check(file, file.parent) if check else archive.restore(file)
        except (Impossible, Damaged) as problem:
            raise CommandError(str(problem)) from None
        except Error as error:
            raise CommandError(f"The database: {str(error).splitlines()[0]}.") from None
        except OSError as error:
            raise CommandError(archive.in_words(error, settings.VAR_DIR)) from None
        rows = sum(about["rows"].values())
        done = "is whole" if check else f"is restored into {settings.VAR_DIR}"
        self.stdout.write(f"The backup of {about['made'][:19]} UTC {done}: {rows} rows.")
        if not check:
            self.stdout.write("Now run manage.py migrate, and start the site.")
