"""Where the data that a jurist edits stands: `regulations/` and `law/`, and the words that all regulations share."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

VOCABULARY = "_vocabulary.yaml"


def root() -> Path:
    """The folder that holds `law/` and `regulations/`.

    WEDERHOOR_DATA when set; else the checkout this file is in; else the copy inside the installed package.
    Raises FileNotFoundError when none of them has both folders.
    """
    named = os.environ.get("WEDERHOOR_DATA")
    return _checked(named) if named else _found()


@cache
def _found() -> Path:
    package = Path(__file__).resolve().parents[1]
    for folder in (*package.parents, package / "_data"):
        if _complete(folder):
            return folder
    raise FileNotFoundError("no folder with law/ and regulations/ near the package; set WEDERHOOR_DATA to it")


@lru_cache(maxsize=8)
def _checked(named: str) -> Path:
    folder = Path(named)
    if not _complete(folder):
        raise FileNotFoundError(f"WEDERHOOR_DATA={folder}: that folder has no law/ and regulations/ in it")
    return folder


def _complete(folder: Path) -> bool:
    return (folder / "law").is_dir() and (folder / "regulations").is_dir()


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """The common words of all regulations: standard facts, acts, and sections of reports."""
    data: dict[str, Any] = yaml.load((root() / "regulations" / VOCABULARY).read_text("utf-8"), yaml.CSafeLoader)
    return data


def section_labels() -> dict[str, str]:
    """The standard sections of a report, with their names."""
    return {code: section["label"] for code, section in vocabulary()["sections"].items()}
