"""A reader's page, kept, read and set anew, beside a bare function that gives the same bytes."""

from tests.first_start import filled_database
from tests.server import running_site

from .servers import body_of, gunicorn, per_second, question

TITLE = "reading, beside a bare function on the same gunicorn"
PAGE = "/procedures/trigger-point-injection/"
BARE, KEPT = "bare function", "page, kept"
READ, SET = "page, read anew", "page, set anew"  # set: typeset, as if never read before
REQUESTS = {BARE: 4000, KEPT: 4000, READ: 1000, SET: 100}


def measure(folder, rounds):
    """Requests a second for each, round by round."""
    var = folder / "var"
    with filled_database(folder, var) as database:
        env = {"DATABASE_URL": database, "WORKER": "0"}
        with running_site(var, **env) as site:
            (folder / "body").write_bytes(body_of(site + PAGE))
            host = {"SITE_URL": site, "ALLOWED_HOSTS": "127.0.0.1", "VAR_DIR": str(var)}
            with (
                gunicorn("tests.bench.bare:page", BENCH_BODY=str(folder / "body")) as function,
                gunicorn("tests.bench.anew:read_anew", **env, **host) as read_anew,
                gunicorn("tests.bench.anew:set_anew", **env, **host) as set_anew,
            ):
                servers = {BARE: function, KEPT: site, READ: read_anew, SET: set_anew}
                for name in servers:
                    ask(servers[name], 50)
                return [
                    {name: ask(servers[name], REQUESTS[name]) for name in servers}
                    for _round in range(rounds)
                ]


def ask(server, times):
    return per_second(server, [question(server + PAGE)] * times, 200)
