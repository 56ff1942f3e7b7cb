"""How long a thread waits for a database."""

from clinic_site.settings import WAIT_TO_WRITE, database


def test_nobody_waits_for_ever_on_postgresql():
    options = database("postgres://clinic@db/clinic")["OPTIONS"]
    assert options["connect_timeout"] == 5 and options["tcp_user_timeout"] <= 30_000
    assert options["options"] == f"-c lock_timeout={WAIT_TO_WRITE}s"
    assert options["keepalives_idle"] + 2 * options["keepalives_interval"] <= 30


def test_nor_on_sqlite():
    assert database("sqlite:////tmp/clinic.sqlite3")["OPTIONS"]["timeout"] == WAIT_TO_WRITE <= 15
