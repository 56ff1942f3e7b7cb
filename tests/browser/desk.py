"""The desk in the browser: a site with a day's requests, and colleagues who sign in."""

from contextlib import contextmanager

from tests.first_start import filled_database
from tests.server import run_on, running_site

PASSWORD = "a demo sentence"
FILL = "from tests.booking.desk_day import CALLED, fill; fill(CALLED)"
QUEUE = "/admin/booking/appointmentrequest/"


@contextmanager
def running_desk(folder):
    """Address of a site of its own, filled with the sample day."""
    var_dir = folder / "var"
    with (
        filled_database(folder, var_dir) as database_url,
        running_site(
            var_dir, DATABASE_URL=database_url, DEMO_PASSWORD=PASSWORD, WORKERS="1", WORKER="0"
        ) as address,
    ):
        run_on(var_dir, database_url, FILL)
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
