"""A cooperative at the desk: each complaint belongs to one member provider, and the others see nothing of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.desk.conftest import NOW, WORKLIST, dossier_address, text
from wederhoor.dossier import door
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.loading import load_for


@pytest.fixture
def browsers(db: None) -> dict[str, Client]:
    """Who coordinates at each of two members of one cooperative, with a browser each."""
    parent = Organisation.objects.create(code="samen", name="Samen", regulation="zk", kind="cooperative")
    regulation = load_for("zk-lid", NOW.date())
    role = next(code for code, rule in regulation.roles.items() if rule.kind in {"handler", "coordinator", "board"})
    found = {}
    for code in ("a", "b"):
        member = Organisation.objects.create(code=code, name=f"Lid {code}", regulation="zk-lid", parent=parent)
        account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Medewerker {code}")
        Membership.objects.create(account=account, organisation=member, role=role)
        found[code] = Client()
        found[code].force_login(account)
    return found


@pytest.mark.requirement("ZK-01")
def test_the_pages_of_another_member_hold_nothing_of_it(browsers: dict[str, Client]) -> None:
    parent, member = Organisation.objects.get(code="samen"), Organisation.objects.get(code="a")
    regulation = load_for("zk-lid", NOW.date())
    values = {
        "channel": next(code for code, c in regulation.channels.items() if c.public), "capacity": next(iter(regulation.capacities)),
        "law": next(iter(regulation.laws)), "kind": next(iter(regulation.kinds)),
    }  # fmt: skip
    received = door.receive(
        parent, Command("receive", "complainant", values), texts={"complaint": "Lawaai bij de buren."}, subject="Lawaai",
        people=[door.NewPerson("complainant", "Buur Man", values["capacity"])], actor=door.visitor(parent.pk), now=NOW,
        submitted_key="buur", member=member,
    )  # fmt: skip
    assert isinstance(received, door.Received), received
    address = dossier_address(received.number)
    own, other = browsers["a"], browsers["b"]
    assert own.get(address).status_code == 200
    assert "Lawaai" in text(own.get(WORKLIST))  # type: ignore[arg-type]  # the client's own response adds to it
    assert other.get(address).status_code == 404
    for place in (WORKLIST, f"{WORKLIST}?tab=all", f"{WORKLIST}?q=lawaai", f"{WORKLIST}brieven/"):
        assert "Lawaai" not in text(other.get(place))  # type: ignore[arg-type]  # the client's own response adds to it
        assert address not in other.get(place).content.decode()
