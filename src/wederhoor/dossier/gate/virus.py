"""ClamAV, where there is one: its daemon is asked over its socket. Without it a file is 'not scanned', never 'clean'."""

from __future__ import annotations

import socket
import struct

NOT_SCANNED, CLEAN, FOUND = "not scanned", "clean", "found"
SECONDS = 20
PIECE = 64 * 1024


def _connected(place: str) -> socket.socket:
    """``place`` is the path of a unix socket, or host:port."""
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _asked(content: bytes, place: str) -> bytes:
    with _connected(place) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        return line.recv(4096)


def scan(content: bytes, place: str) -> str:
    """'clean' or 'found' as the scanner says; 'not scanned' without a scanner, or when it gives no such answer."""
    if not place:
        return NOT_SCANNED
    try:
        said = _asked(content, place).rstrip(b"\0\n ")
    except (OSError, ValueError):
        return NOT_SCANNED
    return CLEAN if said.endswith(b": OK") else FOUND if said.endswith(b" FOUND") else NOT_SCANNED
