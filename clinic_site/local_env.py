"""VAR_DIR/local.env: what the environment leaves open, made up once and kept for later starts.

settings.py reads the same file, so that `manage.py` works on the same site afterwards.
"""

import contextlib
import os
import re
import secrets
import tempfile
from io import StringIO
from pathlib import Path

from cryptography.fernet import Fernet
from environ import Env

SECRETS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "FIELD_KEYS": lambda: Fernet.generate_key().decode(),
}
THIS_MACHINE = "127.0.0.1,localhost,[::1]"
OWN_SITE_URL = re.compile(r"^SITE_URL=http://127\.0\.0\.1:\d+$", re.MULTILINE)


def keep(path, given, port):
    """What the file says, once it has all that was not given. Existing secrets never change."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = path.read_text() if path.exists() else ""
    after = complete(before, given, port)
    if after != before:
        write_whole(path, after)
    # somebody else's file, which we may write to; or none, since nothing was left open
    with contextlib.suppress(PermissionError, FileNotFoundError):
        path.chmod(0o600)
    return read(after)


def complete(text, given, port):
    """Our own SITE_URL follows the port; one that a person wrote into the file stays."""
    text = OWN_SITE_URL.sub(f"SITE_URL=http://127.0.0.1:{port}", text)
    makers = SECRETS | {
        "SITE_URL": lambda: f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": lambda: THIS_MACHINE,
    }
    known = read(text)
    missing = [name for name in makers if name not in given and name not in known]
    if missing and text and not text.endswith("\n"):
        text += "\n"
    return text + "".join(f"{name}={makers[name]()}\n" for name in missing)


def read(text):
    class File(Env):
        ENVIRON = {}

    File.read_env(StringIO(text))
    return File.ENVIRON


def write_whole(path, text):
    """All or nothing, so that a power cut never leaves half a key. mkstemp gives mode 600."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".local.env-")
    try:
        with open(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
