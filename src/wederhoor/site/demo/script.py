"""The demo's scripts: one YAML file per organisation with its people, plots and complaints. Everybody in them is invented."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

HERE = Path(__file__).resolve().parent


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Strict):
    """An act on a day after reception; ``values`` are answers, ``part`` the part it is about, ``by`` who does it."""

    act: str
    day: int
    by: str = ""
    part: str = ""
    values: dict[str, Any] = Field(default_factory=dict)


class Complaint(_Strict):
    """One complaint: ``ago`` days old, following ``plot``; ``stop`` leaves it there, so that terms pass."""

    subject: str
    story: str
    who: str
    plot: str
    ago: int
    stop: int | None = None
    capacity: str = "client"
    law: str = ""
    place: str = ""
    mail: str = ""
    telephone: str = ""
    accused: bool = False
    values: dict[str, str] = Field(default_factory=dict)


class Life(_Strict):
    """What goes on beside the complaints, which are named by their place in the list, from 1."""

    colleague: str = Field(default="", description="A second person in the role of who handles or coordinates.")
    theirs: tuple[int, ...] = Field(default=(), description="The dossiers of that colleague.")
    away: bool = Field(default=False, description="Whether that colleague is away, with the first to stand in.")
    given: dict[str, tuple[int, ...]] = Field(default_factory=dict, description="Role -> dossiers given to it.")
    papers: dict[int, bool] = Field(
        default_factory=dict, description="Where papers lie, and whether inspection was given."
    )
    contacts: tuple[str, ...] = Field(default=(), description="Roles that wrote down talks without a complaint.")
    note: int = Field(default=0, description="Where a note asks a member of the board to read along.")
    link: int = Field(default=0, description="Where a question was asked by link.")
    hold: int = Field(default=0, description="What may not be destroyed.")
    before: int = Field(default=0, description="How many complaints came and were closed in the year before.")
    quiet: str = Field(default="", description="The place where none of those came: what comes there now stands out.")
    keeps: str = Field(default="", description="The chosen term of retention, where the regulation has none.")


class Script(_Strict):
    """One organisation with everything that happens there."""

    code: str
    name: str
    regulation: str
    colour: str
    city: str
    municipality: str = ""
    parent: str = ""
    kind: str = "provider"
    values: dict[str, str] = Field(default_factory=dict, description="Answers at reception of every complaint.")
    locations: dict[str, str] = Field(default_factory=dict)
    teams: dict[str, str] = Field(default_factory=dict, description="Code of a location -> the team that works there.")
    reached: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="Contact point of the regulation -> how one is reached here, all invented."
    )
    people: dict[str, str] = Field(description="Role code -> invented name.")
    plots: dict[str, tuple[Step, ...]]
    complaints: tuple[Complaint, ...]
    life: Life = Field(default_factory=Life)

    @field_validator("plots", mode="before")
    @classmethod
    def _steps(cls, plots: dict[str, list[Any]]) -> dict[str, list[dict[str, Any]]]:
        """A step is written as 'act @ day', or as {'act @ day': {field: answer, by: role, part: B}}."""
        return {name: [_step(step) for step in steps] for name, steps in plots.items()}


def _step(written: str | dict[str, dict[str, Any]]) -> dict[str, Any]:
    text, given = (written, {}) if isinstance(written, str) else next(iter(written.items()))
    act, day = text.rsplit("@", 1)
    more = {key: value for key, value in given.items() if key not in ("by", "part")}
    return {
        "act": act.strip(),
        "day": int(day),
        "by": given.get("by", ""),
        "part": given.get("part", ""),
        "values": more,
    }


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def scripts() -> list[Script]:
    """All organisations, the ones that others belong to first."""
    return list(_scripts())


@lru_cache(maxsize=1)
def _scripts() -> tuple[Script, ...]:
    """Read once: who plays many organisations asks for them at each."""
    found = [
        Script.model_validate(_read(file)) for file in sorted(HERE.glob("*.yaml")) if file.stem not in ("texts", "post")
    ]
    return tuple(sorted(found, key=lambda script: (bool(script.parent), script.name)))


@lru_cache(maxsize=1)
def _texts() -> dict[str, str | list[str]]:
    """Read once, whichever wordings are asked for."""
    found: dict[str, str | list[str]] = _read(HERE / "texts.yaml")
    return found


def texts(nth: int = 0) -> dict[str, str]:
    """What is written where an act asks for words, per question; 'otherwise' for the rest. ``nth``: of several wordings which."""
    found = _texts().items()
    return {name: words[nth % len(words)] if isinstance(words, list) else words for name, words in found}
