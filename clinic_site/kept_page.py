"""One page as it leaves the machine: whole, with all headers, in the encodings browsers ask for."""

import gzip
import hashlib
from functools import lru_cache
from urllib.parse import parse_qsl

import brotli

MOST_FIELDS = 50  # of a query; with more, Django looks at it
QUICK, SMALL = 5, 11  # brotli: for who waits, and when there is time
MADE_HERE = {"Content-Length", "Content-Encoding", "Vary", "ETag", "X-Request-ID"}
OF_THE_BODY = {"Content-Length", "Content-Encoding", "Content-Type"}


class ReadyHeaders(list):
    """Also in one piece, for a server that need not look at each again (patient_worker.py)."""

    piece, length = b"", None

    @classmethod
    def of(cls, pairs):
        ready = cls(pairs)
        ready.piece = "".join(f"{name}: {value}\r\n" for name, value in pairs).encode("latin-1")
        ready.length = next((int(value) for name, value in pairs if name == "Content-Length"), None)
        return ready

    def numbered(self, number):
        ready = ReadyHeaders(self)
        ready.append(("X-Request-ID", number))
        ready.piece = self.piece + f"X-Request-ID: {number}\r\n".encode()
        ready.length = self.length
        return ready


class KeptPage:
    def __init__(self, moment, route, names, headers, body):
        self.moment, self.route, self.names, self.body = moment, route, names, body
        self.headers = [pair for pair in headers if pair[0] not in MADE_HERE]
        self.headers.append(("Vary", "Accept-Encoding"))
        self.encoded, self.is_small = {}, False

    def reads(self, query):
        """Whether the view looks at any of it. What a newsletter adds to links says nothing."""
        try:
            asked = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            return True
        return any(name in self.names for name, _value in asked)

    def encode(self, encoding, quality=QUICK):
        headers, body = self.headers, self.body
        if encoding == "br":
            body = brotli.compress(body, brotli.MODE_TEXT, quality)
        elif encoding == "gzip":
            body = gzip.compress(body, mtime=0)
        if encoding:
            headers = [*headers, ("Content-Encoding", encoding)]
        # a strong one stands for these very bytes: so each encoding has its own
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = [*headers, ("Content-Length", str(len(body))), ("ETag", etag)]
        without_body = [pair for pair in headers if pair[0] not in OF_THE_BODY]
        self.encoded[encoding] = etag, ReadyHeaders.of(headers), ReadyHeaders.of(without_body), body
        return self.encoded[encoding]

    def make_small(self):
        self.encode("br", SMALL)
        self.is_small = True

    def answer(self, environ):
        """(status, headers, body)"""
        encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        etag, headers, without_body, body = self.encoded.get(encoding) or self.encode(encoding)
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            return 304, without_body, b""
        return 200, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body


@lru_cache(maxsize=256)
def encoding_for(accepted):
    """The best that an Accept-Encoding allows: "br", "gzip", or "" for the plain page."""
    wanted = {}
    for part in accepted.lower().split(","):
        name, _sign, quality = part.partition(";")
        wanted[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if wanted.get(name, wanted.get("*"))), "")
