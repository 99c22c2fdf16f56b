"""What a party may do, in plain words: every act of every regulation, its questions, what follows, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from tests.regulations.walking import START, walk
from wederhoor.dossier import door
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson
from wederhoor.frontdoor import acting
from wederhoor.frontdoor.sentences import sentences
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure import needs
from wederhoor.procedure.commands import Command
from wederhoor.procedure.loading import load_for, providers

PARTIES = ("complainant", "accused")
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def standing(state: Any, role: str, now: datetime) -> Any:
    """A dossier as this role has it open, without a database."""
    return SimpleNamespace(
        regulation=state.regulation, state=state, actor=SimpleNamespace(role=role), seq=state.seq, assignments=(), people=(),
        events=needs.shown(state, role, now), number="K-1", row=SimpleNamespace(member=SimpleNamespace(code="huis", parent=None)),
    )  # fmt: skip


@pytest.mark.parametrize("provider", providers())
def test_every_act_that_a_party_can_do_has_words_of_its_own(provider: str) -> None:
    regulation = load_for(provider, START.date())
    theirs = {
        name
        for name, act in regulation.acts.items()
        if not act.opens and {regulation.roles[role].kind for role in act.by if role in regulation.roles} & set(PARTIES)
    }
    known = {key.split(".")[2] for key in sentences("nl") if key.startswith("acting.acts.") and key.endswith(".label")}
    assert theirs <= known


@pytest.mark.django_db
@pytest.mark.parametrize("provider", providers())
def test_every_form_of_a_walk_asks_in_plain_words_and_says_what_follows(provider: str) -> None:
    regulation, seen = load_for(provider, START.date()), set[tuple[str, str]]()
    for seed in range(4):
        for state, now in walk(regulation, seed, 25):
            for role in PARTIES:
                dossier = standing(state, role, now)
                for offer in acting.offers(dossier, now=now):
                    if (offer.act, role) in seen:
                        continue
                    seen.add((offer.act, role))
                    form = acting.PartyForm(dossier, offer, now=now)
                    assert len(form.visible_fields()) <= 7
                    assert not any("klager" in str(field.label).lower() for field in form.visible_fields()), offer.act
                    found = acting.outlook(dossier, offer, now=now)
                    assert found.sentences or found.options
                    assert not any("{" in sentence for sentence in found.sentences)
    assert len(seen) > 8


def test_the_own_side_and_the_way_are_not_asked() -> None:
    regulation = load_for("ott", START.date())
    state, now = next((s, t) for s, t in walk(regulation, 3, 30) if s.times("received") and not s.closed)
    offers = {offer.act: offer for offer in acting.offers(standing(state, "accused", now), now=now)}
    assert offers["add assistant"].known == {"side": "accused"}
    assert offers["request data"].known == {"whose": "accused"}
    form = acting.PartyForm(standing(state, "accused", now), offers["add assistant"], now=now)
    assert [field.label for field in form.visible_fields()] == ["Hoe heet de persoon die u helpt?"]


def test_the_accused_reads_no_choice_of_the_other_side_in_a_refusal() -> None:
    regulation = load_for("ott", START.date())
    state, now = next((s, t) for s, t in walk(regulation, 3, 30) if s.times("received"))
    dossier = standing(state, "accused", now)
    refused = acting.Refusal("give consent", "eerst nodig: toestemming van de klager", "4.4", "consent")
    assert "klager" not in acting.why_not(dossier, refused)
    assert "klager" in acting.why_not(standing(state, "complainant", now), refused)


@pytest.fixture
def house(linde: Organisation) -> tuple[Organisation, str, str]:
    """A complaint at the front door, with its number and its code."""
    account = Account.objects.create_user("saar@voorbeeld.test", "Saar Bemiddelaar", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=linde, role="mediator")
    values = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
    made = door.receive(
        linde, Command("receive", "complainant", values), texts={"complaint": "De soep was koud."}, subject="Soep",
        people=[NewPerson("complainant", "Kees", "client")], actor=door.visitor(linde.pk), now=NOW, submitted_key="soep",
    )  # fmt: skip
    assert isinstance(made, door.Received)
    return linde, made.number, made.code


def test_doing_an_act_writes_it_once_and_says_so(house: tuple[Organisation, str, str]) -> None:
    row, number, code = house
    actor = door.visitor(row.pk, code=code)
    data = {"message": "Ik wil u graag spreken.", "expected_seq": "1"}
    done = acting.do(row, number, "receive-message", "", data, actor=actor, now=NOW)
    assert done.event is not None
    assert done.said == "Uw bericht is verstuurd."
    again = acting.do(row, number, "receive-message", "", data, actor=actor, now=NOW + timedelta(seconds=1))
    assert again.event is None, "the same form twice is one message"
    assert again.meanwhile
    assert again.form is not None
    assert again.form["message"].value() == "Ik wil u graag spreken.", "and nothing typed is lost"
    assert [event.act for event in door.open_by_code(row, code, now=NOW).events] == ["receive", "receive message"]


def test_what_happens_within_does_not_trouble_a_party(house: tuple[Organisation, str, str]) -> None:
    row, number, code = house
    saar = Account.objects.get(email="saar@voorbeeld.test")
    staff = Actor(saar.pk, "mediator", row.pk)
    dossier = door.open_dossier(row, number, actor=staff, action="read", now=NOW)
    wrote = door.perform(
        dossier, Command("note", "mediator"), texts={"note": "Even bellen."}, actor=staff, now=NOW, expected_seq=1
    )
    assert wrote.event is not None
    data = {"message": "Ik wil u graag spreken.", "expected_seq": "1"}
    done = acting.do(row, number, "receive-message", "", data, actor=door.visitor(row.pk, code=code), now=NOW)
    assert done.event is not None, "a note within is nothing they know of"


@pytest.mark.requirement("LOJ-05")
def test_a_party_objects_to_who_handles_the_complaint_by_name(house: tuple[Organisation, str, str]) -> None:
    row, number, code = house
    saar = Account.objects.get(email="saar@voorbeeld.test")
    staff, actor = Actor(saar.pk, "mediator", row.pk), door.visitor(row.pk, code=code)
    before = door.open_by_code(row, code, now=NOW)
    objecting = next(offer for offer in acting.offers(before, now=NOW) if offer.act == "object to person")
    assert acting.asks_nobody(before, objecting), "nobody handles it yet"
    dossier = door.open_dossier(row, number, actor=staff, action="read", now=NOW)
    door.perform(dossier, Command("acknowledge", "mediator"), texts={}, actor=staff, now=NOW, expected_seq=1)
    after = door.open_by_code(row, code, now=NOW)
    form = acting.PartyForm(after, replace(objecting), now=NOW)
    assert [said for _, said in form.fields["person"].choices if said] == ["Saar Bemiddelaar (klachtenbemiddelaar)"]  # type: ignore[attr-defined]
    sent = {"person": saar.pk.hex, "reasons": "Zij is de zus van de kok.", "expected_seq": str(after.seq)}
    assert acting.do(row, number, "object-to-person", "", sent, actor=actor, now=NOW).event is not None


def test_a_missing_answer_is_said_at_its_question(house: tuple[Organisation, str, str]) -> None:
    row, number, code = house
    done = acting.do(
        row, number, "receive-message", "", {"expected_seq": "1"}, actor=door.visitor(row.pk, code=code), now=NOW
    )
    assert done.form is not None
    assert done.form.errors["message"] == ["Vul dit nog in."]


def test_what_is_not_for_now_says_why_and_what_is_nothing_of_theirs_is_not_found(
    house: tuple[Organisation, str, str],
) -> None:
    row, number, code = house
    actor = door.visitor(row.pk, code=code)
    later = acting.do(row, number, "comment-on-minutes", "", {}, actor=actor, now=NOW)
    assert later.form is None
    assert "Dit kan nu nog niet" in later.refused
    with pytest.raises(door.NotFound):
        acting.do(row, number, "judge", "", {}, actor=actor, now=NOW)
