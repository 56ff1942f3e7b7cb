"""How gunicorn serves the site: the last step of `make run`, and equally for a service manager:
gunicorn -c python:clinic_site.gunicorn clinic_site.wsgi
"""

import gc
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or 8000}"
worker_class = "clinic_site.patient_worker.PatientWorker"
workers = int(os.environ.get("WORKERS") or 2)
threads = 16
worker_connections = 800  # a process may have about a thousand files open
sendfile = False  # it would hold a thread for as long as somebody reads a file
limit_request_fields, limit_request_field_size = 60, 8190
preload_app = True  # imported once, before the workers part
timeout = 30
graceful_timeout = 20
keepalive = 5
_shared = "/dev/shm"  # nosec B108 # files in it have names that nobody guesses
worker_tmp_dir = _shared if os.access(_shared, os.W_OK) else None  # heartbeats off the disk
control_socket_disable = True
forwarder_headers = ""  # nobody tells us under which name or path the site is reached
# and only our own proxies whether by https; where none is named, what runs on this machine
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES") or "127.0.0.1,::1"
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
# The workers count together in files, which each start begins anew (clinic_site/metrics.py).
_counts = tempfile.mkdtemp(prefix=f"clinic-metrics-{os.getpid()}-", dir=worker_tmp_dir)
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={_counts}"]
loglevel = "warning"  # and no access log: it would hold patients' addresses and searches


class WithoutVisitors(logging.Filter):
    """What gunicorn says about a request that failed, less who sent it and what they searched."""

    def filter(self, record):
        if str(record.msg).startswith("Invalid request from"):
            record.msg = "A request that is not proper HTTP was refused"
        elif isinstance(record.args, tuple):
            record.args = tuple(
                value.partition("?")[0] if isinstance(value, str) else value
                for value in record.args
            )
        return True


def pre_fork(server, worker):
    """Its processor, where there are not more of them than workers: Python runs one thread at a
    time, and threads that wander between processors take what these keep at hand along each time.
    """
    worker.begins()
    worker.processor = None
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        processors = sorted(os.sched_getaffinity(0))
        taken = [each.processor for each in server.WORKERS.values()]
        if server.num_workers >= len(processors):
            worker.processor = min(processors, key=taken.count)


def post_fork(server, worker):
    """Who stores a request keeps all other writers waiting, and should not wait for its turn at
    Python as well: 5 ms, if another thread is busy, after each word with the database.
    """
    sys.setswitchinterval(0.0005)
    if worker.processor is not None:
        with suppress(OSError):  # a container may forbid it
            os.sched_setaffinity(0, {worker.processor})


def post_worker_init(worker):
    """What every page says of the clinic is known before the first visitor. `make bench` serves
    other applications as well, which have nothing to begin.
    """
    if begin := getattr(worker.wsgi, "begin", None):
        begin()


def child_exit(server, worker):
    worker.is_gone()


def sweep(folder):
    """What servers that were killed left behind."""
    for left in Path(folder).glob("clinic-metrics-*-*"):
        pid = left.name.split("-")[2]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            shutil.rmtree(left, ignore_errors=True)


def on_starting(server):
    if Path("/proc/self").exists():
        sweep(Path(_counts).parent)
    logging.getLogger("gunicorn.error").addFilter(WithoutVisitors())


class Sender:
    """The process beside the server that sends the messages: manage.py send_messages.

    It is begun again when it dies, and ends by itself when this process dies.
    """

    PAUSE, PATIENCE = 5, 5

    def __init__(self):
        manage = str(Path(__file__).resolve().parent.parent / "manage.py")
        self.command = [sys.executable, manage, "send_messages", "--parent", str(os.getpid())]
        self.process = None
        self.begun = float("-inf")

    def keep_running(self):
        runs = self.process and self.process.poll() is None
        if not runs and time.monotonic() - self.begun >= self.PAUSE:
            self.begun = time.monotonic()
            self.process = subprocess.Popen(self.command)

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(self.PATIENCE)
        except subprocess.TimeoutExpired:  # a slow mail server; the message is tried again later
            self.process.kill()
            self.process.wait()


def watched_by(server, sender):
    """gunicorn has no hook for this: it looks after its own workers about once a second."""
    manage_workers = server.manage_workers

    def manage_both():
        manage_workers()
        sender.keep_running()

    server.manage_workers = manage_both


def when_ready(server):
    """WORKER=0 leaves the sender out, for where a service manager runs it."""
    gc.freeze()  # no worker looks through what all of them share, so it stays shared
    if os.environ.get("WORKER") != "0":
        server.sender = Sender()
        server.sender.keep_running()
        watched_by(server, server.sender)
    where = ", ".join(str(listener) for listener in server.LISTENERS)
    site = os.environ.get("SITE_URL", where).rstrip("/")
    sys.stdout.write(f"The site is ready: {site}/   (staff: {site}/admin/)\n")
    if site != where:
        sys.stdout.write(f"The server listens on {where}\n")
    sys.stdout.flush()


def on_exit(server):
    shutil.rmtree(_counts, ignore_errors=True)
    if hasattr(server, "sender"):
        server.sender.end()
