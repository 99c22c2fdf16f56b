"""After the last day of an affiliation no letter names that body and nothing is handed over to it, until it is renewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from wederhoor.correspondence.dispatch import Draft, drafts, ended, sources, values_of
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, NewPerson, Received
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.organisations.models import Account, Affiliation, Membership, Organisation
from wederhoor.procedure.affiliating import lapsed
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import load_for

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)
YESTERDAY, TODAY = date(2026, 3, 1), date(2026, 3, 2)
VALUES = {"channel": "email", "capacity": "client", "kind": "complaint", "law": "wlz"}
JOT = load_for("jot", TODAY)


class Handler:
    """Who handles a complaint at an organisation under the regulation of JOT."""

    def __init__(self) -> None:
        self.here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
        self.account = Account.objects.create_user("behandelaar@voorbeeld.test", "Naam Behandelaar")
        Membership.objects.create(account=self.account, organisation=self.here, role="handler")
        self.actor = Actor(self.account.pk, "handler", self.here.pk)
        received = door.receive(
            self.here, Command("receive", "complainant", VALUES), texts={"complaint": "Het was koud."},
            people=[NewPerson("complainant", "Ada Boom", "client", {"email": "ada@voorbeeld.test"})], subject="Kou",
            actor=door.visitor(self.here.pk), now=NOW, submitted_key=uuid4().hex,
        )  # fmt: skip
        assert isinstance(received, Received)
        self.number = received.number

    @property
    def dossier(self) -> door.OpenDossier:
        return door.open_dossier(self.here, self.number, actor=self.actor, action="read", now=NOW)

    def do(self, act: str, **values: str) -> door.Outcome:
        dossier, texts = self.dossier, {"reasons": "Dat wil zij."} if act.startswith("hand") else {}
        command = Command(act, "handler", dict(values))
        return door.perform(dossier, command, texts=texts, actor=self.actor, now=NOW, expected_seq=dossier.seq)

    def letter(self) -> Draft:
        """The confirmation, which by this regulation names the officer outside."""
        return drafts(self.dossier, NOW)[0]

    def says(self) -> str:
        """Everything that it says, or may say."""
        found = self.letter()
        assert found.letter is not None, found.missing
        return found.letter.text + str(values_of(sources(self.dossier, NOW), self.dossier.state.letters[0]))


@pytest.fixture
def handler(db: None, settings: Settings, tmp_path: Path) -> Handler:
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.MAIL_FOLDER = tmp_path
    found = Handler()
    assert found.do("acknowledge").event
    return found


@pytest.mark.requirement("JOT-04")
@pytest.mark.parametrize("body", ["complaints desk", "dispute committee"])
def test_after_its_last_day_no_letter_names_that_body(handler: Handler, body: str) -> None:
    name = next(p.telephone for p in JOT.contact_points.values() if p.body == body)
    ends = Affiliation.objects.create(organisation=handler.here, body=body, until=TODAY)
    assert name in handler.says(), "on the last day it is still named"
    Affiliation.objects.filter(pk=ends.pk).update(until=YESTERDAY)
    assert name not in handler.says()
    Affiliation.objects.create(organisation=handler.here, body=body, since=TODAY)
    assert name in handler.says(), "renewed"


@pytest.mark.requirement("JOT-04")
def test_after_its_last_day_nothing_is_handed_over_to_that_body(handler: Handler) -> None:
    Affiliation.objects.create(organisation=handler.here, body="complaints desk", until=YESTERDAY)
    refused = handler.do("hand over to external officer", **{"sent on": "2026-03-02"}).refusal
    assert refused is not None
    assert "de aansluiting bij Klachtenloket Zorg liep af op 01-03-2026" in refused.because
    assert refused.source == "Verantwoordelijkheden 2"


@pytest.mark.requirement("JOT-04")
def test_a_letter_that_is_owed_leaves_without_that_body_and_its_page_says_why(handler: Handler) -> None:
    Affiliation.objects.create(organisation=handler.here, body="complaints desk", until=YESTERDAY)
    found = handler.letter()
    assert (found.name, found.missing, found.letter is None) == ("confirmation", (), False)
    browser = Client()
    browser.force_login(handler.account)
    page = browser.get(f"/werkplek/dossiers/{handler.number}/brief/confirmation/{found.seq}/").content.decode()
    assert "De aansluiting bij Klachtenloket Zorg liep af op 01-03-2026 (Verantwoordelijkheden 2)" in page


@pytest.mark.requirement("JOT-18")
def test_a_letter_that_names_the_dispute_body_in_passing_says_why_it_no_longer_does(handler: Handler) -> None:
    """The judgement and the closing letter tell where a dispute can be put, although no list asks for it by name."""
    Affiliation.objects.create(organisation=handler.here, body="dispute committee", until=YESTERDAY)
    due = handler.dossier.state.letters[0]
    for name in ("judgement", "closing"):
        left_out = ended(sources(handler.dossier, NOW), replace(due, name=name))
        assert (
            left_out["dispute_body"][0][0] == "de aansluiting bij De Geschillencommissie Zorg liep af op 01-03-2026"
        ), name


def test_what_the_provider_wrote_down_goes_before_its_regulation() -> None:
    def why(*own: tuple[date | None, date | None]) -> str:
        found = lapsed(JOT, {"complaints desk": own}, "complaints desk", TODAY)
        return found[0] if found else ""

    assert why() == "", "the regulation gives no dates"
    assert why((None, YESTERDAY), (TODAY, None)) == ""
    assert "liep af op 01-03-2026" in why((None, YESTERDAY - timedelta(days=9)), (None, YESTERDAY))
    assert "is nog niet begonnen" in why((TODAY + timedelta(days=1), None))
    assert lapsed(JOT, {"complaints desk": ((None, YESTERDAY),)}, "inspectorate", TODAY) is None


def test_what_a_member_wrote_down_goes_before_what_its_cooperative_did(handler: Handler) -> None:
    member = Organisation.objects.create(code="lid", name="Lid", parent=handler.here)
    Affiliation.objects.create(organisation=handler.here, body="complaints desk", until=YESTERDAY)
    Affiliation.objects.create(organisation=member, body="complaints desk", since=YESTERDAY)
    with in_organisation(handler.here.pk):
        Dossier.objects.update(member=member)
    assert "070 - 310 53 92" in handler.says()
