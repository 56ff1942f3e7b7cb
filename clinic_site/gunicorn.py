"""How gunicorn serves the site: the last step of `make run`, and equally for a service manager:
gunicorn -c python:clinic_site.gunicorn clinic_site.wsgi
"""

import logging
import os
import sys

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS") or 2)
threads = 16  # a slow phone holds a thread for as long as it sends; few threads stop the site
preload_app = True  # imported once, before the workers part
timeout = 30
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # heartbeats off the disk
control_socket_disable = True
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


def on_starting(server):
    logging.getLogger("gunicorn.error").addFilter(WithoutVisitors())


def when_ready(server):
    """A process that works beside the server would be started here, and ended in on_exit."""
    where = ", ".join(str(listener) for listener in server.LISTENERS)
    site = os.environ.get("SITE_URL", where).rstrip("/")
    sys.stdout.write(f"The site is ready: {site}/   (staff: {site}/admin/)\n")
    if site != where:
        sys.stdout.write(f"The server listens on {where}\n")
    sys.stdout.flush()
