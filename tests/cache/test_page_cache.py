"""What is kept for readers, when it is right, and what never is."""

import gzip
from types import SimpleNamespace
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.db import OperationalError
from prometheus_client import REGISTRY

from clinic_site import answers, page_cache
from clinic_site.page_cache import PageCache
from procedures import edition, moment
from procedures.views.public import KEPT

WORDS = b"<p>Words of a page, and again words of a page.</p>" * 20


class Django:
    """Stands in for the site: gives what the test says, and counts who came through."""

    def __init__(self):
        self.asked, self.status, self.words = 0, "200 OK", WORDS
        self.headers = {"Cache-Control": KEPT, "Content-Type": "text/html; charset=utf-8"}

    def __call__(self, environ, start_response):
        self.asked += 1
        environ["clinic.route"], environ["clinic.reads"] = "a-page/", ("zip",)
        start_response(self.status, [*self.headers.items(), ("X-Request-ID", "of-django")])
        return Body([self.words])


class Body(list):
    def close(self):
        self.clear()


@pytest.fixture
def clock(monkeypatch):
    """What the cache is told of the content."""
    clock = SimpleNamespace(edition=1, is_over=False, fails=False)

    class Moment:
        def __init__(self):
            if clock.fails:
                raise OperationalError
            self.edition, self.told, clock.is_over = clock.edition, clock.edition, False

        def lasts(self):
            return not clock.is_over

    class Told:
        def __getitem__(self, _place):
            return clock.edition

    monkeypatch.setattr(page_cache, "Moment", Moment)
    monkeypatch.setattr(edition, "last_told", Told())
    return clock


@pytest.fixture
def django():
    return Django()


@pytest.fixture
def process(django, clock, settings, tmp_path):
    """Begins the site in a process."""
    settings.ALLOWED_HOSTS, settings.VAR_DIR = ["clinic.example"], tmp_path
    page_cache.is_ours.cache_clear()

    def begin():
        cache = PageCache(django)
        cache.watcher = "none: tests say when"
        return cache

    yield begin
    page_cache.is_ours.cache_clear()


@pytest.fixture
def cache(process):
    return process()


