"""The way out stands in the letters themselves: the dispute body with how to reach it, the municipality's desk or how to find it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from wederhoor.correspondence.dispatch import drafts
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, NewPerson, Received
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import AMSTERDAM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)
CLOSING = {"procedure_followed": "Wij hoorden beide kanten.", "outcome_words": "De afspraken zijn nieuw gemaakt."}
JUDGED = {"reasons": "Zo was het.", "decisions": "Wij doen het anders.", "measures_by": "Voor 1 mei."}


class Complaint:
    """A complaint at JOT under a law, handled by the handler and the director."""

    def __init__(self, law: str) -> None:
        self.here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
        self.now, self.actors = NOW, {}
        values = {"channel": "email", "capacity": "client", "kind": "complaint", "law": law}
        received = door.receive(
            self.here, Command("receive", "complainant", values), texts={"complaint": "Tekst"}, subject="Onderwerp",
            people=[NewPerson("complainant", "Kees Klager", "client", {"email": "k@voorbeeld.test"}), NewPerson("accused", "B. Mus")],
            actor=door.visitor(self.here.pk), now=NOW, submitted_key=uuid4().hex,
        )  # fmt: skip
        assert isinstance(received, Received)
        self.number, self.code = received.number, received.code
        for role in ("handler", "director"):
            account = Account.objects.create_user(f"{role}@voorbeeld.test", role)
            Membership.objects.create(account=account, organisation=self.here, role=role)
            self.actors[role] = Actor(account.pk, role, self.here.pk)
        for role, actor in self.actors.items():
            first = self.actors["handler"]
            opened = door.open_dossier(self.here, self.number, actor=first, action="read", now=NOW)
            door.assign(opened, actor.account, role, actor=first, now=NOW)  # type: ignore[arg-type]  # staff have one

    def do(self, role: str, act: str, texts: dict[str, str] | None = None, **values: Any) -> None:
        self.now += timedelta(hours=1)
        dossier = door.open_dossier(self.here, self.number, actor=self.actors[role], action="read", now=self.now)
        done = door.perform(
            dossier, Command(act, role, values), texts=texts or {}, actor=self.actors[role], now=self.now, expected_seq=dossier.seq
        )  # fmt: skip
        assert done.event, done.refusal

    def judge(self) -> None:
        for party in ("complainant", "accused"):
            self.do("handler", "hear", party=party, how="oral")
        self.do("director", "judge", JUDGED, outcome="unfounded")

    def letter(self, name: str) -> str:
        dossier = door.open_dossier(self.here, self.number, actor=self.actors["handler"], action="read", now=self.now)
        found = next(one for one in drafts(dossier, self.now, {}) if one.name == name)
        assert found.letter is not None, found.missing
        return found.letter.text


@pytest.mark.requirement("JOT-18")
@pytest.mark.parametrize("law", ["wlz", "zvw"])
def test_the_closing_letter_names_the_dispute_body_and_how_to_reach_it(law: str) -> None:
    one = Complaint(law)
    one.judge()
    one.do("handler", "register", {"actions": "Gesproken.", "results": "Nieuwe afspraken."}, theme="care")
    one.do("handler", "close", CLOSING)
    said = one.letter("closing")
    assert "De Geschillencommissie Zorg" in said
    assert "070 - 310 53 80" in said


@pytest.mark.requirement("JOT-26")
def test_one_record_of_each_contact_point_feeds_the_page_the_confirmation_and_the_closing_letter(
    client: Client,
) -> None:
    one = Complaint("wlz")
    told = {"handler": "0513 00 00 01", "complaints desk": "0513 00 00 02", "dispute committee": "0513 00 00 03"}
    for code, telephone in told.items():
        one.here.contact_points.create(code=code, telephone=telephone)
    one.do("handler", "acknowledge")
    shown = {
        "page": client.get(f"/{one.here.code}/").content.decode(),
        "confirmation": one.letter("confirmation"),
    }
    one.judge()
    one.do("handler", "register", {"actions": "Gesproken.", "results": "Nieuwe afspraken."}, theme="care")
    one.do("handler", "close", CLOSING)
    shown["closing"] = one.letter("closing")
    for where, words in shown.items():
        assert [telephone for telephone in told.values() if telephone not in words] == [], where
        assert "070 - 310 53" not in words, where


@pytest.mark.requirement("JOT-19")
def test_the_letter_about_the_wmo_names_the_desk_of_the_municipality_that_was_given() -> None:
    one = Complaint("wmo")
    one.judge()
    one.do("handler", "tell wmo desk", {"municipality": "Gemeente Haarlem", "explanation": "U kunt ook daar klagen."})
    said = one.letter("wmo-desk")
    assert "Gemeente Haarlem" in said
    assert "Geschillencommissie" not in said


@pytest.mark.requirement("JOT-19")
def test_where_the_municipality_is_not_known_the_letter_says_how_to_find_its_desk() -> None:
    one = Complaint("wmo")
    one.judge()
    one.do("handler", "tell wmo desk", {"explanation": "U kunt ook bij de gemeente klagen."})
    assert "bel 14 met het netnummer van uw gemeente" in one.letter("wmo-desk")
