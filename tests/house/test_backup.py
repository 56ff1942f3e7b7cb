"""What was acknowledged comes back from a backup; what is damaged says so and changes nothing."""

import os
import resource
import subprocess
import sys
import tarfile
import threading
from functools import partial
from pathlib import Path

import pytest

from clinic_site.backup import archive
from clinic_site.backup.engines import engine
from tests.server import ROOT, own_database

KEY = "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMTI="
OTHER_KEY = "YW5vdGhlci1rZXktYW5vdGhlci1rZXktYW5vdGhlci0="

FILL = """
from django.conf import settings
from tests.factories import make_office, make_published
from tests.booking.factories import receive
make_office(); make_published("Sample shot")
receive(name="Sample Patient")
settings.MEDIA_ROOT.mkdir(); (settings.MEDIA_ROOT / "hand.webp").write_bytes(b"a picture")
"""
LOOK = """
from django.conf import settings
from procedures.booking.models import AppointmentRequest
from procedures.models import Procedure
print(Procedure.objects.get().name, AppointmentRequest.objects.get().name,
    (settings.MEDIA_ROOT / "hand.webp").read_text(), sep=", ")
"""
WRITE = """
import sys
from procedures.models import OldAddress
for number in range(100_000):
    OldAddress.objects.create(path=f"/old/{number}")
    print(number, flush=True)
"""


class Site:
    """A site in a folder of its own, used by its commands only."""

    def __init__(self, folder, database):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.env = {
            "PATH": os.environ["PATH"],
            "VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "FIELD_KEYS": KEY,
            "PYTHONDONTWRITEBYTECODE": "1",  # with a full disk Python would leave half of a file
        }
        self.limit = None

    def full_after(self, most_bytes):
        """No file grows any further: what a full disk is to a command."""
        size = (most_bytes, resource.RLIM_INFINITY)
        self.limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, size)

    def begin(self, *command):
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=self.limit,
        )

    def manage(self, *command):
        process = self.begin(*command)
        out, err = process.communicate(timeout=120)
        return process.returncode, out + err

    def does(self, *command):
        code, said = self.manage(*command)
        assert code == 0, said
        return said

    def refuses(self, *command):
        code, said = self.manage(*command)
        assert code == 1 and "Traceback" not in said, said
        return said

    def runs(self, sentences):
        return self.does("shell", "--verbosity=0", "-c", sentences)

    def backups(self):
        return sorted((self.folder / "backups").glob("*.backup"))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("migrated")
    with own_database(folder) as url:
        Site(folder / "site", url).does("migrate", "--verbosity=0")
        yield url


@pytest.fixture
def databases(tmp_path, migrated):
    two = empty_folder(tmp_path / "two")
    with own_database(tmp_path, like=migrated) as one, own_database(two) as other:
        yield one, other


def empty_folder(path):
    path.mkdir()
    return path


@pytest.fixture
def site(tmp_path, databases):
    return Site(tmp_path / "site", databases[0])


@pytest.fixture
def empty(tmp_path, databases):
    return Site(tmp_path / "empty", databases[1])


def test_everything_comes_back_in_an_empty_place_and_nothing_is_ever_written_over(site, empty):
    site.runs(FILL)
    assert "restored and counted: all there" in site.does("backup", "--check")
    (path,) = site.backups()
    assert path.stat().st_mode & 0o077 == 0
    assert b"Sample" not in path.read_bytes()

    assert "nothing is ever written over" in site.refuses("restore", str(path))
    assert "is whole" in empty.does("restore", str(path), "--check")
    empty.does("restore", str(path))
    empty.does("migrate", "--check")
    assert empty.runs(LOOK).strip() == "Sample shot, Sample Patient, a picture"
    assert "nothing is ever written over" in empty.refuses("restore", str(path))


def test_a_backup_under_load_holds_all_that_was_acknowledged_before_it(site, empty):
    writer, written = site.begin("shell", "--verbosity=0", "-c", WRITE), []
    reader = threading.Thread(target=lambda: written.extend(iter(writer.stdout.readline, "")))
    reader.start()
    try:
        while len(written) < 20:
            assert writer.poll() is None
        before = list(written)
        site.does("backup")
        assert len(written) > len(before), "nothing was written meanwhile"
    finally:
        writer.kill()
        writer.wait()
        reader.join()
        writer.stdout.close()
        writer.stderr.close()
    empty.does("restore", str(site.backups()[0]))
    count = empty.runs("from procedures.models import OldAddress as O; print(O.objects.count())")
    assert int(count) >= len(before)


def test_what_is_damaged_or_of_another_key_is_refused_and_nothing_is_begun(site, empty):
    site.runs(FILL)
    site.does("backup")
    (path,) = site.backups()
    whole = path.read_bytes()
    *lines, last = whole.splitlines(keepends=True)
    harm = {
        "cut short": b"".join(lines),
        "is damaged": whole[:-40] + b"A" * 39 + b"\n",
        "do not follow": whole + last,
        "not a backup": b"something else\n",
    }
    for words, content in harm.items():
        path.write_bytes(content)
        assert words in empty.refuses("restore", str(path)), words
        assert words in empty.refuses("restore", str(path), "--check"), words
    path.write_bytes(whole)
    empty.env["FIELD_KEYS"] = OTHER_KEY
    assert "add the key that was in use" in empty.refuses("restore", str(path))
    assert not (empty.folder / "pictures").exists()
    empty.env["FIELD_KEYS"] = f"{OTHER_KEY},{KEY}"
    empty.does("restore", str(path))


BIG = """
from django.conf import settings; import os
(settings.MEDIA_ROOT / "big.webp").write_bytes(os.urandom(4_000_000))
"""


def test_a_full_disk_is_named_and_nothing_half_done_stays(site, empty):
    site.runs(FILL)
    site.runs(BIG)
    for most in (10_000, 40_000, 2_000_000):  # to open the database, to copy it, for the whole
        site.full_after(most)
        site.refuses("backup")
        assert list((site.folder / "backups").iterdir()) == []
    site.limit = None
    site.does("backup")
    (path,) = site.backups()
    for most in (10_000, 2_000_000):
        empty.full_after(most)
        assert "damaged" not in empty.refuses("restore", str(path))
    empty.limit = None
    empty.does("restore", str(path))


def test_old_backups_go_and_the_newest_stays(site):
    folder = empty_folder(site.folder / "backups")
    for day in (1, 2):
        old = folder / f"clinic-2020-01-0{day}-000000.backup"
        old.touch()
        os.utime(old, (0, 0))
    said = site.does("backup", "--keep", "30")
    assert said.count("Deleted") == 2 and len(site.backups()) == 1


def test_a_place_that_cannot_be_used_is_named(site, empty):
    (site.folder / "backups").write_text("a file where the folder should be")
    assert "No backup was made" in site.refuses("backup")
    assert "No such file" in empty.refuses("restore", "nowhere.backup")


def test_the_python_of_debian_12_reads_it_too(tmp_path, monkeypatch):
    """3.11.2 has no filters for what is unpacked."""
    unpack = tarfile.TarFile.extractall
    monkeypatch.setattr(tarfile.TarFile, "extractall", lambda tar, path: unpack(tar, path))
    monkeypatch.setattr(archive, "FILTER", lambda member, _path: member)
    archive.write(tmp_path / "a.backup", {"engine": engine().name}, Path(__file__))
    with archive.opened(tmp_path / "a.backup", tmp_path) as (_about, folder):
        assert (folder / Path(__file__).name).read_text() == Path(__file__).read_text()
