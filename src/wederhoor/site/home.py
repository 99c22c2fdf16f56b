"""The folder where this installation keeps what is its own: database, secrets, mail, collected static files."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def home() -> Path:
    """The folder named by WEDERHOOR_HOME (default `var` where the command is run), made when it is missing."""
    folder = Path(os.environ.get("WEDERHOOR_HOME", "var")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_secret(name: str) -> str:
    """The secret of this name: from the environment (WEDERHOOR_<NAME>), else from a file that only the owner reads.

    A missing file is made with fresh random text; two processes that start together agree on one.
    """
    given = os.environ.get(f"WEDERHOOR_{name.upper()}")
    if given:
        return given
    file = home() / name
    if not file.exists():
        draft = file.with_name(f"{name}.{os.getpid()}")
        draft.touch(0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        with suppress(FileExistsError):
            os.link(draft, file)  # whole or not at all
        draft.unlink()
    return file.read_text(encoding="ascii")
