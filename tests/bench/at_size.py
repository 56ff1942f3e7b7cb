"""One size: fills an empty database, asks for every page, says how long each took."""

import json
import logging
import sys
from pathlib import Path

import django

django.setup()  # before the modules below, which hold models

from django.db import connection  # noqa: E402

from . import desk, rounds, table  # noqa: E402
from .filling import fill  # noqa: E402

SUBJECTS = (desk,)


def main(size, written_to):
    logging.disable(logging.WARNING)
    fill(size)
    figures = [rounds.measure(page) for subject in SUBJECTS for page in subject.pages()]
    Path(written_to).write_text(json.dumps(figures))
    title = f"{size:,} requests, {connection.display_name}"
    sys.stdout.write(table.of_size(title, figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
