"""The folder where this installation keeps what is its own: database, secrets, mail, collected static files."""

import os
import secrets
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
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text(encoding="ascii").strip()
