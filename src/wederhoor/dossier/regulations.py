"""Which regulation a new dossier falls under, and the one an old dossier was received under (pinned by its file)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from wederhoor.organisations.models import Organisation
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_regulation
from wederhoor.procedure.model import Regulation


class NoRegulation(LookupError):
    """No regulation of this organisation is in force on this day."""


def _folder() -> Path:
    return root() / "regulations"


@lru_cache(maxsize=64)
def pinned(file: str) -> Regulation:
    """The regulation in this file under regulations/. Published files never change, so it is loaded once."""
    path = (_folder() / file).resolve()
    if not path.is_relative_to(_folder().resolve()):
        raise NoRegulation(f"{file} is not under regulations/")
    return load_regulation(path)


@lru_cache(maxsize=64)
def _files(provider: str) -> tuple[str, ...]:
    return tuple(sorted(f"{provider}/{path.name}" for path in (_folder() / provider).glob("[0-9]*.yaml")))


def in_force(organisation: Organisation, day: date) -> str:
    """The file of the organisation's regulation that is in force on this day: the latest that began."""
    provider = organisation.regulation or (organisation.parent.regulation if organisation.parent else "")
    begun = [file for file in _files(provider) if pinned(file).in_force_from <= day]
    if not begun:
        raise NoRegulation(f"{organisation.code}: no regulation '{provider}' under regulations/ is in force on {day}")
    return max(begun, key=lambda file: pinned(file).in_force_from)
