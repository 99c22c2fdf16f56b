"""Zorgkracht 12 in the store: its members and its versions, each proof with the number of the requirement."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.procedure.conftest import at
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, NewPerson, Received
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.queries import Filters, worklist
from wederhoor.dossier.regulations import in_force
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.data import root

NOW = at("2026-03-02T10:00")


@pytest.fixture
def cooperative(db: None) -> Organisation:
    """The cooperative with two members, each with its own board."""
    whole = Organisation.objects.create(code="cooperatie", name="Coöperatie", kind="cooperative", regulation="zk")
    for code in ("lid-a", "lid-b"):
        member = Organisation.objects.create(code=code, name=f"Zorg {code}", parent=whole)
        account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Leiding {code}")
        Membership.objects.create(account=account, organisation=member, role="member board")
    return whole


def board(code: str) -> Actor:
    """The board of a member, acting in the cooperative's dossiers."""
    member = Organisation.objects.get(code=code)
    account = Account.objects.get(email=f"{code}@voorbeeld.test")
    return Actor(account.pk, "member board", member.pk)


def neighbours_complaint(whole: Organisation) -> Received:
    """A neighbour complains about a member, as anybody may."""
    command = Command(
        "receive", "complainant", {"channel": "portal form", "capacity": "anyone else", "kind": "complaint"}
    )
    received = door.receive(
        whole, command, texts={"complaint": "Overlast"}, people=(NewPerson("complainant", "Buur Vrouw", "anyone else"),),
        subject="Overlast", actor=door.visitor(whole.pk), now=NOW, submitted_key="form-1",
        member=Organisation.objects.get(code="lid-a"),
    )  # fmt: skip
    assert isinstance(received, Received)
    return received


@pytest.mark.requirement("ZK-01")
def test_a_neighbour_complains_about_member_a_and_the_board_of_member_b_sees_nothing_of_it(
    cooperative: Organisation,
) -> None:
    number = neighbours_complaint(cooperative).number
    seen = {
        code: [r.number for r in worklist(cooperative, board(code), Filters(), now=NOW).rows]
        for code in ("lid-a", "lid-b")
    }
    assert seen == {"lid-a": [number], "lid-b": []}
    assert door.open_dossier(cooperative, number, actor=board("lid-a"), action="read", now=NOW).number == number
    with pytest.raises(NotFound):
        door.open_dossier(cooperative, number, actor=board("lid-b"), action="read", now=NOW)


@pytest.fixture
def with_version_5(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same data with a next version of zk, from 1 July 2026."""
    shutil.copytree(root() / "law", tmp_path / "law")
    (tmp_path / "regulations" / "zk").mkdir(parents=True)
    for common in ("_vocabulary.yaml", "_register.yaml"):
        shutil.copy(root() / "regulations" / common, tmp_path / "regulations")
    text = (root() / "regulations" / "zk" / "2024-01-01.yaml").read_text("utf-8")
    (tmp_path / "regulations" / "zk" / "2024-01-01.yaml").write_text(text, "utf-8")
    newer = text.replace('version: "4"', 'version: "5"', 1).replace(
        "in_force_from: 2024-01-01", "in_force_from: 2026-07-01", 1
    )
    (tmp_path / "regulations" / "zk" / "2026-07-01.yaml").write_text(newer, "utf-8")
    monkeypatch.setenv("WEDERHOOR_DATA", str(tmp_path))


@pytest.mark.requirement("ZK-09")
@pytest.mark.usefixtures("with_version_5")
def test_a_dossier_stays_under_the_version_in_force_when_it_was_received(cooperative: Organisation) -> None:
    before, after = (in_force(cooperative, day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (before, after) == ("zk/2024-01-01.yaml", "zk/2026-07-01.yaml")
    received = neighbours_complaint(cooperative)
    later = door.open_dossier(
        cooperative, received.number, actor=board("lid-a"), action="read", now=at("2026-08-01T10:00")
    )
    assert (later.row.regulation, later.row.version) == ("zk/2024-01-01.yaml", "4")
    assert later.state.regulation.version == "4"


@pytest.mark.requirement("ZK-10")
def test_a_complaint_about_a_member_with_its_own_regulation_is_pinned_on_that_one(
    cooperative: Organisation,
) -> None:
    Organisation.objects.filter(code="lid-a").update(regulation="zk-lid")
    received = neighbours_complaint(cooperative)
    dossier = door.open_dossier(cooperative, received.number, actor=board("lid-a"), action="read", now=NOW)
    assert (dossier.row.regulation, dossier.row.version) == ("zk-lid/2024-01-01.yaml", "1")
    assert dossier.row.beside == "zk/2024-01-01.yaml"
    assert dossier.state.regulation.part_of == "zk"
