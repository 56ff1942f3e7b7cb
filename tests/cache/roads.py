"""The only way from a site to its database, which can be closed."""

import socket
import threading
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit


@contextmanager
def road_to(url, folder):
    """Gives the road, and DATABASE_URL by it; ``folder`` is where a database file lies."""
    if url.startswith("sqlite"):
        yield Folder(folder), url
        return
    parts = urlsplit(url)
    road = Road(parts.hostname, parts.port or 5432)
    try:
        yield road, url.replace(parts.netloc.rpartition("@")[2], f"127.0.0.1:{road.port}")
    finally:
        road.door.close()


class Road:
    """To a database server."""

    def __init__(self, host, port):
        self.there, self.pairs, self.is_open = (host, port), [], True
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self.let_in, daemon=True).start()

    def let_in(self):
        while True:
            try:
                one, _address = self.door.accept()
            except OSError:
                return
            if not self.is_open:
                one.close()
                continue
            other = socket.create_connection(self.there)
            self.pairs += (one, other)
            for here, there in ((one, other), (other, one)):
                threading.Thread(target=carry, args=(here, there), daemon=True).start()

    def close(self):
        self.is_open = False
        for end in self.pairs:
            with closing(end), suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.pairs.clear()

    def open(self):
        self.is_open = True


def carry(here, there):
    with suppress(OSError):
        while data := here.recv(65536):
            there.sendall(data)
    with suppress(OSError):
        there.shutdown(socket.SHUT_RDWR)


class Folder:
    """The folder of a database file; it can be away."""

    def __init__(self, path):
        self.path, self.away = path, path.with_name("away")

    def close(self):
        self.path.rename(self.away)

    def open(self):
        self.away.rename(self.path)
