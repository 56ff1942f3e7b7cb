"""Pages for readers are kept, and given again without Django while nothing changed.

What a view says anybody may have (procedures/views/public.py) is kept with all of its headers. It
is right for a moment (procedures/moment.py): while the database holds the same edition of the
content and no clock has moved on. While the database is away, pages of the edition that was known
last are given (clinic_site/spare_pages.py). Everything else goes on to Django, which learns of the
moment.
"""

import io
import threading
import time
from collections import deque
from functools import lru_cache
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import Error, connection
from django.http.request import split_domain_port, validate_host
from django.middleware.gzip import GZipMiddleware

from procedures import context, edition, replica
from procedures.moment import Moment, current
from procedures.sitemaps import addresses
from procedures.views.public import KEPT, READS

from . import answers
from .kept_page import KeptPage
from .spare_pages import SparePages

ROOM = 64 * 2**20  # bytes that the pages of a process may take, about
PAUSE = 0.25  # seconds between two looks at the edition
AT_A_TIME = 4  # pages made ready in between
ENCODES = "clinic.page_cache"  # in the environ: Django may leave what is kept as it is
ROUTE = "clinic.route"


class PageCache:
    """A WSGI application in front of Django's."""

    def __init__(self, django):
        self.django = django
        self.pages, self.size = {}, 0
        self.spare = SparePages(settings.VAR_DIR / "pages")
        self.moment, self.remembered, self.is_away = None, None, False
        self.listed, self.to_make = None, deque()
        self.lock, self.watcher = threading.Lock(), None

    def __call__(self, environ, start_response):
        if not may_be_kept(environ):
            return self.ask(self.now(), environ, start_response)
        page, moment = self.kept_for(environ), self.moment
        if page and page.moment is moment and (moment.lasts() or self.is_away):
            return give_at_once(page, environ, start_response)
        if self.is_away and (page := self.spare.find(environ)):
            return give_at_once(page, environ, start_response)
        return self.answer(environ, start_response)

    def kept_for(self, environ):
        page, query = self.pages.get(environ["PATH_INFO"]), environ.get("QUERY_STRING")
        return page if page and not (query and page.reads(query)) else None

    def ask(self, moment, environ, start_response):
        """Django, which need not read again what it read in the same moment."""
        token = current.set(None if self.is_away else moment)
        try:
            return self.django(environ, start_response)
        finally:
            current.reset(token)

    def answer(self, environ, start_response):
        moment, said = self.now(), []
        environ[ENCODES] = True
        response = self.ask(moment, environ, lambda *answer: said.extend(answer))
        status, headers = said
        if is_public(status, dict(headers)):
            page = KeptPage(moment, environ[ROUTE], environ[READS], headers, b"".join(response))
            page = self.keep(environ, page)
        elif page := self.instead(environ, status):
            pass
        else:
            start_response(status, headers)
            return response
        response.close()
        return give(page, environ, start_response, dict(headers)["X-Request-ID"])[1]

    def keep(self, environ, page):
        """Give the page to answer with: the one kept before, whose encodings are made already, if
        the new one says the same.
        """
        if page.moment is None or self.is_away:
            return page
        path = environ["PATH_INFO"]
        known = self.pages.get(path)
        if known and (known.headers, known.body) == (page.headers, page.body):
            known.moment = page.moment
            page = known
        else:
            self.put(path, page)
        self.spare.put(path, page)
        return page

    def put(self, path, page):
        with self.lock:
            self.forget(path)
            self.pages[path] = page
            self.size += 2 * len(page.body)
            while self.size > ROOM:
                self.forget(next(iter(self.pages)))

    def forget(self, path):
        if page := self.pages.pop(path, None):
            self.size -= 2 * len(page.body)

    def instead(self, environ, status):
        """The page as it was, for one that failed; and one that is no more is forgotten."""
        page, path = self.kept_for(environ), environ["PATH_INFO"]
        if status.startswith(("429", "5")):
            is_right = page and page.moment.edition == self.moment.edition
            return page if is_right else self.spare.find(environ)
        if page:
            with self.lock:
                self.forget(path)
            self.spare.drop(path)
        return None

    def now(self):
        """The moment that lasts; None while the database cannot say."""
        if self.moment and self.moment.lasts():
            return self.moment
        self.begin()
        with self.lock:
            if self.is_away:  # the watcher asks again, so that nobody waits here
                return None
            if not (self.moment and self.moment.lasts()):
                try:
                    self.moment = Moment()
                except Error:
                    replica.leave()
                    return None
            return self.moment

    # ---- beside the readers ----

    def begin(self):
        """In each process by itself: a thread does not follow into a new one."""
        with self.lock:
            if self.watcher is None:
                self.watcher = threading.Thread(target=self.watch, daemon=True)
                self.watcher.start()

    def watch(self):
        """Other machines change the content too; and what readers asked for is made ready again."""
        while True:
            time.sleep(PAUSE)
            answers.count_kept()
            asked = replica.readers_database()
            try:
                with replica.read():
                    number = edition.ask()
                if self.moment and number != self.moment.edition:
                    edition.tell()
                self.is_away = False
                self.renew()
                self.remember()
                self.make_ready()
            except Error:
                self.is_away = asked != replica.REPLICA
                replica.leave()
                connection.close()

    def renew(self):
        moment = self.now()
        for path, page in list(self.pages.items()):
            if page.moment is not moment and self.pages.get(path) is page:
                self.answer(self.question(path), lambda *_answer: None)
            elif "br" in page.encoded and not page.is_small:
                page.make_small()

    def make_ready(self):
        """A few of the pages that nobody has asked for yet, until all are there to be read while
        the database is away. What another process of this machine made is on the disk.
        """
        if self.moment is not self.listed:
            with replica.read():
                self.to_make = deque(addresses())
            self.listed = self.moment
        for _page in range(min(AT_A_TIME, len(self.to_make))):
            question = self.question(self.to_make.popleft())
            if not (self.kept_for(question) or self.spare.find(question)):
                self.answer(question, lambda *_answer: None)

    def remember(self):
        """So that an error page of this process gives the phone numbers without a database."""
        if self.moment is not self.remembered:
            with replica.read():
                context.clinic(), context.offices()
            self.remembered = self.moment

    def question(self, path):
        """Nobody's: asked for the next reader."""
        site = urlsplit(settings.SITE_URL)
        environ = {"PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": io.BytesIO()}
        environ |= {"wsgi.url_scheme": site.scheme, "HTTP_HOST": site.netloc, "REMOTE_ADDR": ""}
        setup_testing_defaults(environ)
        return environ


