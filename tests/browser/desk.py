"""The desk in the browser: a site with a day's requests, and colleagues who sign in."""

import os
import subprocess
import sys
from contextlib import contextmanager

from tests.server import ROOT, own_database, running_site

PASSWORD = "a demo sentence"
FILL = "from tests.booking.desk_day import fill; fill()"
QUEUE = "/admin/booking/appointmentrequest/"


@contextmanager
def running_desk(folder):
    """Address of a site of its own, filled with the sample day."""
    var_dir = folder / "var"
    with (
        own_database(folder) as database_url,
        running_site(var_dir, DATABASE_URL=database_url, DEMO_PASSWORD=PASSWORD) as address,
    ):
        env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "DATABASE_URL": database_url}
        command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", FILL]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
        yield address
        said = (var_dir / "said").read_text()
        assert "Traceback" not in said, said


def sign_in(page, name):
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Today").wait_for()
    return page


def open_record(page, name, tab="call"):
    page.goto(f"{QUEUE}?tab={tab}")
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name, level=1).wait_for()
