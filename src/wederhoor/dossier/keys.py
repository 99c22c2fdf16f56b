"""The keys: master (a file or the environment, never the database), organisation, dossier and compartment.

Unwrapped keys live in this process's memory only; unwrapping is remembered, because a list opens fifty at once.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F

from wederhoor.dossier import codewords, sealing
from wederhoor.dossier.models import DossierKey
from wederhoor.dossier.sealing import Place
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Among, Given, Prepared

NAMELESS = "nameless-"
"""How the key of a submission begins that names nobody and no way to reach anybody."""


def master_file() -> Path:
    """Where the master key lives when WEDERHOOR_MASTER_KEY is not set."""
    return _master_path(str(settings.WEDERHOOR_HOME))


@lru_cache(maxsize=4)
def _master_path(home: str) -> Path:
    """Asked for at every row of a list."""
    return Path(home) / "keys" / "master"


def _decoded(text: str) -> bytes:
    key = urlsafe_b64decode(text.strip())
    if len(key) != sealing.KEY_BYTES:
        raise ImproperlyConfigured("The master key must be 32 bytes in URL-safe base64.")
    return key


@lru_cache(maxsize=4)
def _read(path: Path) -> bytes:
    if not path.exists():
        raise ImproperlyConfigured(
            f"No master key at {path}: put it back from its backup, or set WEDERHOOR_MASTER_KEY."
        )
    return _decoded(path.read_text(encoding="ascii"))


def master_key() -> bytes:
    """The key above all keys, from WEDERHOOR_MASTER_KEY or the key file."""
    told = os.environ.get("WEDERHOOR_MASTER_KEY")
    return _decoded(told) if told else _read(master_file())


def _make_master_file() -> None:
    """A first master key, unless there is one, or there are organisations whose key needs the lost one."""
    path = master_file()
    if (
        os.environ.get("WEDERHOOR_MASTER_KEY")
        or path.exists()
        or Organisation.objects.exclude(wrapped_key=b"").exists()
    ):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(urlsafe_b64encode(sealing.new_key()).decode())
    with suppress(FileExistsError):
        os.link(draft, path)  # whole or not at all; of two processes the first wins
    draft.unlink()


@lru_cache(maxsize=1024)
def _unwrapped(wrapped: bytes, master: bytes) -> bytes:
    return sealing.unwrap(wrapped, master)


def organisation_key(organisation: Organisation) -> bytes:
    """The organisation's key, unwrapped; made at its first dossier."""
    if not organisation.wrapped_key:
        _make_master_file()
        wrapped = sealing.wrap(sealing.new_key(), master_key())
        Organisation.objects.filter(pk=organisation.pk, wrapped_key=b"").update(wrapped_key=wrapped)
        organisation.refresh_from_db(fields=["wrapped_key"])
    return _unwrapped(bytes(organisation.wrapped_key), master_key())


def code_for(organisation: Organisation, submitted_key: str) -> str:
    """The complainant's code, from what made the submission unique: the same form sent twice shows the same code.

    Who left nothing to be reached by cannot be sent a new code: a key that says so (``NAMELESS``) gives a longer one.
    """
    digest = hmac.digest(organisation_key(organisation), b"code\x1f" + submitted_key.encode(), hashlib.sha256)
    if submitted_key.startswith(NAMELESS):
        return codewords.spelled(digest, codewords.NAMELESS, number=False)
    return codewords.spelled(digest, codewords.NAMED, number=True)


def new_code(organisation: Organisation, *, nameless: bool = False) -> str:
    """A code for somebody who has none yet, or lost theirs; a longer one where nobody can be reached."""
    return code_for(organisation, (NAMELESS if nameless else "") + token_hex(16))


def code_hash(organisation: Organisation, code: str) -> bytes:
    """What is stored of a code. Spaces, dashes, case, and 0/1/8 for O/I/B as people copy them do not matter."""
    plain = "".join(filter(str.isalnum, code.upper())).translate(str.maketrans("018", "OIB"))
    return hmac.digest(organisation_key(organisation), b"hash\x1f" + plain.encode(), hashlib.sha256)


class Keyring:
    """Seals and opens what belongs to one dossier; holds the keys of the compartments it was given."""

    def __init__(
        self, organisation: Organisation, dossier: UUID, wrapped: Mapping[str, bytes], above: bytes = b""
    ) -> None:
        """``above``: the organisation's key, from who opens many dossiers after each other."""
        self._organisation = organisation
        self._dossier = dossier
        above = above or (organisation_key(organisation) if wrapped else b"")
        self._keys = {name: sealing.unwrap(key, above) for name, key in wrapped.items()}

    def _place(self, compartment: str, record: str, column: str) -> Place:
        return Place(self._organisation.pk, self._dossier.hex, compartment, record, column)

    def seal(self, text: str | bytes, compartment: str, record: str, column: str) -> bytes:
        """Ciphertext for this place."""
        plain = text.encode() if isinstance(text, str) else text
        return sealing.seal(plain, self._keys[compartment], self._place(compartment, record, column))

    def unseal(self, sealed: bytes | memoryview, compartment: str, record: str, column: str) -> bytes:
        """The plain bytes of this place."""
        return sealing.unseal(bytes(sealed), self._keys[compartment], self._place(compartment, record, column))

    def text(self, sealed: bytes | memoryview, compartment: str, record: str, column: str) -> str:
        """The plain text of this place; '' when nothing was sealed."""
        return self.unseal(sealed, compartment, record, column).decode() if sealed else ""

    def add(self, compartments: Iterable[str]) -> list[DossierKey]:
        """Make the keys that are missing; the rows are for the caller to save."""
        made = []
        for name in sorted(set(compartments) - self._keys.keys()):
            self._keys[name] = sealing.new_key()
            wrapped = sealing.wrap(self._keys[name], organisation_key(self._organisation))
            made.append(
                DossierKey(organisation=self._organisation, dossier_id=self._dossier, compartment=name, wrapped=wrapped)
            )
        return made


WRAPPED = Prepared(
    lambda: DossierKey.objects.filter(
        Among(F("compartment"), Given("compartments")),
        organisation_id=Given("organisation"),
        dossier_id=Given("dossier"),
    ).values_list("compartment", "wrapped")
)


def keyring(organisation: Organisation, dossier: UUID, compartments: Iterable[str]) -> Keyring:
    """The keyring of a dossier, with those of these compartments that exist."""
    rows = WRAPPED.rows(organisation=organisation.pk, dossier=dossier, compartments=list(compartments))
    return Keyring(organisation, dossier, {name: bytes(key) for name, key in rows})
