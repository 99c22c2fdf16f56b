"""Need-to-know, cell by cell, against a table that was written by hand beside it: `policy_table.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from wederhoor.dossier import policy
from wederhoor.dossier.policy import (
    ACTIONS,
    COMPARTMENTS,
    NEEDS,
    Standing,
    compartments,
    reads_document,
    reads_letter,
    refusal,
)
from wederhoor.procedure.loading import load_for, load_regulation, providers, versions

WRITTEN: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "policy_table.yaml").read_text("utf-8"))
STANDINGS = {name: Standing(**dict.fromkeys(flags, True)) for name, flags in WRITTEN["standings"].items()}
NOBODYS = ("peek", "")
CLOSED = policy.closed
Cell = tuple[str, str, str, str]


def cells() -> Iterator[Cell]:
    """Kind, standing, action, compartment: all of them, with two actions that do not exist."""
    return product(WRITTEN["kinds"], STANDINGS, [*sorted(ACTIONS), *NOBODYS], COMPARTMENTS)


def as_written() -> dict[Cell, bool]:
    """Each cell as the hand-written table has it."""
    kinds = WRITTEN["kinds"]
    return {
        (kind, standing, action, part): action in kinds[kind].get(standing, ()) and part in kinds[kind]["sees"]
        for kind, standing, action, part in cells()
    }


def as_decided() -> dict[Cell, bool]:
    """Each cell as the policy decides it."""
    return {
        (kind, standing, action, part): not policy.closed(kind, action, part, STANDINGS[standing])
        for kind, standing, action, part in cells()
    }


def may() -> dict[tuple[str, str, str], bool]:
    """Whether the action itself is refused, apart from what opens: a role that sees no compartment may still act."""
    return {
        (kind, standing, action): not refusal(kind, action, STANDINGS[standing])
        for kind, standing, action in product(WRITTEN["kinds"], STANDINGS, sorted(ACTIONS))
    }


def may_as_written() -> dict[tuple[str, str, str], bool]:
    return {key: key[2] in WRITTEN["kinds"][key[0]].get(key[1], ()) for key in may()}


def differences() -> list[Any]:
    """Everything in which policy and table differ."""
    decided, written, allowed, listed = as_decided(), as_written(), may(), may_as_written()
    return [c for c in decided if decided[c] != written[c]] + [c for c in allowed if allowed[c] != listed[c]]


def test_the_table_has_every_kind_action_and_standing() -> None:
    assert NEEDS.keys() == WRITTEN["kinds"].keys() == WRITTEN["openable"].keys()
    named = {action for kind in WRITTEN["kinds"].values() for s in STANDINGS for action in kind.get(s, ())}
    assert named == ACTIONS
    flags = {flag for standing in WRITTEN["standings"].values() for flag in standing}
    assert flags == set(Standing.__dataclass_fields__)


@pytest.mark.requirement("OTT-19")
def test_every_cell_is_as_it_was_written_by_hand() -> None:
    assert len(as_decided()) > 6_000
    assert differences() == []


def _flipped(monkeypatch: pytest.MonkeyPatch, wrong: frozenset[Cell]) -> list[Any]:
    """What the comparison names when the policy answers these cells the other way round."""
    position = {standing: name for name, standing in STANDINGS.items()}

    def turned(kind: str, action: str, part: str, standing: Standing, sees: tuple[str, ...] = ()) -> str:
        said = CLOSED(kind, action, part, standing, sees)
        return said if (kind, position[standing], action, part) not in wrong else "" if said else "dicht"

    monkeypatch.setattr(policy, "closed", turned)
    return differences()


def test_every_cell_flipped_once_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    every = list(cells())
    assert set(_flipped(monkeypatch, frozenset(every))) == set(every), "each cell turned is a cell named"
    for cell in every[::97]:
        assert _flipped(monkeypatch, frozenset({cell})) == [cell], "and one turned alone is the one named"


@pytest.mark.parametrize("kind", NEEDS)
def test_every_entry_of_the_table_changed_once_is_caught(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    need = NEEDS[kind]
    changed = [replace(need, actions=need.actions ^ {action}) for action in ACTIONS]
    changed += [replace(need, sees=need.sees ^ {part}) for part in COMPARTMENTS if kind in policy.OPENABLE[part]]
    changed += [replace(need, per_dossier=not need.per_dossier)] if need.actions else []
    for other in changed:
        if not (need.actions or other.actions):
            continue  # whoever may do nothing reads nothing, whatever it could see
        monkeypatch.setattr(policy, "NEEDS", {**NEEDS, kind: other})
        assert differences(), other


VETOES = ("recused", "kept_out", "accused", "involved", "untold", "objected")


@pytest.mark.parametrize("flag", VETOES)
def test_a_veto_left_out_is_caught(flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = policy.veto

    def forgetful(kind: str, action: str, standing: Standing) -> str:
        return whole(kind, action, replace(standing, **{flag: False}))

    monkeypatch.setattr(policy, "veto", forgetful)
    assert differences()


def test_a_veto_beats_every_role_and_every_assignment() -> None:
    position = Standing(member=True, assigned=True, substitute=True)
    for kind, action in product(NEEDS, ACTIONS):
        for shut in (replace(position, recused=True), replace(position, kept_out=True)):
            assert refusal(kind, action, shut)
        assert kind == "accused" or refusal(kind, action, replace(position, accused=True))
        assert kind in policy.PARTIES or refusal(kind, action, replace(position, involved=True))


def test_an_unknown_kind_is_refused() -> None:
    assert refusal("wizard", "read", Standing(member=True, assigned=True))


@pytest.mark.requirement("LOJ-32")
def test_no_regulation_opens_what_is_shut_to_a_kind() -> None:
    opened = {kind: compartments(kind, COMPARTMENTS) for kind in NEEDS}
    assert opened == {kind: set(parts) for kind, parts in WRITTEN["openable"].items()}
    assert [kind for kind, parts in opened.items() if "committee" in parts] == ["coordinator", "committee"]


@pytest.mark.parametrize("provider", providers())
def test_what_a_regulation_opens_can_be_opened(provider: str) -> None:
    """So that nobody reads in the file that a role sees what the software keeps shut."""
    for path in versions(provider):
        for name, role in load_regulation(path).roles.items():
            assert set(role.sees) <= compartments(role.kind, COMPARTMENTS), f"{path.name}: {name}"


def test_compartments_from_the_regulation_before_those_of_the_table() -> None:
    assert compartments("mediator", ("mediation",)) == {"mediation"}
    assert compartments("mediator") == {"party", "mediation"}


def test_a_party_reads_only_the_letters_written_to_it() -> None:
    regulation = load_for("ott", date(2026, 1, 1))
    assert reads_letter(regulation, "complainant", "confirmation")
    assert not reads_letter(regulation, "accused", "confirmation")
    assert reads_letter(regulation, "accused", "withdrawal-accused")
    assert reads_letter(regulation, "mediator", "confirmation")


def test_what_is_no_letter_opens_for_a_party_only_when_shown_and_as_it_came_only_for_who_works_on_papers() -> None:
    regulation = load_for("loj", date(2026, 1, 1))
    opens = {
        (role, kind, shown_to)
        for role in ("complainant", "accused", "board", "officer", "secretary", "confidant", "chair", "manager")
        for kind in ("paper", "original", "redaction", "inspection")
        for shown_to in ("", "complainant", "accused", "both")
        if reads_document(regulation, role, kind, "", shown_to)
    }
    kept = {role for role, kind, _ in opens if kind == "original"}
    assert kept == {"officer", "secretary", "confidant", "chair"}
    assert {shown for role, kind, shown in opens if role == "complainant"} == {"complainant", "both"}
    assert {shown for role, kind, shown in opens if role == "accused"} == {"accused", "both"}
    assert ("manager", "paper", "") in opens, "staff who see the compartment read the clean copy"
