"""Files that are sent: laid aside sealed while they come in, never whole in memory and never readable on the disk."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.http.multipartparser import MultiPartParser

from tests.dossier import hostile
from wederhoor.dossier import gate, uploading
from wederhoor.dossier.gate import Aside

MEGABYTE = 1024 * 1024
BETWEEN = "----tussen"
PLAIN = b"Zeldzaam woord. "


class Stream:
    """A form with files, made while it is read: it is nowhere in memory."""

    def __init__(self, *sizes: int, before: bytes = b"", content: bytes = PLAIN) -> None:
        self.parts, self.left, self.content = self._all(sizes), before, content * (65536 // len(content))

    def _all(self, sizes: tuple[int, ...]) -> Iterator[bytes]:
        for number, size in enumerate(sizes):
            yield (
                f'--{BETWEEN}\r\nContent-Disposition: form-data; name="papers"; filename="{number}.txt"\r\n'
                "Content-Type: text/plain\r\n\r\n"
            ).encode()
            while size > 0:
                yield self.content[:size]
                size -= len(self.content)
            yield b"\r\n"
        yield f"--{BETWEEN}--\r\n".encode()

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size:
            more = next(self.parts, b"")
            if not more:
                break
            self.left += more
        found, self.left = self.left[:size], self.left[size:]
        return found

    readline = read


def received(*sizes: int, taken: str = "all") -> tuple[dict[str, Any], list[Any]]:
    """What a view would find: META and files."""
    view = SimpleNamespace(func=SimpleNamespace(takes_files=taken))
    request = SimpleNamespace(resolver_match=view, user=SimpleNamespace(is_authenticated=False))
    meta = {"CONTENT_TYPE": f"multipart/form-data; boundary={BETWEEN}", "CONTENT_LENGTH": str(sum(sizes) + 4096)}
    handler = uploading.Sealing(request)  # type: ignore[arg-type]  # as much of a request as it asks for
    _, files = MultiPartParser(meta, Stream(*sizes), [handler], "utf-8").parse()  # type: ignore[arg-type]
    return meta, files.getlist("papers")


def test_what_is_laid_aside_comes_back_as_often_as_it_is_asked_for() -> None:
    aside = Aside()
    for piece in (b"een", b"", b"twee" * 100_000):
        aside.write(piece)
    assert aside.read() == aside.read() == b"een" + b"twee" * 100_000
    assert aside.size == 400_003
    assert Aside().read() == b""


def test_what_is_laid_aside_has_no_name_and_opens_for_nobody_else() -> None:
    first, second = Aside(PLAIN * 10), Aside(PLAIN * 10)
    on_disk = []
    for one in (first, second):
        assert os.fstat(one._file.fileno()).st_nlink == 0
        on_disk.append(os.pread(one._file.fileno(), 10_000, 0))
    assert on_disk[0] != on_disk[1]
    assert all(len(one) > 160 and b"Zeldzaam" not in one for one in on_disk)


def test_what_was_changed_on_the_disk_is_not_read() -> None:
    aside = Aside(PLAIN)
    os.pwrite(aside._file.fileno(), b"x", 3)
    with pytest.raises(InvalidTag):
        aside.read()


def test_sixty_megabytes_come_in_without_ever_being_in_memory() -> None:
    tracemalloc.start()
    try:
        _, files = received(*[15 * MEGABYTE] * 4)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [file.size for file in files] == [15 * MEGABYTE] * 4
    assert peak < 2 * MEGABYTE, f"{peak / MEGABYTE:.1f} MB"


def test_a_file_is_read_whole_and_as_it_was() -> None:
    _, (file,) = received(100_000)
    assert file.name == "0.txt"
    assert file.read() == file.read() == (PLAIN * 4096)[:65536] + (PLAIN * 4096)[: 100_000 - 65536]


def test_of_a_file_that_is_too_large_one_byte_too_many_is_kept_and_the_gate_says_so() -> None:
    _, (file,) = received(16 * MEGABYTE)
    assert file.size == gate.MOST + 1
    refused = gate.take_in("groot.txt", file.read())
    assert isinstance(refused, gate.Refused)
    assert refused.code == "too large"


def test_files_that_are_too_much_together_are_cut_off_and_the_view_is_told() -> None:
    meta, files = received(*[15 * MEGABYTE] * 5)
    assert meta[uploading.CUT_OFF] is True
    assert sum(file.size for file in files) == uploading.TOGETHER


def test_where_no_files_are_taken_none_are_laid_aside() -> None:
    for taken in ("", "signed"):
        assert received(1000, taken=taken)[1] == []


def test_files_that_passed_the_gate_wait_outside_memory() -> None:
    content = b"ID3" + os.urandom(8 * MEGABYTE)
    tracemalloc.start()
    try:
        taken = [gate.take_in(f"{number}.mp3", content) for number in range(4)]
        left = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert left < MEGABYTE, f"{left / MEGABYTE:.1f} MB"
    assert all(isinstance(one, gate.Taken) and one.original == one.clean == content for one in taken)
    pdf = gate.take_in("een.pdf", hostile.pdf("Een"))
    assert isinstance(pdf, gate.Taken)
    assert pdf.original.startswith(b"%PDF-")
    assert pdf.clean.startswith(b"%PDF-")
