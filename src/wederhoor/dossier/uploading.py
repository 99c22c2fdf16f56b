"""Files that are sent stay in memory, with a limit, until they are sealed: nothing of them is ever put on the disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from wederhoor.dossier.gate import MOST

TOGETHER = 4 * MOST
"""The most bytes of all files of one request; what comes after is not read."""
CUT_OFF = "wederhoor.upload_cut_off"
"""In ``request.META`` when the files were too much together."""


class InMemory(FileUploadHandler):
    """Keeps one byte more than a file may have, so that the gate says that it is too large."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str | bytes, encoding: str | None = None,  # noqa: N803  # Django's name
    ) -> None:  # fmt: skip
        """Begin to count."""
        self.meta, self.left = META, TOGETHER

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep what there is room for."""
        room = min(MOST + 1 - self.kept.tell(), self.left)
        self.kept.write(raw_data[: max(room, 0)])
        self.left -= min(len(raw_data), max(room, 0))
        if self.left <= 0:
            self.meta[CUT_OFF] = True
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file, in memory."""
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", size, self.charset
        )
