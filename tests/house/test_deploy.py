"""What deploy/ says is true of the code; and a reload under load refuses nobody."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.first_start import filled_database
from tests.house.test_readme import variables
from tests.server import ROOT, running_site

DEPLOY = ROOT / "deploy"
UNITS = {path.name: path.read_text() for path in (DEPLOY / "systemd").iterdir()}
DJANGOS = {"migrate", "collectstatic", "createsuperuser"}


def commands():
    return {path.stem for path in ROOT.glob("[cp]*/**/management/commands/*.py")}


def test_every_variable_of_the_example_is_in_the_table_of_the_readme():
    example = (DEPLOY / "clinic.env.example").read_text()
    named = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert {"SECRET_KEY", "FIELD_KEYS", "SITE_URL", "ALLOWED_HOSTS"} <= named <= variables()


def test_every_command_of_the_services_and_of_the_page_exists():
    text = "\n".join([*UNITS.values(), (DEPLOY / "README.md").read_text()])
    named = set(re.findall(r"\bmanage(?:\.py)? ([a-z_]+)", text))
    assert {"send_messages", "backup", "restore", "migrate"} <= named <= commands() | DJANGOS


def test_every_service_that_the_page_enables_is_there():
    named = set(
        re.findall(r"clinic[\w-]*\.(?:service|socket|timer)", (DEPLOY / "README.md").read_text())
    )
    timers = {name.replace(".timer", ".service") for name in UNITS if name.endswith(".timer")}
    assert named | timers == set(UNITS)


@pytest.mark.parametrize("name", sorted(name for name in UNITS if name.endswith(".service")))
def test_every_service_runs_as_its_own_user_and_can_write_only_its_own_folder(name):
    for line in ("User=clinic", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"):
        assert f"\n{line}\n" in UNITS[name], line


def test_the_services_are_what_the_service_manager_understands(tmp_path):
    if not (verify := shutil.which("systemd-analyze")):
        assert "ExecStart=" in UNITS["clinic.service"]
        return
    for name, text in UNITS.items():
        (tmp_path / name).write_text(re.sub(r"/srv/clinic/\.venv/bin/\w+", "/bin/true", text))
    said = subprocess.run(
        [verify, "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True
    )
    ours = [line for line in said.stderr.splitlines() if line.startswith("clinic")]
    assert ours == []


def test_the_certificate_is_renewed_while_the_proxy_runs():
    folder = re.search(r"--webroot-path (\S+)", (DEPLOY / "README.md").read_text())[1]
    renewal = rf"location /\.well-known/acme-challenge/ \{{\s+root {folder};"
    assert re.search(renewal, (DEPLOY / "nginx.conf").read_text())


def test_where_a_machine_listens_is_said_to_its_socket():
    """gunicorn takes what the service manager opened, and does not look at HOST."""
    page = (DEPLOY / "README.md").read_text()
    assert "\n    ListenStream=\n    ListenStream=10" in page
    assert "HOST=" not in (DEPLOY / "clinic.env.example").read_text()


def test_the_image_holds_what_the_site_needs_and_nothing_of_the_tests():
    text = (DEPLOY / "Containerfile").read_text()
    copied = set(re.findall(r"^COPY (\S+)", text, re.MULTILINE))
    assert copied == {
        "requirements.txt", "manage.py", "clinic_site", "procedures", "templates", "static"
    }  # fmt: skip


@pytest.fixture
def site(tmp_path):
    with (
        filled_database(tmp_path, tmp_path / "var") as database,
        running_site(tmp_path / "var", DATABASE_URL=database) as address,
    ):
        yield address


def test_a_reload_under_load_refuses_nobody(site, tmp_path):
    (server,) = (child for child in children_of(os.getpid()) if works_in(child, tmp_path))
    failed, served, over = [], [], threading.Event()

    def read():
        while not over.is_set():
            try:
                with urlopen(f"{site}/procedures/", timeout=30) as answer:
                    served.append(answer.status)
            except (URLError, OSError) as error:
                failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    before = children_of(server)
    for _reload in range(2):
        time.sleep(1)
        os.kill(server, signal.SIGHUP)
    deadline = time.monotonic() + 60
    while (workers_left(server, before) or len(served) < 20) and time.monotonic() < deadline:
        time.sleep(0.1)
    over.set()
    for reader in readers:
        reader.join()
    assert failed == [] and len(served) >= 20
    assert not workers_left(server, before), "the server did not change its workers"


def children_of(process):
    paths = Path(f"/proc/{process}/task").glob("*/children")
    return {int(child) for path in paths for child in path.read_text().split()}


def works_in(process, folder):
    return f"VAR_DIR={folder}".encode() in Path(f"/proc/{process}/environ").read_bytes()


def workers_left(server, before):
    """Those that were there before; the sender of messages stays."""
    names = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children_of(server) & before}
    return [pid for pid, name in names.items() if b"send_messages" not in name]
