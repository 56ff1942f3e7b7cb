"""What the crash test needs: a mail server, patients who send the form, and a site to kill."""

import email
import email.policy
import itertools
import json
import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.server import ROOT

REFERENCE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")
AREAS = [202, 212, 213, 301, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808]
_numbers = itertools.count(1)


# ---- a mail server ----


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every message, keeps what arrived whole, and says nothing of who wrote to whom."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters = []

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args):
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.answer("220 here")
            while line := self.rfile.readline():
                if line.upper().startswith(b"QUIT"):
                    return self.answer("221 bye")
                if line.upper().startswith(b"DATA"):
                    self.answer("354 go on")
                    if not self.take():
                        return None
                self.answer("250 fine")
        except ConnectionError:
            pass  # the sender was killed

    def take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b"."))
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        self.server.letters.append(letter)
        return True

    def answer(self, words):
        self.wfile.write(f"{words}\r\n".encode())


# ---- patients ----


class Patient:
    """Opens the form, fills it in with words that nobody else uses, and sends it."""

    def __init__(self, site):
        self.site, self.number = site, next(_numbers)
        self.email = f"patient{self.number}@example.com"
        self.browser = build_opener(HTTPCookieProcessor())
        self.form = None

    def ask(self, data=None):
        address = (
            f"10.0.{self.number // 250}.{self.number % 250 + 1}"  # each has a phone of their own
        )
        request = Request(f"{self.site}/book/", data, {"X-Forwarded-For": address})
        with self.browser.open(request, timeout=30) as response:
            return response.read().decode()

    def open_form(self):
        page = self.ask()
        area = AREAS[self.number // 100 % len(AREAS)]
        field = 'name="{}"[^>]* value="([^"]+)"'.format
        found = {
            name: re.search(field(name), page)[1]
            for name in ("csrfmiddlewaretoken", "ticket", "office")
        }
        self.form = urlencode(
            found
            | {
                "procedure": "",
                "half_days": "any",
                "for_whom": "self",
                "returning": "new",
                "name": f"Patient Number {self.number}",
                "phone": f"({area}) 555-{100 + self.number % 100:04d}",
                "way": "call",
                "best_time": "any",
                "email": self.email,
                "language": "en",
                "note": f"A note of patient {self.number}",
                "agree": "on",
            }
        ).encode()

    def send(self):
        """The reference on the page that follows, or None if it is another page."""
        if self.form is None:
            self.open_form()
        page = self.ask(self.form)
        found = REFERENCE.search(page)
        return found and found[0]


def patients(site, acknowledged, faults, is_over):
    """One patient after the other, each trying again until the site has answered."""
    while not is_over():
        patient = Patient(site)
        while not is_over():
            try:
                if reference := patient.send():
                    acknowledged.append((reference, patient.email))
                else:
                    faults.append("A page without a reference")
                break
            except HTTPError as error:
                faults.append(f"{error.code} {error.reason}")
                break
            except (URLError, HTTPException, OSError):
                time.sleep(0.1)  # the site was killed in the midst of it


# ---- a site to kill ----


class Site:
    """The real server on a port of its own; unlike running_site() it may die and come back."""

    def __init__(self, var_dir, **given):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.said = Path(var_dir) / "said"
        self.said.parent.mkdir(exist_ok=True)
        self.env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "PORT": str(self.port)}
        self.env |= {"TRUSTED_PROXIES": "127.0.0.1", "WORKERS": "2", **given}
        self.process = None

    def start(self):
        """Again and again: the port is in use until the last worker has seen that it is alone."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with open(self.said, "w") as said:
                self.process = self.run("-m", "clinic_site.start", stdout=said, stderr=said)
            while self.process.poll() is None:
                if "The site is ready" in self.said.read_text():
                    return
                time.sleep(0.05)
            assert "is in use" in self.said.read_text(), self.said.read_text()
            time.sleep(0.2)
        raise AssertionError("The site does not come up")

    def run(self, *command, **options):
        options = {"env": self.env} | options
        return subprocess.Popen([sys.executable, *command], cwd=ROOT, **options)

    def manage(self, *command):
        process = self.run("manage.py", *command, stdout=subprocess.PIPE, text=True)
        said, _nothing = process.communicate(timeout=60)
        assert process.returncode == 0
        return said

    def children(self):
        """Process numbers of the server's workers and of its sender."""
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                if f"\nPPid:\t{self.process.pid}\n" in status.read_text():
                    yield int(status.parent.name)
            except OSError:
                continue

    def sender(self):
        """The process number of the one that sends the messages, or None."""
        return next(filter(self.sends, self.children()), None)

    def sends(self, number):
        try:
            return b"send_messages" in Path(f"/proc/{number}/cmdline").read_bytes()
        except OSError:
            return False

    def runs(self):
        return self.process.poll() is None

    def kill(self, number):
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)

    def kill_server(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0, self.said.read_text()

    def stored(self):
        """(reference, email, its messages) of every request, as the site itself reads them."""
        return [
            tuple(row) for row in json.loads(self.manage("shell", "--verbosity=0", "-c", STORED))
        ]


STORED = """
import json
from procedures.booking.models import AppointmentRequest
print(json.dumps([
    (each.reference, each.email, {m.kind: m.delivery for m in each.messages.all()})
    for each in AppointmentRequest.objects.prefetch_related("messages")
]))
"""
