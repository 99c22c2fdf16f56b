"""Every address of the desk says for which action of the policy it stands, and passes the gate with it."""

from __future__ import annotations

import pytest

from wederhoor.desk.actions import ACTIONS, OPEN
from wederhoor.desk.urls import urlpatterns
from wederhoor.dossier.policy import ACTIONS as KNOWN
from wederhoor.dossier.policy import NEEDS, Standing, refusal

NAMES = sorted(str(pattern.name) for pattern in urlpatterns)


@pytest.mark.parametrize("name", NAMES)
def test_every_address_declares_its_action(name: str) -> None:
    assert name in ACTIONS, f"say in desk/actions.py which action of the policy '{name}' stands for"
    assert ACTIONS[name] in KNOWN | OPEN


def test_no_action_is_declared_for_an_address_that_is_gone() -> None:
    assert sorted(ACTIONS.keys() - set(NAMES)) == []


def test_an_address_about_one_dossier_never_goes_round_the_gate() -> None:
    about = {str(p.name) for p in urlpatterns if str(p.pattern).startswith("dossiers/<str:number>/")}
    assert sorted(name for name in about if ACTIONS[name] in OPEN) == []


def test_an_undeclared_action_is_refused_to_everybody() -> None:
    assert all(refusal(kind, "undeclared", Standing(member=True, assigned=True)) for kind in NEEDS)
