"""The one browser and the one real site that all browser tests share; they read and never write."""

import os
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import walk
from tests.server import ROOT, own_database, running_site

LIKE_A_READER = {"script": True, "dark": False, "forced_colors": False, "still": False}

# What the sample clinic lacks: a legal notice, an address that moved and one that is gone.
ADDITIONS = """
from procedures.models import Clinic, OldAddress
clinic = Clinic.current()
clinic.privacy_practices = "How we use what you say.\\n\\n- We ask little.\\n- We sell nothing."
clinic.save()
OldAddress.moved("/old-site/tpi.html", "/procedures/trigger-point-injection/")
OldAddress.objects.create(path="/old-site/gone.html")
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if {"site", "browser"} & set(item.fixturenames):
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        missing = (
            "Browser tests need a Chromium: install Debian's chromium, or name one in CHROMIUM."
        )
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop waits in this thread; Django must not take the next test for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    var_dir = folder / "var"
    with own_database(folder) as database_url:
        with running_site(var_dir, DATABASE_URL=database_url) as address:
            add_what_the_sample_lacks(var_dir, database_url)
            yield address
        said = (var_dir / "said").read_text()
        assert "Traceback" not in said, said


def add_what_the_sample_lacks(var_dir, database_url):
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "DATABASE_URL": database_url}
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", ADDITIONS]
    subprocess.run(command, cwd=ROOT, env=env, check=True)


@pytest.fixture(scope="session")
def pages(site):
    """The path of every public page, the two kinds of missing page among them."""
    return [*walk.found_from_home(site), "/nowhere/", "/old-site/gone.html"]


@pytest.fixture(scope="session")
def kinds(pages):
    """One path of each kind of page."""
    return list({walk.kind_of(path): path for path in reversed(pages)}.values())


@pytest.fixture
def window(browser, site):
    """Opens windows that remember nothing of each other."""
    contexts = []

    def open_window(width=1280, height=800, **kind):
        kind = LIKE_A_READER | kind
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=kind["script"],
            color_scheme="dark" if kind["dark"] else "light",
            forced_colors="active" if kind["forced_colors"] else "none",
            reduced_motion="reduce" if kind["still"] else "no-preference",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
