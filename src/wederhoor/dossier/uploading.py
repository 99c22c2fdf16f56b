"""Files that are sent are laid aside, sealed, with a limit, while they come in: memory holds one piece of them, and the disk nothing
that anybody can read.

Only a view that says so (``takes_files``) gets them; what is sent anywhere else, or by who is not signed in, is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext

from wederhoor.dossier import gate
from wederhoor.dossier.gate import ACCEPT, MOST, Aside, Refused, Taken

TOGETHER = 4 * MOST
"""The most bytes of all files of one request; what comes after is not read."""
View = TypeVar("View", bound=Callable[..., Any])
CUT_OFF = "wederhoor.upload_cut_off"
"""In ``request.META`` when the files were too much together."""


def takes_files(*, signed: bool = True) -> Callable[[View], View]:
    """Files sent to this view are kept for it; with ``signed`` only those of somebody who is signed in."""

    def marked(view: View) -> View:
        view.takes_files = "signed" if signed else "all"  # type: ignore[attr-defined]  # a mark on a function
        return view

    return marked


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files at once, of the kinds the gate lets in."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPT, **(attrs or {})})


def cut_off(request: HttpRequest) -> bool:
    """Whether the files were too much together, so that not all of them came in."""
    return bool(request.META.get(CUT_OFF))


def taken(request: HttpRequest, form: forms.Form, field: str, *, too_large: str) -> list[Taken]:
    """The files of a field that may come in; what is refused, or too much together, is an error of the form with its reason."""
    if cut_off(request):
        form.add_error(field, too_large)
    found = [gate.take_in(file.name or "", file.read()) for file in request.FILES.getlist(field)]
    for one in found:
        if isinstance(one, Refused):
            form.add_error(field, f"{one.name}: {gettext(one.because)}")
    return [one for one in found if isinstance(one, Taken)]


class LaidAside(UploadedFile):  # type: ignore[type-arg]  # it takes no argument when it runs
    """A file that was sent; reading it brings all of it into memory, for as long as the reader holds it."""

    def __init__(self, aside: Aside, name: str, field_name: str, content_type: str, charset: str | None) -> None:
        super().__init__(None, name, content_type, aside.size, charset)
        self.aside, self.field_name = aside, field_name

    def read(self, *_: Any) -> bytes:
        """All of it."""
        return self.aside.read()


class Sealing(FileUploadHandler):
    """Keeps one byte more than a file may have, so that the gate says that it is too large."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str | bytes, encoding: str | None = None,  # noqa: N803  # Django's name
    ) -> None:  # fmt: skip
        """Begin to count."""
        self.meta, self.left, self.wanted = META, TOGETHER, self._wanted()

    def _wanted(self) -> bool:
        found = getattr(self.request, "resolver_match", None)
        taken = getattr(found.func, "takes_files", "") if found else ""
        user = getattr(self.request, "user", None)
        return taken == "all" or (taken == "signed" and user is not None and user.is_authenticated)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, where files are taken."""
        super().new_file(*args, **kwargs)
        if not self.wanted:
            raise SkipFile
        self.kept = Aside()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep what there is room for."""
        room = max(min(MOST + 1 - self.kept.size, self.left), 0)
        if room:
            self.kept.write(raw_data[:room])
        self.left -= min(len(raw_data), room)
        if self.left <= 0:
            self.meta[CUT_OFF] = True
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file, laid aside."""
        return LaidAside(self.kept, self.file_name or "", self.field_name, self.content_type or "", self.charset)
