"""A stream that only FIELD_KEYS can read, and that tells when a part of it is missing.

The file is lines: each a Fernet token of a mark that is the same in all lines of the file, the
number of the line, whether it is the last one, and a piece of the content.
"""

import os
import struct

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

FIRST_LINE = b"clinic backup 1\n"
HEAD = struct.Struct(">16sQ?")
PIECE = 1024 * 1024  # bytes


class Damaged(Exception):
    """The file is not a whole backup, or none of FIELD_KEYS opens it."""


def keys():
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


class Sealer:
    """Written to like a file; ``close()`` makes it whole."""

    def __init__(self, file):
        self.file, self.keys = file, keys()
        self.mark, self.number, self.waiting = os.urandom(16), 0, bytearray()
        file.write(FIRST_LINE)

    def write(self, content):
        self.waiting += content
        while len(self.waiting) > PIECE:
            self.seal(bytes(self.waiting[:PIECE]), is_last=False)
            del self.waiting[:PIECE]
        return len(content)

    def seal(self, piece, is_last):
        head = HEAD.pack(self.mark, self.number, is_last)
        self.file.write(self.keys.encrypt(head + piece) + b"\n")
        self.number += 1

    def close(self):
        self.seal(bytes(self.waiting), is_last=True)


class Opener:
    """Read from like a file. Raises Damaged as soon as a line is not the one that must follow."""

    def __init__(self, file):
        self.pieces, self.waiting = self.opened(file), bytearray()
        if file.readline(len(FIRST_LINE)) != FIRST_LINE:
            raise Damaged("This is not a backup of this site.")

    def opened(self, file):
        ring, mark, is_last = keys(), None, False
        for number, line in enumerate(file):
            try:
                content = ring.decrypt(line.rstrip(b"\n"))
            except InvalidToken:
                reason = "is damaged" if number else "cannot be opened with FIELD_KEYS: add the "
                reason += "" if number else "key that was in use when it was made, or it is damaged"
                raise Damaged(f"The backup {reason}.") from None
            found, place, was_last = HEAD.unpack_from(content)
            if is_last or place != number or found != (mark or found):
                raise Damaged("The backup is damaged: its parts do not follow one another.")
            mark, is_last = found, was_last
            yield content[HEAD.size :]
        if not is_last:
            raise Damaged("The backup is cut short.")

    def read(self, size):
        while len(self.waiting) < size:
            piece = next(self.pieces, None)
            if piece is None:
                break
            self.waiting += piece
        given = bytes(self.waiting[:size])
        del self.waiting[:size]
        return given

    def read_to_the_end(self):
        for _piece in self.pieces:
            pass
