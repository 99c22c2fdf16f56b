"""Somebody taken out of a dossier leaves nothing to whoever comes next, and a code stays with who was given it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.frontdoor.following.conftest import Complaint, made
from tests.frontdoor.following.test_people import FATHER, OTHER, code_of, follows
from wederhoor.dossier import people
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, OutsideDraft, Seen, TakingPart
from wederhoor.dossier.people import _named
from wederhoor.procedure.events import Event


@pytest.fixture
def two(db: None) -> Complaint:
    complaint = made("ott", FATHER, OTHER, law="wlz")
    complaint.enter()
    return complaint


def add(two: Complaint, side: str, name: str) -> str:
    return people.add(two.open(), NewPerson(side, name), actor=two.actor, now=timezone.now())


def remove(two: Complaint, code: str) -> None:
    people.remove(two.open(), code, actor=two.actor, now=timezone.now())


def test_the_code_of_who_was_taken_out_is_never_given_again(two: Complaint) -> None:
    code, now = add(two, "witness", "Wim Getuige"), timezone.now()
    here: dict[str, Any] = {"organisation_id": two.here.pk, "dossier_id": two.open().id}
    with in_organisation(two.here.pk):
        TakingPart.objects.create(**here, person=code, made=now, by="x", valid_until=now.date())
        for who in (code, f"complainant-code {code}"):
            OutsideDraft.objects.create(**here, who=who, act="message", compartment="party", saved=now, content=b"x")
        Seen.objects.create(**here, person=code, what="letters", at=now)
    remove(two, code)
    with in_organisation(two.here.pk):
        assert TakingPart.objects.get(person=code).revoked
        assert not OutsideDraft.objects.exists()
        assert not Seen.objects.filter(person=code, what="letters").exists()
    assert add(two, "witness", "Iemand Anders") != code


@pytest.mark.parametrize(
    ("values", "actor"),
    [
        ({"person": "p2"}, "x"), ({"guests": ["p1", "p2"]}, "x"), ({"attendance": {"p2": "came"}}, "x"),
        ({}, "p2"), ({}, "complainant-code p2"),
    ],
)  # fmt: skip
def test_who_an_event_names_in_any_way_stays(two: Complaint, values: Any, actor: str) -> None:
    now = timezone.now()
    event = Event(1, "note", "handler", now, now, actor, values=values)
    state: Any = type("S", (), {"events": (event,)})
    person: Any = type("P", (), {"code": "p2", "account_id": None})
    assert _named(state, person)
    person.code = "p3"
    assert not _named(state, person)


@pytest.mark.parametrize("side", ["witness", ""])
def test_who_complained_and_left_that_side_gets_in_no_more(two: Complaint, side: str) -> None:
    (first,) = [p for p in two.open().people if p.side == "complainant"]
    if side:
        people.change(
            two.open(), first.code, name=first.name, side=side, capacity="", contact={}, actor=two.actor, now=timezone.now()
        )  # fmt: skip
    else:
        remove(two, first.code)
    assert two.browser.get(two.at()).status_code == 302


def test_a_complainant_added_later_does_not_get_the_code_of_who_came_first(db: None) -> None:
    two = made("ott", FATHER, law="wlz")
    two.enter()
    father = follows(two, code_of(two, "representative"))
    (klara,) = [p for p in two.open().people if p.side == "complainant"]
    with in_organisation(two.here.pk):
        before = bytes(Dossier.objects.get().code_hash)
    people.change(
        two.open(), klara.code, name=klara.name, side="witness", capacity="", contact={}, actor=two.actor, now=timezone.now()
    )  # fmt: skip
    assert father.get(two.at()).status_code == 200, "what the father has goes on working"
    with in_organisation(two.here.pk):
        assert bytes(Dossier.objects.get().code_hash) != before
    dossiers_own = people.new_code(two.open(), "", actor=two.actor, now=timezone.now())
    father = follows(two, dossiers_own)
    new = add(two, "complainant", "Kees Kanarie")
    assert father.get(two.at()).status_code == 302, "asked for the code again"
    father = follows(two, dossiers_own)
    assert father.get(two.at()).status_code == 200
    father.post(two.at("berichten/"), {"message": "Ik ben de vader."})
    (event,) = [e for e in two.open().events if e.act == "receive message"]
    assert event.actor == "complainant-code p2"
    assert new != "p2"
