"""Bytes laid aside while a request lasts, so that memory holds one file at a time: sealed, in a file that has no name.

The key is made for the moment and is only in memory: what stays on the disk, or in a backup of it, opens for nobody.
"""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryFile
from weakref import finalize

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

COUNTED = 12
"""Bytes of the number of a piece, which no two pieces of one key share."""


class Aside:
    """Written once, piece by piece; read as often as needed. It goes when nobody holds it any more."""

    def __init__(self, content: bytes = b"") -> None:
        self._key = AESGCM(AESGCM.generate_key(256))
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115  # it goes with this object
        finalize(self, self._file.close)
        self._pieces: list[int] = []
        self.size = 0
        if content:
            self.write(content)

    def write(self, piece: bytes) -> None:
        """Lay this aside behind what there is."""
        sealed = self._key.encrypt(self._number(len(self._pieces)), piece, None)
        rest = memoryview(sealed)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._pieces.append(len(sealed))
        self.size += len(piece)

    def read(self) -> bytes:
        """All of it."""
        self._file.seek(0)
        whole = BytesIO()
        for number, length in enumerate(self._pieces):
            whole.write(self._key.decrypt(self._number(number), self._read(length), None))
        return whole.getvalue()

    def _read(self, length: int) -> bytes:
        found = self._file.read(length)
        while len(found) < length:
            more = self._file.read(length - len(found))
            if not more:
                raise OSError("what was laid aside is not whole")
            found += more
        return found

    @staticmethod
    def _number(number: int) -> bytes:
        return number.to_bytes(COUNTED, "big")