STATUS = {200: "200 OK", 304: "304 Not Modified"}


def give(page, environ, start_response, number):
    status, headers, body = page.answer(environ)
    start_response(STATUS[status], headers.numbered(number))
    return status, [body]


def give_at_once(page, environ, start_response):
    start = time.perf_counter()
    number = answers.number_of(environ.get("HTTP_X_REQUEST_ID", ""))
    status, body = give(page, environ, start_response, number)
    method, seconds = environ["REQUEST_METHOD"], time.perf_counter() - start
    answers.record_kept(number, method, page.route, status, seconds)
    return body


def may_be_kept(environ):
    """A plain question for an address of ours. Under another SCRIPT_NAME, links would differ."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("SCRIPT_NAME")
        and environ.get("CONTENT_LENGTH", "0") in ("", "0")
        and "HTTP_TRANSFER_ENCODING" not in environ
        and is_ours(environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"])
    )


@lru_cache(maxsize=256)
def is_ours(host, scheme):
    """What Django would answer by itself, and not by a refusal or by leading on to https."""
    name, _port = split_domain_port(host)
    is_host = bool(name) and validate_host(name, settings.ALLOWED_HOSTS)
    return is_host and (scheme == "https" or not settings.SECURE_SSL_REDIRECT)


def is_public(status, headers):
    return (
        status.startswith("200")
        and headers.get("Cache-Control") == KEPT
        and "Set-Cookie" not in headers
        and headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    )


class Gzip(GZipMiddleware):
    """For what is not kept."""

    def process_response(self, request, response):
        if ENCODES in request.META and response.headers.get("Cache-Control") == KEPT:
            return response
        return super().process_response(request, response)
