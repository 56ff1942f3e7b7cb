"""A thread is given to a request only once all of it is here, and is free again once it is
answered: who sends or reads slowly waits outside.

gunicorn's worker reads a request in the thread that answers it, and sends the answer in it, so as
many slow clients as there are threads would stop the site for everybody; and its loop waits two
seconds for each that does not hang up. Here the worker's own loop looks after all of them, and
they cost a little memory. A proxy in front does the same (deploy/nginx.conf); this is for where
there is none, or where somebody reaches past it.
"""

import re
import selectors
import socket
import time
from contextlib import suppress
from ctypes import c_int
from functools import partial
from multiprocessing.sharedctypes import RawArray

from gunicorn import util
from gunicorn.http import wsgi
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from .kept_page import ReadyHeaders

WHOLE_WITHIN = 20  # seconds from the first byte to the last
MOST_HEAD, MOST_BODY = 64 * 2**10, 128 * 2**10  # bytes that are kept for one that is not whole
MOST_UPLOAD, UPLOADS, UPLOAD_WITHIN = 26 * 2**20, 4, 120  # larger bodies: bytes, at once, seconds
MOST_WAITING = 300  # then the one that has taken longest gives way
ROOM_TO_SEND = 256 * 2**10  # bytes of an answer that the system takes off our hands
SENT_WITHIN, MOST_SENDING = 60, 100  # seconds for the rest of an answer; answers at once
MOST_UNSENT, ROOM_UNSENT = 4 * 2**20, 64 * 2**20  # bytes of one answer, and of all together
HANGS_UP_WITHIN, MOST_LEAVING = 2, 100
GIVES_WAY = 0.002  # seconds that who has more to do leaves to who has less
PLACES, NOBODY = 64, -1

END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
WITHOUT_LENGTH = re.compile(rb"\r\nTransfer-Encoding:", re.IGNORECASE)
ASKS_FIRST = re.compile(rb"\r\nExpect:", re.IGNORECASE)
REFUSED = "HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
WHOLE, UPLOAD = "whole", "upload"


def state_of(heard):
    """WHOLE, UPLOAD, the status with which it is refused, or None while it must be waited for."""
    end = heard.find(END)
    if end < 0:
        return "431 Request Header Fields Too Large" if len(heard) > MOST_HEAD else None
    head = bytes(heard[: end + len(END)])
    if WITHOUT_LENGTH.search(head):
        return "411 Length Required"
    length = LENGTH.search(head)
    length = int(length[1]) if length else 0
    if length > MOST_UPLOAD:
        return "413 Content Too Large"
    if length > MOST_BODY or (length and ASKS_FIRST.search(head)):
        return UPLOAD
    return WHOLE if len(heard) >= len(head) + length else None


class InOnePiece(wsgi.Response):
    """Head and body leave together. A proxy that has got only the head of an answer, from a machine
    that died, can no more ask another. The headers of a kept page are in one piece already; Django
    let no line end into them.
    """

    ready = None

    def process_headers(self, headers):
        if isinstance(headers, ReadyHeaders):
            self.headers, self.response_length, self.ready = headers, headers.length, headers.piece
        else:
            super().process_headers(headers)

    def send_headers(self):
        if self.ready is None or self.headers_sent:
            super().send_headers()
            return
        head = "".join(self.default_headers()).encode("latin-1")
        util.write(self.sock, head + self.ready + b"\r\n")
        self.headers_sent = True

    def write(self, body):
        if self.headers_sent:
            super().write(body)
            return
        sock, self.sock = self.sock, Piece()
        try:
            super().write(body)
        finally:
            piece, self.sock = self.sock, sock
        sock.sendall(piece)


class Piece(bytearray):
    sendall = bytearray.extend


wsgi.Response = InOnePiece  # gunicorn has no setting for it


