"""Canaries from the other side: who was invited walks all their own pages and tries every address of the dossier; none finds more."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from tests.e2e import canary
from tests.e2e.canary import Persona, Planted
from tests.e2e.test_canary import NOW, REGULATIONS, START, Walk, place, rows_of
from wederhoor.dossier import door, people, taking_part
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Document, Paper
from wederhoor.dossier.taking_part import Inviting

__all__ = ["place"]

ASSISTANTS = {"assistant of accused": "accused", "assistant of complainant": "complainant"}


def opened(planted: Planted) -> door.OpenDossier:
    return door.open_dossier(planted.here, planted.number, actor=canary.giver(planted), action="read", now=NOW)


class Invited(Walk):
    """Somebody of the dossier, who came in by a link of their own."""

    def __init__(self, planted: Planted, code: str) -> None:
        dossier, actor = opened(planted), canary.giver(planted)
        person = next(one for one in dossier.people if one.code == code)
        super().__init__(planted, Persona(person.side, "accused", planted.personas[0].account, True, planted.here))
        given = Inviting((NOW + timedelta(weeks=1)).date(), taking_part.CODE)
        link = taking_part.invite(dossier, person, given, actor=actor, now=NOW)
        self.client, self.start = Client(), f"/meedoen/{dossier.id}/"
        assert self.client.post(f"/meedoen/link/{link.address}/", {"said": link.code}).status_code == 200

    def _local(self, address: str, link: str) -> str:
        return link if link.startswith(self.start) and "/weg/" not in link else ""

    def _worth(self, address: str) -> bool:
        return True

    def visit(self, address: str) -> str:
        """A planted letter is no real PDF: then its bytes are read as they are."""
        try:
            return super().visit(address)
        except pypdfium2.PdfiumError:
            self.seen[address] = self.client.get(address).content.decode(errors="replace")
            return self.seen[address]

    def lists(self) -> Walk:
        """All of their own pages, every paper and letter of the dossier by its id, and the pages of the desk."""
        with in_organisation(self.planted.here.pk):
            files = [*Document.objects.values_list("id", flat=True), *Paper.objects.values_list("id", flat=True)]
        desk = f"{START}dossiers/{self.planted.number}/"
        numbers = [f"{self.start}vraag/{n}/" for n in range(12)]
        self.visit_all([self.start, f"{self.start}gezegd/", f"{self.start}stukken/", desk, f"{desk}mensen/", *numbers])
        self.visit_all(f"{self.start}stukken/{one}/" for one in files)
        return self


def strays(walk: Walk, may: set[str]) -> dict[str, str]:
    return {word: where for word, where in walk.canaries().items() if word not in may}


def of_side(planted: Planted, side: str) -> set[str]:
    """What a side may find once both were heard; how to reach the complainant is the complainant's own."""
    return canary._of_side(planted, side, told=True) - {canary.word("address")}


@pytest.mark.parametrize("provider", REGULATIONS)
@pytest.mark.requirement("OTT-19", "LOJ-32")
def test_who_was_invited_finds_only_what_is_for_their_side(provider: str) -> None:
    planted = canary.plant(provider, NOW, told=True)
    canary.fill(planted, NOW)
    actor = canary.giver(planted)
    codes = {side: people.add(opened(planted), NewPerson(side, "Iemand"), actor=actor, now=NOW) for side in ASSISTANTS}
    for side, code in {"accused": "p2", **codes}.items():
        walk = Invited(planted, code).everywhere(set())
        assert len(walk.seen) > 15
        found, own = walk.canaries(), ASSISTANTS.get(side, side)
        assert strays(walk, of_side(planted, own) | _given(planted) | _letter_to(planted, own)) == {}, side
        assert canary.word("story") in found


def _given(planted: Planted) -> set[str]:
    """The paper that ``fill`` shows to both sides, with its redacted copy."""
    return {word for word in planted.only["around"] if "Paper" in word or "Redacted" in word}


def _letter_to(planted: Planted, side: str) -> set[str]:
    """The letter that left, where it was written to this side; the one that still waits is nobody's yet."""
    roles, left = planted.regulation.roles, list(planted.regulation.letters.values())[1]
    to = {roles[role].kind for role in left.to if role in roles}
    return {canary.word("letter", "sent"), canary.word("label", "sent")} if side in to else set()


@pytest.mark.parametrize("provider", [one for one in REGULATIONS if one != "zk"])
@pytest.mark.requirement("OTT-19")
def test_who_was_only_asked_something_finds_nothing_else(provider: str) -> None:
    planted = canary.plant(provider, NOW, told=True)
    canary.happen(planted, "ask information", {"question": "Wat zag u?"}, NOW, person="p3")
    walk = Invited(planted, "p3").everywhere(set())
    assert strays(walk, set()) == {}
    assert "Wat zag u?" in walk.seen[walk.start]  # type: ignore[attr-defined]  # the walk is that of an invited person


@pytest.mark.parametrize("provider", REGULATIONS)
@pytest.mark.requirement("OTT-19")
def test_an_accused_with_an_account_who_was_not_told_finds_not_even_that_it_is_there(provider: str) -> None:
    planted = canary.plant(provider, NOW, told=False)
    accused = planted.staff("accused")
    browser, dossier = Client(), opened(planted)
    browser.force_login(accused.account)
    body = browser.get("/meedoen/").content.decode()
    assert planted.number not in body
    assert all(browser.get(f"/meedoen/{dossier.id}/{page}").status_code == 404 for page in ("", "gezegd/", "stukken/"))


def test_a_draft_a_link_and_its_secrets_are_destroyed_with_the_dossier() -> None:
    planted = canary.plant("ott", NOW, told=True)
    walk = Invited(planted, "p2")
    typed = {"response": canary.word("outside draft")}
    assert walk.client.post(f"{walk.start}doen/respond/bewaren/", typed).status_code == 302
    assert rows_of(planted).keys() >= {"takingpart", "outsidedraft"}