def ask(cache, path="/a-page/", **given):
    environ = {"PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "clinic.example", **given}
    setup_testing_defaults(environ)
    said = []
    body = b"".join(cache(environ, lambda *answer: said.extend(answer)))
    return SimpleNamespace(status=said[0], headers=dict(said[1]), body=body)


def test_a_page_is_made_once_and_given_again(cache, django):
    first, second = ask(cache), ask(cache)
    assert django.asked == 1
    assert first.body == second.body == WORDS
    assert first.headers.pop("X-Request-ID") == "of-django" != second.headers.pop("X-Request-ID")
    assert first.headers == second.headers


def test_every_page_that_is_given_as_it_was_kept_is_counted(cache):
    def counted():
        answers.count_kept()
        facts = {"route": "a-page/", "status": "200"}
        return REGISTRY.get_sample_value("clinic_kept_pages_total", facts) or 0

    before = counted()
    for _reader in range(4):
        ask(cache)
    assert counted() == before + 3
    assert counted() == before + 3, "once"


def test_the_first_page_is_counted_under_the_name_that_its_other_answers_have():
    def counted():
        facts = {"route": "none", "status": "200"}
        return REGISTRY.get_sample_value("clinic_kept_pages_total", facts) or 0

    before = counted()
    answers.record_kept("a number", "GET", "", 200, 0.0001)
    answers.count_kept()
    assert counted() == before + 1


def test_the_headers_of_a_kept_page_leave_in_one_piece_and_are_the_same(cache):
    said = []
    for accepted, has_it in (("br", False), ("br", False), ("", False), ("br", True)):
        environ = {"PATH_INFO": "/a-page/", "QUERY_STRING": "", "HTTP_HOST": "clinic.example"}
        environ |= {"HTTP_ACCEPT_ENCODING": accepted}
        if has_it:
            environ["HTTP_IF_NONE_MATCH"] = dict(said[0])["ETag"]
        setup_testing_defaults(environ)
        cache(environ, lambda _status, headers: said.append(headers))
    for headers in said:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        assert (headers.piece.decode(), "X-Request-ID" in lines) == (lines, True)
        length = dict(headers).get("Content-Length")
        assert headers.length == (int(length) if length else None)
    assert said[3].length is None and said[0].length != said[2].length


@pytest.mark.parametrize(
    ("accepted", "encoding", "plain"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("", None, bytes),
        ("br;q=0, gzip;q=0", None, bytes),
    ],
)
def test_it_leaves_in_the_encoding_that_the_browser_reads(cache, accepted, encoding, plain):
    for _time in range(2):
        answer = ask(cache, HTTP_ACCEPT_ENCODING=accepted)
        assert answer.headers.get("Content-Encoding") == encoding
        assert plain(answer.body) == WORDS
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_who_has_it_already_is_told_so(cache):
    tags = set()
    for accepted in ("br", "gzip", ""):
        etag = ask(cache, HTTP_ACCEPT_ENCODING=accepted).headers["ETag"]
        assert etag.startswith('"'), "a strong one"
        tags.add(etag)
        again = ask(cache, HTTP_ACCEPT_ENCODING=accepted, HTTP_IF_NONE_MATCH=f'"old", W/{etag}')
        assert (again.status, again.body) == ("304 Not Modified", b"")
        assert again.headers["ETag"] == etag and again.headers["Cache-Control"] == KEPT
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(again.headers)
    assert len(tags) == 3, "each encoding has its own bytes"
    assert ask(cache, HTTP_IF_NONE_MATCH='"old"').status == "200 OK"


def test_a_question_for_the_headers_alone_gets_no_body(cache):
    ask(cache)
    answer = ask(cache, REQUEST_METHOD="HEAD")
    assert answer.body == b"" and answer.headers["Content-Length"] == str(len(WORDS))


def test_the_next_reader_after_a_change_gets_the_new_page(cache, django, clock):
    ask(cache)
    django.words, clock.is_over, clock.edition = b"New words.", True, 2
    assert ask(cache).body == b"New words."


def test_what_changed_while_a_page_was_made_is_not_missed(cache, django, clock):
    def changes(environ, start_response):
        clock.is_over = True
        return django(environ, start_response)

    cache.django = changes
    ask(cache)
    cache.django, django.words = django, b"New words."
    assert ask(cache).body == b"New words."


@pytest.mark.parametrize(
    "given",
    [
        {"QUERY_STRING": "zip=10001"},
        {"REQUEST_METHOD": "POST"},
        {"SCRIPT_NAME": "/elsewhere"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
        {"CONTENT_LENGTH": "7"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
    ],
)
def test_only_a_plain_question_for_an_address_of_ours_is_answered_so(cache, django, given):
    ask(cache)
    assert ask(cache, **given).headers["X-Request-ID"] == "of-django"
    assert django.asked == 2
    ask(cache)
    assert django.asked == 2, "and nothing of it was kept"


@pytest.mark.parametrize("query", ["from=mail", "utm_source=x&fbclid=y", "zap=10001", "&&=", "x"])
def test_what_a_newsletter_adds_to_a_link_changes_nothing(cache, django, query):
    ask(cache, QUERY_STRING=query), ask(cache, QUERY_STRING=query), ask(cache)
    assert django.asked == 1


@pytest.mark.parametrize("query", ["zip=1", "from=mail&zip=1", "%7Aip=1", "zip", "a=b&" * 60])
def test_what_the_page_reads_of_the_query_is_left_to_it(cache, django, query):
    ask(cache)
    django.headers["Cache-Control"], django.words = "no-store", b"For one person."
    assert ask(cache, QUERY_STRING=query).body == b"For one person."
    django.status = "500 Internal Server Error"
    assert ask(cache, QUERY_STRING=query).status == "500 Internal Server Error"
    assert ask(cache).body == WORDS, "and the page without it is kept on"


def test_what_was_read_for_one_page_is_known_to_the_next(cache, django, clock):
    seen = []

    def looks(environ, start_response):
        seen.append(moment.current.get())
        return django(environ, start_response)

    cache.django = looks
    ask(cache), ask(cache, REQUEST_METHOD="POST"), ask(cache, "/other/")
    assert seen[0] is seen[1] is seen[2] is cache.moment
    clock.is_over, clock.edition = True, 2
    ask(cache, REQUEST_METHOD="POST")
    assert seen[3] is cache.moment is not seen[0]
    cache.is_away = True
    ask(cache, REQUEST_METHOD="POST")
    assert seen[4] is None, "what the database cannot say now is not made up"
    assert moment.current.get() is None


def test_behind_https_nobody_reads_it_over_http(cache, django, settings):
    settings.SECURE_SSL_REDIRECT = True
    page_cache.is_ours.cache_clear()
    by_https = {"wsgi.url_scheme": "https"}
    ask(cache, **by_https), ask(cache, **by_https)
    assert django.asked == 1
    ask(cache), ask(cache, HTTP_X_FORWARDED_PROTO="https")
    assert django.asked == 3


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Cache-Control", "no-store"),
        ("Cache-Control", "max-age=0, private"),
        ("Cache-Control", "max-age=60, public"),
        ("Set-Cookie", "sessionid=1"),
        ("Vary", "Cookie"),
    ],
)
def test_what_is_not_for_everybody_is_not_kept(cache, django, header, value):
    django.headers[header] = value
    ask(cache), ask(cache)
    assert django.asked == 2


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved Permanently", "410 Gone"])
def test_a_page_that_is_no_more_is_forgotten_also_while_the_database_is_away(
    cache, django, clock, status
):
    ask(cache)
    django.status, clock.is_over = status, True
    assert ask(cache).status == status
    django.status = "500 Internal Server Error"
    assert ask(cache).status == "500 Internal Server Error"


def test_while_the_database_is_away_readers_get_the_last_page(cache, django, clock):
    ask(cache)
    django.status, clock.is_over, clock.fails = "500 Internal Server Error", True, True
    assert ask(cache).body == WORDS
    assert ask(cache, "/never-read/").status == "500 Internal Server Error"
    django.status, django.words, clock.fails = "200 OK", b"New words.", False
    assert ask(cache).body == b"New words."


@pytest.mark.parametrize("is_known", [True, False])
def test_a_process_that_began_meanwhile_gives_it_too(cache, process, django, clock, is_known):
    django.headers["Vary"] = "Accept-Encoding"
    kept = ask(cache, HTTP_ACCEPT_ENCODING="br")
    django.status, clock.fails = "500 Internal Server Error", True
    other = process()
    other.is_away = is_known  # by the watcher: then Django is not even asked
    asked = django.asked
    given = ask(other, HTTP_ACCEPT_ENCODING="br")
    assert (given.status, given.body) == ("200 OK", kept.body)
    of_one_answer = {"X-Request-ID": ""}
    assert given.headers | of_one_answer == kept.headers | of_one_answer
    assert django.asked == asked + (not is_known)
    assert ask(other, QUERY_STRING="zip=10001").status == "500 Internal Server Error"


def test_but_not_what_changed_since_or_is_no_more(cache, process, django, clock):
    ask(cache), ask(cache, "/other/"), ask(cache, "/damaged/")
    django.status, clock.is_over = "404 Not Found", True
    ask(cache)
    django.status, clock.fails = "500 Internal Server Error", True
    cache.spare.file("/damaged/").write_bytes(b"{")
    other = process()
    assert ask(other, "/damaged/").status == "500 Internal Server Error"
    assert ask(other).status == "500 Internal Server Error"
    assert ask(other, "/other/").status == "200 OK"
    clock.edition = 2
    assert ask(other, "/other/").status == "500 Internal Server Error"


def test_without_a_disk_pages_are_kept_as_ever(cache, process, django, tmp_path):
    (tmp_path / "pages").rmdir()
    (tmp_path / "pages").write_text("in the way")
    ask(cache), ask(process()), ask(cache)
    assert django.asked == 2


def test_who_asks_too_often_takes_no_page_away_from_others(cache, django, clock):
    ask(cache)
    django.status, clock.is_over = "429 Too Many Requests", True
    assert ask(cache).body == WORDS
    assert ask(cache, "/never-read/").status == "429 Too Many Requests"


def test_but_not_one_of_an_older_edition(cache, django, clock):
    ask(cache)
    clock.is_over, clock.edition = True, 2
    ask(cache, "/other/")
    django.status = "500 Internal Server Error"
    assert ask(cache, "/a-page/").status == "500 Internal Server Error"


def test_what_readers_asked_for_is_made_ready_again_before_they_come(cache, django, clock):
    ask(cache), ask(cache, "/other/")
    clock.is_over, clock.edition, django.words = True, 2, b"New words."
    cache.renew()
    asked = django.asked
    assert ask(cache).body == ask(cache, "/other/").body == b"New words."
    assert django.asked == asked == 4


def test_what_nobody_asked_for_yet_is_made_ready_once_on_each_machine(
    cache, process, django, clock, monkeypatch
):
    paths = [f"/{number}/" for number in range(6)]
    monkeypatch.setattr(page_cache, "addresses", lambda: paths)
    cache.now(), cache.make_ready()
    assert django.asked == len(cache.pages) == page_cache.AT_A_TIME
    cache.make_ready(), cache.make_ready()
    other = process()
    other.now(), other.make_ready(), other.make_ready()
    assert django.asked == 6
    clock.fails = clock.is_over = cache.is_away = other.is_away = True
    assert ask(cache, "/5/").body == ask(other, "/5/").body == WORDS
    assert django.asked == 6


def test_and_again_after_an_edit(cache, django, clock, monkeypatch):
    monkeypatch.setattr(page_cache, "addresses", lambda: ["/a/"])
    cache.now(), cache.make_ready()
    clock.is_over, clock.edition, django.words = True, 2, b"New words."
    cache.renew(), cache.make_ready()
    assert ask(cache, "/a/").body == b"New words." and django.asked == 2


def test_when_there_is_time_it_is_made_smaller(cache, django):
    django.words = bytes(range(256)) + WORDS * 3 + bytes(reversed(range(256)))
    first = ask(cache, HTTP_ACCEPT_ENCODING="br")
    cache.renew()
    second = ask(cache, HTTP_ACCEPT_ENCODING="br")
    assert len(second.body) <= len(first.body)
    assert brotli.decompress(second.body) == django.words
    assert second.headers["ETag"] != first.headers["ETag"] or second.body == first.body


def test_what_an_edit_elsewhere_left_as_it_was_is_not_compressed_anew(cache, clock, monkeypatch):
    ask(cache, HTTP_ACCEPT_ENCODING="br"), cache.renew()
    before = ask(cache, HTTP_ACCEPT_ENCODING="br")
    clock.is_over, clock.edition = True, 2
    monkeypatch.delattr("brotli.compress")
    assert ask(cache, HTTP_ACCEPT_ENCODING="br").body == before.body


def test_a_process_keeps_no_more_than_it_has_room_for(cache, django, monkeypatch):
    monkeypatch.setattr(page_cache, "ROOM", 5 * len(WORDS))
    for path in ("/a/", "/b/", "/c/"):
        ask(cache, path)
    assert list(cache.pages) == ["/b/", "/c/"]
    assert cache.size == 4 * len(WORDS)
