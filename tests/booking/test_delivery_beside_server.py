"""gunicorn keeps the sender running beside itself."""

import sys
import time
from types import SimpleNamespace

import pytest

from clinic_site import gunicorn


@pytest.fixture
def server(monkeypatch):
    monkeypatch.delenv("WORKER", raising=False)
    looked = []
    server = SimpleNamespace(LISTENERS=["here"], manage_workers=lambda: looked.append(1))
    server.looked = looked
    yield server
    gunicorn.on_exit(server)


class Sleeper(gunicorn.Sender):
    PAUSE = 0

    def __init__(self):
        super().__init__()
        self.command = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_the_sender_runs_beside_the_server_and_is_begun_again(server, monkeypatch):
    monkeypatch.setattr(gunicorn, "Sender", Sleeper)
    gunicorn.when_ready(server)
    first = server.sender.process
    server.manage_workers()
    assert server.sender.process is first and server.looked == [1]
    first.kill()
    first.wait()
    server.manage_workers()
    assert server.sender.process is not first and server.sender.process.poll() is None


def test_one_that_dies_at_once_is_not_begun_again_every_moment():
    sender = gunicorn.Sender()
    sender.command = [sys.executable, "-c", ""]
    sender.keep_running()
    first = sender.process
    first.wait()
    sender.keep_running()
    assert sender.process is first


def test_it_ends_with_the_server_also_when_it_does_not_listen(monkeypatch):
    sender = gunicorn.Sender()
    sender.PATIENCE = 0.1
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    sender.command = [sys.executable, "-c", f"{deaf}; time.sleep(60)"]
    sender.keep_running()
    time.sleep(0.5)
    sender.end()
    assert sender.process.returncode in (-9, -15)


def test_a_service_manager_may_run_it_instead(server, monkeypatch, capsys):
    monkeypatch.setenv("WORKER", "0")
    gunicorn.when_ready(server)
    assert not hasattr(server, "sender") and "The site is ready" in capsys.readouterr().out
