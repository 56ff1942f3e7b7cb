"""A patient's request stored, beside a bare insert and commit. Ours holds encrypted fields, keys to
search by, history and messages in the same commit.
"""

import itertools
import re
import sqlite3
import time
from contextlib import closing
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings

from procedures.booking.ticket import new_ticket
from tests.first_start import filled_database
from tests.server import running_site

from .servers import gunicorn, per_second, question

TITLE = "storing a request, beside a bare insert and commit on the same gunicorn"
BARE, OURS = "bare insert", "request for an appointment"
REQUESTS = {BARE: 1600, OURS: 400}
TABLE = """PRAGMA journal_mode=WAL; CREATE TABLE requests
    (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, email TEXT, office TEXT)"""
numbers = itertools.count()


def measure(folder, rounds):
    """Requests a second for each, round by round. SQLite commits alike in both."""
    (folder / "body").write_bytes(b"")
    with closing(sqlite3.connect(folder / "bare.sqlite3")) as file:
        file.executescript(TABLE)
    files = {"BENCH_BODY": str(folder / "body"), "BENCH_FILE": str(folder / "bare.sqlite3")}
    given = {"SECRET_KEY": settings.SECRET_KEY, "TRUSTED_PROXIES": "127.0.0.1", "WORKER": "0"}
    with (
        filled_database(folder, folder / "var") as database,
        running_site(folder / "var", DATABASE_URL=database, **given) as site,
        gunicorn("tests.bench.bare:insert", **files) as function,
    ):
        form = Form(site)
        servers = {BARE: function, OURS: site}
        for name, server in servers.items():
            form.send(server, REQUESTS[name] // 10)
        return [
            {name: form.send(servers[name], REQUESTS[name]) for name in servers}
            for _round in range(rounds)
        ]


class Form:
    def __init__(self, site):
        with urlopen(f"{site}/book/") as answer:
            page = answer.read().decode()
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        hidden = 'name="{}"[^>]* value="([^"]+)"'.format
        self.fields = {
            name: re.search(hidden(name), page)[1] for name in ("csrfmiddlewaretoken", "office")
        }

    def send(self, server, times):
        filled = [self.filled(server + "/book/", next(numbers)) for _time in range(times)]
        time.sleep(2.1)  # nobody fills the form faster
        return per_second(server, filled, 303)

    def filled(self, address, number):
        fields = self.fields | {
            "ticket": new_ticket(),
            "procedure": "",
            "half_days": "any",
            "for_whom": "self",
            "returning": "new",
            "name": f"Sample Patient {number}",
            "phone": f"(202) 555-{number % 10_000:04d}",
            "asked": f"(202) 555-{number % 10_000:04d}",
            "email": f"sample.{number}@example.com",
            "way": "call",
            "best_time": "any",
            "language": "en",
            "note": "",
            "agree": "on",
        }
        headers = [
            "Content-Type: application/x-www-form-urlencoded",
            f"Cookie: {self.cookie}",
            f"X-Forwarded-For: 10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
        ]
        return question(address, "POST", headers, urlencode(fields).encode())
