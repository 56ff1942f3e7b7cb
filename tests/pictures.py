"""Takes the pictures of the guide and the body map anew: `python -m tests.pictures`, with Chromium.

Run it after a change of the desk that a person can see, and commit what it wrote.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import installed
from tests.server import ROOT, running_site

FOLDER = ROOT / "static" / "admin_desk" / "guide"
SIZE = {"width": 1200, "height": 750}
FILL = """
from tests.booking.desk_day import fill
from procedures.booking.numbers import renew
fill()
renew()
"""
PASSWORD = "only for the pictures"


def take_pictures(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("owner")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="How fast we answer").click()
    keep(page, "numbers")
    page.goto("/admin/booking/appointmentrequest/")
    keep(page, "queue")
    page.get_by_role("link", name="Leon Sample").click()
    page.get_by_text("Book a time").first.click()
    keep(page, "book")


def take_the_body_map(page):
    page.goto("/")
    page.locator('.bodymap__hit[data-place="lower-back"]').hover()
    page.wait_for_timeout(500)  # until it is warm
    page.locator(".bodymap").screenshot(path=ROOT / ".readme" / "body-map.png")


def keep(page, name):
    page.locator("#content").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#content').scrollIntoView()")
    page.screenshot(path=FOLDER / f"{name}.png")


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        var_dir = Path(folder) / "var"
        with running_site(var_dir, DEMO_PASSWORD=PASSWORD) as address:
            env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir)}
            command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", FILL]
            subprocess.run(command, cwd=ROOT, env=env, check=True)
            browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
            take_pictures(browser.new_page(base_url=address, viewport=SIZE))
            take_the_body_map(browser.new_page(base_url=address, viewport=SIZE))
            browser.close()


if __name__ == "__main__":
    main()
