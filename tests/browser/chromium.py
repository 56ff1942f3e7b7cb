"""The browser and the two real sites that browser tests share: what one leaves, the next one meets.

Readers and patients come to `site`: they write requests there, and never change a page. Colleagues
sit at `desk`; a test that changes a record has one that no other test looks at closely.
"""

import os
import shutil
from functools import cache, partial

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import walk
from tests.browser.desk import running_desk, sign_in
from tests.first_start import filled_database
from tests.server import run_on, running_site

# the first has no windows of its own, which take longer than all that is shown in them
CHROMIUMS = ("chromium-headless-shell", "chromium")
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


def installed():
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or installed()
    if not path:
        missing = f"Browser tests need Debian's {' or '.join(CHROMIUMS)}, or another in CHROMIUM."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop waits in this thread; Django must not take the next test for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-features=SpareRendererForSitePerProcess",  # a process that no test uses
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def clinic(tmp_path_factory):
    """Address of the public site, and a way to run a sentence of Python in it."""
    folder = tmp_path_factory.mktemp("site")
    var_dir = folder / "var"
    with filled_database(folder, var_dir) as database_url:
        run = partial(run_on, var_dir, database_url)
        with running_site(var_dir, DATABASE_URL=database_url, WORKERS="1", WORKER="0") as address:
            run(ADDITIONS)
            yield address, run
        said = (var_dir / "said").read_text()
        assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def site(clinic):
    address, _run = clinic
    return address


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    with running_desk(tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture(scope="session")
def signed_in(browser, desk):
    """What the browser of a colleague keeps; each signs in once."""

    @cache
    def kept_by(name):
        context = browser.new_context(base_url=desk)
        sign_in(context.new_page(), name)
        kept = context.storage_state()
        context.close()
        return kept

    return kept_by


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


@pytest.fixture
def colleague(browser, desk, signed_in):
    """Opens windows in which somebody of the staff has signed in."""
    contexts = []

    def open_window(name, width=1280, height=800, script=True, **kind):
        context = browser.new_context(
            base_url=desk,
            storage_state=signed_in(name),
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            **kind,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
