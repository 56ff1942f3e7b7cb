"""Kept pages on the disk, for when the database is away: for a process that has not made the page
itself, or has just begun.

Written as they are kept, by any process of this machine, and right while nothing was told since
(procedures/edition.py). Without a disk there are none, and nothing else is missing.
"""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from procedures import edition

from .kept_page import KeptPage


class SparePages:
    def __init__(self, folder):
        self.folder = Path(folder)
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def file(self, path):
        return self.folder / hashlib.sha256(path.encode()).hexdigest()[:40]

    def put(self, path, page):
        said = {"told": page.moment.told, "route": page.route, "names": list(page.names)}
        head = json.dumps(said | {"headers": page.headers}).encode()
        with suppress(OSError):
            number, name = tempfile.mkstemp(dir=self.folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(head + b"\n" + page.body)
                os.replace(name, self.file(path))
            except OSError:
                os.unlink(name)

    def drop(self, path):
        with suppress(OSError):
            self.file(path).unlink()

    def find(self, environ):
        """The page that answers; None if there is none, or if it may be old."""
        with suppress(OSError, ValueError):
            head, _line, body = self.file(environ["PATH_INFO"]).read_bytes().partition(b"\n")
            said = json.loads(head)
            headers = [tuple(pair) for pair in said["headers"]]
            page = KeptPage(None, said["route"], said["names"], headers, body)
            if said["told"] == edition.last_told[0] and not page.reads(environ["QUERY_STRING"]):
                return page
        return None
