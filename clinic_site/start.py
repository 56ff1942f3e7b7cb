"""From installed packages to a running site: what `make run` and `make dev` do.

What the environment says wins; local_env.py keeps what it leaves open.
"""

import errno
import hashlib
import ipaddress
import os
import socket
import sys
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from . import local_env

BASE_DIR = Path(__file__).resolve().parent.parent
VARIABLES = [
    "PORT",
    "HOST",
    "WORKERS",
    "WORKER",
    "VAR_DIR",
    "DATABASE_URL",
    "REPLICA_URL",
    "CACHE_URL",
    "PICTURES_DIR",
    "EMAIL_URL",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "FIELD_KEYS",
]


class CannotStart(Exception):
    """One sentence for the person at the keyboard."""


def main(dev=False):
    os.umask(0o077)  # what the site writes is for its own user alone
    try:
        host, port = where(os.environ)
        listener = claim_port(host, port)
        settle(os.environ, host, port)
        os.environ["DEBUG"] = "1" if dev else "0"
        os.chdir(BASE_DIR)
        prepare(dev)
        become_server(dev, listener)
    except CannotStart as problem:
        sys.exit(f"The site cannot start: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


# ---- settings ----


def where(env):
    for name in VARIABLES:
        if not env.get(name, "given").strip():
            del env[name]  # given empty is not given
    number(env, "WORKERS", default=2, most=100)
    env["HOST"] = env.get("HOST", "127.0.0.1").strip("[]")
    return env["HOST"], number(env, "PORT", default=8000, most=65535)


def number(env, name, default, most):
    text = env.setdefault(name, str(default))
    if text.isdecimal() and 1 <= int(text) <= most:
        return int(text)
    raise CannotStart(f"{name}={text} is not a number from 1 to {most}.")


def settle(env, host, port):
    """Complete env with all that settings.py and the server ask for."""
    env["DJANGO_SETTINGS_MODULE"] = "clinic_site.settings"
    env["VAR_DIR"] = str(Path(env.get("VAR_DIR", BASE_DIR / "var")).absolute())
    kept = kept_in(Path(env["VAR_DIR"]), env, port)
    if not is_loopback(host) and not {"SITE_URL", "ALLOWED_HOSTS"} <= set(env):
        say(f"HOST={host} lets other machines in: set SITE_URL and ALLOWED_HOSTS for them.")
    if "SITE_URL" not in env:
        own = kept["SITE_URL"] == f"http://127.0.0.1:{port}"
        env["SITE_URL"] = f"http://{address(host)}:{port}" if own else kept["SITE_URL"]
    if "ALLOWED_HOSTS" not in env:
        names = [*kept["ALLOWED_HOSTS"].split(","), *own_names(host, env["SITE_URL"])]
        env["ALLOWED_HOSTS"] = ",".join(dict.fromkeys(names))
    refuse_half_addresses(env["SITE_URL"], env.get("DATABASE_URL", "sqlite:///"))


def kept_in(var_dir, env, port):
    try:
        kept = local_env.keep(var_dir / "local.env", env, port)
        if os.access(var_dir, os.W_OK | os.X_OK):
            return kept
        reason = "you may not write to it"
    except OSError as error:
        reason = error.strerror
    raise CannotStart(f"VAR_DIR={var_dir} cannot be used ({reason}): name another folder.")


def refuse_half_addresses(site_url, database_url):
    site = urlsplit(site_url)
    if site.scheme not in ("http", "https") or not site.hostname:
        raise CannotStart(f"SITE_URL={site_url} must be whole, such as https://clinic.example.")
    try:
        known = urlsplit(database_url).scheme in ("sqlite", "postgres", "postgresql")
        known = known and urlsplit(database_url).port != 0
    except ValueError:
        known = False
    if not known:  # not shown: it may hold a password
        raise CannotStart(
            "DATABASE_URL must look like postgres://user:password@host:5432/name or "
            "sqlite:////folder/file, with signs in the password percent-encoded."
        )


# ---- where it listens ----


def is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address(host):
    """As it stands in an address that a visitor can follow."""
    if host in ("0.0.0.0", "::"):  # nosec # B104: asked, not set
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def own_names(host, site_url):
    yield from (address(host), address(urlsplit(site_url).hostname or host))
    if not is_loopback(host):
        yield socket.gethostname()


def claim_port(host, port):
    """Held from now on: no other start takes it while the database is made ready."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        problem = {
            errno.EADDRINUSE: f"port {port} is in use; name another: PORT={port % 65535 + 1}.",
            errno.EACCES: f"you may not use port {port}; name one above 1023: PORT=8000.",
        }.get(error.errno, f"HOST={host} is not an address of this machine.")
    raise CannotStart(problem)


# ---- what must be there before the first visitor ----


def prepare(dev):
    try:
        django.setup()
        prepare_database()
        if not dev:
            collect_static()
    except (ImproperlyConfigured, CommandError) as error:
        raise CannotStart(in_one_line(error)) from error
    except DatabaseError as error:
        raise CannotStart(f"{database()} says: {in_one_line(error)}") from error


def prepare_database():
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_roles", stdout=StringIO())
    call_command("load_content", if_empty=True)
    call_command("index_search", if_empty=True, stdout=StringIO())
    call_command("sample_staff")
    connection.close()


def database():
    from django.conf import settings

    name, host = (settings.DATABASES["default"].get(key) for key in ("NAME", "HOST"))
    return f"the database {name} on {host}" if host else f"the database {name}"


def in_one_line(error):
    return " ".join(str(error).split())[:400] or type(error).__name__


def collect_static():
    """Only when something changed: naming and compressing the files takes seconds."""
    from django.conf import settings

    receipt = settings.VAR_DIR / "static.sources"
    sources = static_sources()
    built = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if built and receipt.exists() and receipt.read_text() == sources:
        return
    receipt.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    receipt.write_text(sources)


def static_sources():
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    digest.update((BASE_DIR / "clinic_site" / "storage.py").read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(path.encode() + b"\0")
            digest.update(Path(storage.path(path)).read_bytes())
    return digest.hexdigest()


# ---- the server ----


def become_server(dev, listener):
    """The server takes this process's place, so that signals reach it."""
    sys.stdout.flush()
    if dev:
        host = os.environ["HOST"]
        listener.close()
        where = f"[{host}]" if ":" in host else host
        command = ["manage.py", "runserver", f"{where}:{os.environ['PORT']}"]
    else:
        listener.set_inheritable(True)
        command = ["-m", "gunicorn", "--bind", f"fd://{listener.fileno()}"]
        command += ["--config", "python:clinic_site.gunicorn", "clinic_site.wsgi"]
    os.execv(sys.executable, [sys.executable, *command])


def say(sentence):
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(dev="--dev" in sys.argv[1:])
