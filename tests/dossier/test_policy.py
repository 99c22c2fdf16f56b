"""Need-to-know, cell by cell: kind of role, action, and how somebody stands towards the dossier."""

from __future__ import annotations

from datetime import date

import pytest

from wederhoor.dossier.policy import ACTIONS, NEEDS, Standing, compartments, reads_letter, refusal
from wederhoor.procedure.loading import load_for

OUTSIDE = {"read", "act", "document", "attach"}
MAY = {
    "complainant": OUTSIDE | {"list"},
    "accused": OUTSIDE | {"list"},
    "handler": {"read", "act", "list", "document", "attach", "assign", "export", "destroy"},
    "coordinator": {"read", "act", "list", "document", "attach", "assign", "export", "destroy"},
    "board": OUTSIDE | {"list", "export"},
    "mediator": OUTSIDE | {"list"},
    "confidant": OUTSIDE | {"list"},
    "committee": OUTSIDE | {"list"},
    "external": OUTSIDE | {"list"},
    "employee": OUTSIDE | {"list"},
    "client council": set(),
}
CELLS = [(kind, action) for kind in NEEDS for action in sorted(ACTIONS)]
WITHOUT_ASSIGNMENT = {"handler", "coordinator", "board"}


def test_table_has_every_kind() -> None:
    assert NEEDS.keys() == MAY.keys()


@pytest.mark.parametrize(("kind", "action"), CELLS)
def test_assigned_colleague(kind: str, action: str) -> None:
    assert (refusal(kind, action, Standing(member=True, assigned=True)) == "") == (action in MAY[kind])


@pytest.mark.parametrize(("kind", "action"), CELLS)
def test_colleague_without_assignment(kind: str, action: str) -> None:
    allowed = action in MAY[kind] and kind in WITHOUT_ASSIGNMENT
    assert (refusal(kind, action, Standing(member=True)) == "") == allowed


@pytest.mark.parametrize(("kind", "action"), CELLS)
@pytest.mark.parametrize(
    "standing",
    [
        Standing(),
        Standing(member=True, assigned=True, recused=True),
        Standing(member=True, assigned=True, accused=True),
    ],
    ids=["another organisation", "recused", "is the accused"],
)
def test_vetoes_beat_every_role(kind: str, action: str, standing: Standing) -> None:
    if kind == "accused" and standing.accused:
        return
    assert refusal(kind, action, standing)


def test_unknown_kind_or_action_is_refused() -> None:
    assert refusal("wizard", "read", Standing(member=True, assigned=True))
    assert refusal("handler", "peek", Standing(member=True, assigned=True))


def test_compartments_from_the_regulation_before_those_of_the_table() -> None:
    assert compartments("mediator", ("mediation",)) == {"mediation"}
    assert compartments("mediator") == {"party", "mediation"}
    assert "handler" not in compartments("complainant")


def test_a_party_reads_only_the_letters_written_to_it() -> None:
    regulation = load_for("ott", date(2026, 1, 1))
    assert reads_letter(regulation, "complainant", "confirmation")
    assert not reads_letter(regulation, "accused", "confirmation")
    assert reads_letter(regulation, "accused", "withdrawal-accused")
    assert reads_letter(regulation, "mediator", "confirmation")
