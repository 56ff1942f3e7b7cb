"""A thread is given to a request only once all of it is here: who sends slowly waits outside.

gunicorn's worker reads a request in the thread that answers it, so as many slow senders as there
are threads would stop the site for everybody. Here the worker's own loop listens to all of them,
and they cost a little memory. A proxy in front does the same (deploy/nginx.conf); this is for
where there is none, or where somebody reaches past it.
"""

import re
import selectors
import socket
import time
from contextlib import suppress
from functools import partial

from gunicorn.http import wsgi
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

WHOLE_WITHIN = 20  # seconds from the first byte to the last
MOST_HEAD, MOST_BODY = 64 * 2**10, 128 * 2**10  # bytes that are kept for one that is not whole
MOST_UPLOAD, UPLOADS, UPLOAD_WITHIN = 26 * 2**20, 4, 120  # larger bodies: bytes, at once, seconds
MOST_WAITING = 400  # then the one that has taken longest gives way
ROOM_TO_SEND = 256 * 2**10  # bytes of an answer that the system takes off a thread's hands

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
    that died, can no more ask another.
    """

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


class PatientWorker(ThreadWorker):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_keepalived -= MOST_WAITING + UPLOADS  # so that somebody new is always let in
        self.waiting = {}  # connections whose request is not whole, oldest first
        self.uploads = {}  # and those that a thread reads, with the time when they must be done
        self.looked = 0

    # ---- listening ----

    def accept(self, listener):
        try:
            client, address = listener.accept()
        except OSError:  # another worker was quicker, or it left again
            return
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM_TO_SEND)
        self.nr_conns += 1
        self.wait_for(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn, client):
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.wait_for(conn)

    def wait_for(self, conn, heard=b""):
        conn.heard = bytearray(heard)
        conn.timeout = time.monotonic() + WHOLE_WITHIN
        conn.sock.setblocking(False)
        if len(self.waiting) >= MOST_WAITING:
            self.give_up(next(iter(self.waiting)))
        self.waiting[conn] = True
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.listen, conn))
        self.listen(conn)

    def listen(self, conn, _sock=None):
        try:
            words = conn.sock.recv(65536)
        except BlockingIOError:
            words = None
        except OSError:
            words = b""
        if words == b"":
            self.give_up(conn)
            return
        conn.heard += words or b""
        if state := state_of(conn.heard):
            self.end_waiting(conn)
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

    def finish_request(self, conn, fs):
        """What came along with a request that is answered may be half of the next."""
        self.uploads.pop(conn, None)
        goes_on = self.alive and not fs.cancelled() and not fs.exception() and fs.result() is True
        if goes_on and (heard := conn.parser.unreader.take_buffered()):
            self.wait_for(conn, heard)
        else:
            super().finish_request(conn, fs)

    # ---- giving up ----

    def end_waiting(self, conn):
        del self.waiting[conn]
        self.poller.unregister(conn.sock)

    def give_up(self, conn):
        self.end_waiting(conn)
        self.nr_conns -= 1
        conn.close()

    def refuse(self, conn, status):
        """What they still send is not waited for, so some browsers hear only that it was cut."""
        with suppress(OSError):
            conn.sock.send(REFUSED.format(status).encode())
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self):
        """Called after each event; a look twice a second is enough."""
        now = time.monotonic()
        if now < self.looked + 0.5:
            return
        self.looked = now
        for conn in [conn for conn in self.waiting if conn.timeout < now]:
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
