"""What is learnt under each of the regulations holds nobody: every role walks every page and file of learning over a closed dossier
full of canaries, before and after it is destroyed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from tests.e2e import canary
from tests.e2e.canary import Persona, Planted
from tests.e2e.test_canary import NOW, REGULATIONS, START, Walk, database
from wederhoor.desk.learning.tabs import tabs_for
from wederhoor.dossier import destruction, door, register
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.insight import gathering, signals
from wederhoor.organisations.models import Membership
from wederhoor.procedure.loading import load_for

LEARN = f"{START}leren/"
LATER = NOW + timedelta(days=320)
"""In the next year, when the reports over the year of the complaint are made."""


@pytest.fixture(autouse=True)
def clock(db: None) -> None:
    """The walks set the clock themselves."""


class Learning(Walk):
    """Somebody who walks nothing but learning, and begins every report that is theirs to write."""

    def _local(self, address: str, link: str) -> str:
        found = super()._local(address, link)
        return found if found.startswith(LEARN) else ""

    def _worth(self, address: str) -> bool:
        return "afmelden" not in address

    def lists(self) -> Walk:
        """Where a walk begins."""
        self.begin()
        self.visit(LEARN)
        self.visit(f"{LEARN}rapporten/")
        return self

    def begin(self) -> None:
        page = self.client.get(f"{LEARN}rapporten/").content.decode()
        for form in page.split("<form")[1:]:
            if "rapporten/begin/" in form:
                given = {
                    name: form.split(f'name="{name}" value="')[1].split('"')[0]
                    for name in ("code", "first", "group", "member")
                }
                assert self.client.post(f"{LEARN}rapporten/begin/", given).status_code == 302


def closed(provider: str) -> Planted:
    """A complaint full of canaries that was closed: in the register, in the lists of measures and signals."""
    planted = canary.plant(provider, NOW, told=True)
    canary.close(planted, NOW)
    dossier = door.open_dossier(planted.here, planted.number, actor=canary.giver(planted), action="read", now=NOW)
    with in_organisation(planted.here.pk):
        register.keep(dossier.row, dossier.state, NOW)
        assert RegisterRow.objects.filter(organisation=planted.here).exists()
    gathering.gather(planted.here, NOW)
    signals.look(planted.here, now=NOW)
    return planted


def learners(planted: Planted) -> list[Persona]:
    """One of each role that opens anything of learning."""
    regulation, found = load_for(planted.regulation.provider, LATER.date()), {}
    for persona in planted.personas:
        membership = Membership.objects.get(account=persona.account, organisation=persona.at)
        if persona.at == planted.here and tabs_for(regulation, membership):
            found.setdefault(persona.role, persona)
    return list(found.values())


def walked(planted: Planted, at: datetime, most: int = 99) -> tuple[dict[str, dict[str, str]], set[str]]:
    """The canaries that each of them met, and every page that any of them saw."""
    strays, pages = {}, set()
    with time_machine.travel(at, tick=False):
        for persona in learners(planted)[:most]:
            walk = Learning(planted, persona).everywhere(set())
            pages |= {address.partition("?")[0] for address in walk.seen}
            if seen := walk.canaries():
                strays[persona.role] = seen
    return strays, pages


@pytest.mark.parametrize("provider", REGULATIONS)
@pytest.mark.requirement("OTT-19")
@pytest.mark.requirement("OTT-20")
def test_what_is_learnt_holds_nobody_of_a_dossier_before_and_after_it_is_destroyed(provider: str) -> None:
    with time_machine.travel(NOW, tick=False):
        planted = closed(provider)
    strays, pages = walked(planted, LATER)
    assert strays == {}
    assert {
        f"{LEARN}register/",
        f"{LEARN}maatregelen/",
        f"{LEARN}signalen/",
        f"{LEARN}kalender/",
        f"{LEARN}casussen/",
    } <= pages
    assert any(address.endswith("/pdf/") for address in pages), "a report was begun and printed"
    canary.keep_two_years(planted, NOW)
    end = NOW.replace(year=2028, month=3, day=3)
    with time_machine.travel(end, tick=False):
        dossier = door.open_dossier(
            planted.here, planted.number, actor=canary.destroyer(planted), action="read", now=end
        )
        ids = {str(dossier.id), dossier.id.hex}
        for hold in canary.holding.holds(dossier, actor=canary.destroyer(planted), now=end):
            canary.holding.lift(dossier, hold.id, "klaar", actor=canary.destroyer(planted), now=end)
        destruction.destroy(dossier, actor=canary.destroyer(planted), now=end)
    strays, _ = walked(planted, end, most=1)
    assert strays == {}
    with in_organisation(planted.here.pk):
        assert RegisterRow.objects.filter(organisation=planted.here).exists(), "what was counted stays"
        assert {table for table, row in database() if any(one in row for one in ids)} == {"dossier_tombstone"}
