"""Write tests/regulations/matrix/<provider>.yaml: per phase and role every permitted act, to be read and committed.

The state of a phase is the first one that a scenario of that provider reaches, scenarios in order of name.
Run `python -m tools.matrix` after a deliberate change of a regulation, and read the difference before committing it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import yaml

from wederhoor.procedure.acts import permitted
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import providers
from wederhoor.procedure.scenario import play

FOLDER = Path("tests/regulations/matrix")
Matrix = dict[str, dict[str, object]]


def _cell(state_acts: list[str]) -> str:
    return ", ".join(sorted(dict.fromkeys(state_acts)))


def matrix(provider: str) -> Matrix:
    """Phase -> scenario that shows it, and role -> permitted acts, an hour after the event that led there."""
    found: Matrix = {}
    for path in sorted((root() / "regulations" / provider / "scenarios").glob("*.yaml")):
        for at, state in play(path).states[1:]:
            now = at + timedelta(hours=1)
            phase = state.phase(now)
            if phase not in found:
                roles = {
                    role: _cell([a.act for a in permitted(state, role, now).may]) for role in state.regulation.roles
                }
                found[phase] = {"reached in": f"{path.stem}, event {state.seq}", "may": roles}
    return found


def as_yaml(provider: str) -> str:
    """The matrix as it stands in its file."""
    return yaml.safe_dump(matrix(provider), allow_unicode=True, sort_keys=False, width=140)


def main() -> None:
    """Write the matrix of every provider that has scenarios."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for provider in providers():
        if list((root() / "regulations" / provider / "scenarios").glob("*.yaml")):
            (FOLDER / f"{provider}.yaml").write_text(as_yaml(provider), "utf-8")


if __name__ == "__main__":
    main()
