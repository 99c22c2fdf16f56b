"""Who may do what in which phase, complete: regulation x phase x role, compared with the list that was read and agreed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tools.matrix import matrix
from wederhoor.procedure.loading import load_regulation, versions

FOLDER = Path(__file__).parent / "matrix"
PROVIDERS = ("jot", "zk", "zk-lid", "ott", "izw", "loj")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_permitted_acts_are_those_agreed(provider: str) -> None:
    agreed = yaml.safe_load((FOLDER / f"{provider}.yaml").read_text("utf-8"))
    assert matrix(provider) == agreed


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_matrix_has_every_phase_and_every_role(provider: str) -> None:
    regulation, found = load_regulation(versions(provider)[-1]), matrix(provider)
    assert set(found) == set(regulation.phases)
    assert all(set(row["may"]) == set(regulation.roles) for row in found.values())  # type: ignore[call-overload]