class Outlet(socket.socket):
    """What of an answer does not leave at once is left to the worker's loop."""

    __slots__ = ("unsent",)

    def __init__(self, accepted):
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self.unsent = bytearray()

    def sendall(self, words):
        done = 0 if self.unsent else self.send_now(words)
        self.unsent += memoryview(words)[done:]
        if len(self.unsent) > MOST_UNSENT:  # a long list for staff: the thread waits after all
            rest, self.unsent = self.unsent, bytearray()
            self.settimeout(SENT_WITHIN)
            super().sendall(rest)

    def send_now(self, words):
        try:
            return self.send(words, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0

    def send_more(self):
        """Whether all of it has left."""
        del self.unsent[: self.send_now(self.unsent)]
        return not self.unsent


counts = RawArray(c_int, [NOBODY] * PLACES)  # connections of each worker, seen by all of them


class PatientWorker(ThreadWorker):
    place = None  # in counts

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # so that somebody new is always let in
        self.max_keepalived -= MOST_WAITING + UPLOADS + MOST_SENDING + MOST_LEAVING
        # connections that the loop looks after, oldest first: their request is not whole, their
        # answer has not left, they have not hung up
        self.waiting, self.sending, self.leaving = {}, {}, {}
        self.uploads = {}  # those that a thread reads, with the time when they must be done
        self.looked = 0

    def begins(self):
        """The server says so before it parts from the new process (clinic_site/gunicorn.py)."""
        self.place = next((place for place in range(PLACES) if counts[place] == NOBODY), None)
        self.nr_conns = 0

    def is_gone(self):
        """However the process ended."""
        self.nr_conns = NOBODY

    @property
    def nr_conns(self):
        return self.own_count

    @nr_conns.setter
    def nr_conns(self, many):
        self.own_count = many
        if self.place is not None:
            counts[self.place] = many

    def hold(self, conn, among, most, seconds, event, then):
        if len(among) >= most:
            self.give_up(next(iter(among)))
        conn.among, conn.timeout = among, time.monotonic() + seconds
        conn.sock.setblocking(False)
        among[conn] = True
        self.poller.register(conn.sock, event, partial(then, conn))

    def let_go(self, conn):
        del conn.among[conn]
        self.poller.unregister(conn.sock)

    # ---- listening ----

    def accept(self, listener):
        """All workers hear of somebody new, and who is quicker takes them. With eight visitors it
        could be seven for one of two processors.
        """
        if any(NOBODY < many < self.nr_conns for many in counts):
            time.sleep(GIVES_WAY)
        try:
            client, address = listener.accept()
        except OSError:  # another worker was quicker, or it left again
            return
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM_TO_SEND)
        self.nr_conns += 1
        self.wait_for(TConn(self.cfg, Outlet(client), address, listener.getsockname()))

    def on_client_socket_readable(self, conn, client):
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.wait_for(conn)

    def wait_for(self, conn, heard=b""):
        conn.heard = bytearray(heard)
        self.hold(conn, self.waiting, MOST_WAITING, WHOLE_WITHIN, selectors.EVENT_READ, self.listen)
        self.listen(conn)

    def listen(self, conn, _sock=None):
        words = heard_from(conn)
        if words == b"":
            self.give_up(conn)
            return
        conn.heard += words or b""
        if state := state_of(conn.heard):
            self.let_go(conn)
            self.decide(conn, state)

    def decide(self, conn, state):
        if state == UPLOAD and len(self.uploads) >= UPLOADS:
            state = "503 Service Unavailable"
        if state not in (WHOLE, UPLOAD):
            self.refuse(conn, state)
            return
        if state == UPLOAD:
            self.uploads[conn] = time.monotonic() + UPLOAD_WITHIN
        conn.init()
        conn.parser.unreader.unread(bytes(conn.heard))
        conn.heard, conn.data_ready = b"", True
        self.enqueue_req(conn)

    # ---- answering ----

    def _keepalive_after(self, conn, keepalive):
        """What nobody read of a request is heard out, however long it is. Cut off while it still
        sends, or after the answer said that the connection goes on, a proxy loses an answer, and
        takes this machine for dead.
        """
        until = self.uploads.get(conn) or time.monotonic() + WHOLE_WITHIN  # all of it is here
        return conn.parser.finish_body(until, MOST_UPLOAD + 1) and keepalive

    def finish_request(self, conn, fs):
        self.uploads.pop(conn, None)
        try:
            if conn.sock.unsent:
                self.send_rest(conn, fs)
            else:
                self.go_on(conn, fs)
        except OSError:  # its thread has closed it
            self.nr_conns -= 1
            conn.close()

    def send_rest(self, conn, fs):
        more = partial(self.send_more, fs)
        self.hold(conn, self.sending, MOST_SENDING, SENT_WITHIN, selectors.EVENT_WRITE, more)
        while sum(len(conn.sock.unsent) for conn in self.sending) > ROOM_UNSENT:
            self.give_up(next(iter(self.sending)))

    def send_more(self, fs, conn, _sock=None):
        try:
            is_done = conn.sock.send_more()
        except OSError:
            self.give_up(conn)
            return
        if is_done:
            self.let_go(conn)
            self.go_on(conn, fs)

    def go_on(self, conn, fs):
        """What came along with a request that is answered may be half of the next."""
        goes_on = not fs.cancelled() and not fs.exception() and fs.result() is True
        if not goes_on:
            self.leave(conn)
        elif self.alive and (heard := conn.parser.unreader.take_buffered()):
            self.wait_for(conn, heard)
        else:
            super().finish_request(conn, fs)

    def leave(self, conn):
        """The end is said, and theirs waited for: else what was sent last might not arrive."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
            return
        self.hold(
            conn, self.leaving, MOST_LEAVING, HANGS_UP_WITHIN, selectors.EVENT_READ, self.see_off
        )

    def see_off(self, conn, _sock=None):
        if heard_from(conn) == b"":
            self.give_up(conn)

    # ---- giving up ----

    def give_up(self, conn):
        self.let_go(conn)
        self.nr_conns -= 1
        conn.close()

    def refuse(self, conn, status):
        """What they still send is waited for only shortly, so some hear only that it was cut."""
        with suppress(OSError):
            conn.sock.send(REFUSED.format(status).encode())
        self.leave(conn)

    def murder_pending(self):
        """Called after each event; a look twice a second is enough."""
        now = time.monotonic()
        if now < self.looked + 0.5:
            return
        self.looked = now
        for among in (self.waiting, self.sending, self.leaving):
            for conn in [conn for conn in among if conn.timeout < now]:
                self.give_up(conn)
        for conn, until in self.uploads.items():
            if until < now:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)  # its thread finds that nothing comes

    def _cap_keepalive(self, deadline):
        """The server stops: who has not begun to ask is not waited for."""
        super()._cap_keepalive(deadline)
        for conn in self.waiting:
            if not conn.heard:
                conn.timeout = min(conn.timeout, time.monotonic() + STOP_KEEPALIVE_LINGER)


def heard_from(conn):
    """What came; None if nothing came yet, and nothing at all if they hung up."""
    try:
        return conn.sock.recv(65536)
    except BlockingIOError:
        return None
    except OSError:
        return b""
