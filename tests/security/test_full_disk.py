"""The disk is full: readers read on, a patient's words are kept, and afterwards all goes on."""

import resource
from urllib.error import HTTPError

import pytest

from tests.booking.crash import Patient, Site
from tests.first_start import filled_database
from tests.server import ask_of

UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("disk")
    with filled_database(folder, folder / "var") as url:
        # with a full disk Python would leave half a file of its own
        given = {"DATABASE_URL": url, "WORKER": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        site = Site(folder / "var", **given)
        site.start()
        assert ask_of(site.address, "/readyz")[0] == 200  # it has the database open from now on
        yield site
        site.stop()


@pytest.fixture
def fill_disk(site):
    """No process of the site can write another byte into a file; afterwards they can."""

    def most_bytes(most):
        for process in [site.process.pid, *site.children()]:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (most, UNLIMITED))

    yield lambda: most_bytes(0)
    most_bytes(UNLIMITED)


def test_readers_read_on(site, fill_disk):
    fill_disk()
    for path in ("/offices/", "/a-to-z/", "/search/?q=neck", "/procedures/?from=a-letter"):
        for _reader in range(6):
            assert ask_of(site.address, path)[0] == 200


def test_no_word_of_a_patient_is_lost(site, fill_disk):
    patient = Patient(site.address)
    patient.open_form()
    fill_disk()
    if site.env["DATABASE_URL"].startswith("sqlite"):
        with pytest.raises(HTTPError) as refused:
            patient.send()
        page = refused.value.read().decode()
        assert refused.value.code == 503 and "tel:" in page
        assert f"A note of patient {patient.number}" in page
    else:  # whose disk is another
        assert patient.send()


def test_afterwards_all_goes_on_by_itself(site):
    assert Patient(site.address).send()
    assert ask_of(site.address, "/readyz")[0] == 200
