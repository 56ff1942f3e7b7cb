"""A patient's request stored, beside a bare insert and commit, and a form of four fields as Django
makes it. Ours holds encrypted fields, keys to search by, history and messages in the same commit.
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
BARE, PLAIN, OURS = "bare insert", "plain Django form", "request for an appointment"
REQUESTS = {BARE: 1600, PLAIN: 400, OURS: 400}
TABLE = """PRAGMA journal_mode=WAL; CREATE TABLE requests
    (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, email TEXT, office TEXT)"""
numbers = itertools.count()


def measure(folder, rounds):
    """Requests a second for each, round by round. SQLite commits alike in all of them."""
    (folder / "body").write_bytes(b"")
    given = {"SECRET_KEY": settings.SECRET_KEY, "TRUSTED_PROXIES": "127.0.0.1", "WORKER": "0"}
    with (
        filled_database(folder, folder / "var") as database,
        running_site(folder / "var", DATABASE_URL=database, **given) as site,
        beside("tests.bench.bare:insert", folder, "bare") as function,
        beside("tests.bench.plain_form", folder, "plain") as plain,
    ):
        form = Form(site)
        asked = {BARE: (function, form), PLAIN: (plain, Form(plain)), OURS: (site, form)}
        send(asked, 10)
        return [send(asked) for _round in range(rounds)]


def send(asked, part=1):
    """To each in turn so many, or one part of that. Gives how many a second were answered."""
    filled = {}
    for name, (server, form) in asked.items():
        many = itertools.islice(numbers, REQUESTS[name] // part)
        filled[name] = [form.filled(f"{server}/book/", number) for number in many]
    time.sleep(2.1)  # nobody fills the form faster
    return {name: per_second(asked[name][0], filled[name], 303) for name in asked}


def beside(application, folder, name):
    """It stores in a file of its own."""
    path = folder / f"{name}.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(TABLE)
    return gunicorn(application, BENCH_BODY=str(folder / "body"), BENCH_FILE=str(path))


class Form:
    def __init__(self, site):
        with urlopen(f"{site}/book/") as answer:
            page = answer.read().decode()
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        hidden = 'name="{}"[^>]* value="([^"]+)"'.format
        self.fields = {
            name: re.search(hidden(name), page)[1] for name in ("csrfmiddlewaretoken", "office")
        }

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
