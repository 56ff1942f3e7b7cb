"""What a first start makes: tables, content, what is searched, and static files. It takes longer
than most tests, so it is made once, and each site begins with a copy.
"""

import atexit
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.server import ROOT, own_database

START = """
import os
from clinic_site import start
start.settle(os.environ, "127.0.0.1", 8000)
start.prepare(dev=False)
from django.contrib.auth.models import User
User.objects.all().delete()  # each site makes its own, with a password that its test knows
"""


@contextmanager
def filled_database(folder, *var_dirs):
    """DATABASE_URL as after a first start; the sites in these folders have their static files."""
    made, url = first_start()
    for var_dir in var_dirs:
        var_dir.mkdir(exist_ok=True)
        shutil.copytree(made / "static", var_dir / "static")
        shutil.copy(made / "static.sources", var_dir)
    with own_database(folder, like=url) as copy:
        yield copy


@cache
def first_start():
    """The folder and the database of the one that is copied."""
    until_the_end = ExitStack()
    atexit.register(until_the_end.close)
    folder = Path(until_the_end.enter_context(TemporaryDirectory(prefix="clinic-first-")))
    url = until_the_end.enter_context(own_database(folder))
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DATABASE_URL": url}
    command = [sys.executable, "-c", START]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    return folder, url
