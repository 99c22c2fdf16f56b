"""The words of the invented complaints, put together from ``stories.yaml``: the same luck gives the same words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from random import Random

import yaml
from pydantic import BaseModel, ConfigDict


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    themes: tuple[str, ...]
    subjects: tuple[str, ...]
    sentences: tuple[str, ...]


class _Stories(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    first: tuple[str, ...]
    last: tuple[str, ...]
    workers: tuple[str, ...]
    days: tuple[str, ...]
    times: tuple[str, ...]
    groups: tuple[_Group, ...]


@lru_cache(maxsize=1)
def _stories() -> _Stories:
    file = Path(__file__).with_name("stories.yaml")
    return _Stories.model_validate(yaml.safe_load(file.read_text("utf-8")))


def story(theme: str, luck: Random) -> tuple[str, str]:
    """Subject and story of a complaint about this theme; of one that no group names, something of the last group."""
    known = _stories()
    group = next((one for one in known.groups if theme in one.themes), known.groups[-1])
    words = " ".join(luck.sample(group.sentences, min(3, len(group.sentences))))
    said = words.format(name=luck.choice(known.workers), day=luck.choice(known.days), times=luck.choice(known.times))
    return luck.choice(group.subjects), said


def people(luck: Random) -> str:
    """The name of somebody who does not exist."""
    known = _stories()
    return f"{luck.choice(known.first)} {luck.choice(known.last)}"
