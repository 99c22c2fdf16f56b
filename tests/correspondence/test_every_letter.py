"""Every letter of every regulation, composed from a dossier in which its act was just done: whole, without gaps or leftovers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from wederhoor.correspondence.dispatch import _draft, recipients
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.correspondence.values import sources
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.dossier import LetterDue, fold
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.loading import load_regulation, providers, versions
from wederhoor.procedure.model import Act, Regulation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
LATER = NOW.replace(hour=15)
SAID = "Dit zijn eigen woorden."
FILES = [path for provider in providers() for path in versions(provider)]
LETTERS = [
    pytest.param(path, act, letter, id=f"{path.parent.name}-{act}-{letter}")
    for path in FILES
    for act, rule in load_regulation(path).acts.items()
    for letter in rule.letters
]
#: What follows from acts before this one, or from the law of the case; here only this one act was done.
EARLIER = {"new_date", "outcome", "external_body", "dispute_body"}
LEFT_OVER = re.compile(r"\{\{|\}\}|\{|\||None|\bvolgt\.?$|\b0 dagen|contact op: \.|[\ue000-\uf8ff]", re.MULTILINE)


def _values(regulation: Regulation, act: Act) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, field in act.fields.items():
        if field.kind in TEXT_KINDS:
            continue
        first = next(iter(choices_of(regulation, field)), "")
        fixed = {
            "date": "2026-04-06",
            "moment": "2026-03-09T14:00:00+01:00",
            "yes or no": "yes",
            "number": "1",
            "event": "1",
        }
        value: Value = fixed.get(field.kind, first)
        found[name] = [first] if field.kind == "choices" else {"1": first} if field.kind == "outcomes" else value
    return {name: value for name, value in found.items() if value}


def _planned(regulation: Regulation) -> Event:
    """A talk with everybody, so that it can be cancelled."""
    act = regulation.acts["plan meeting"]
    return Event(2, "plan meeting", act.by[0], NOW, NOW, "p9", values=_values(regulation, act))


def _dossier(regulation: Regulation, name: str) -> OpenDossier:
    act = regulation.acts[name]
    received = Event(
        1, "receive", "complainant", NOW, NOW, "p1", values=_values(regulation, regulation.acts["receive"])
    )
    earlier = [received, *([_planned(regulation)] if act.cancels else [])]
    seq, values = len(earlier) + 1, _values(regulation, act) | ({act.cancels: "2"} if act.cancels else {})
    done = Event(seq, name, act.by[0], LATER, LATER, "p9", values=values)
    texts = {
        (seq, field): SAID for field, rule in act.fields.items() if rule.kind in TEXT_KINDS and not rule.required_when
    }
    here = Organisation(code="hier", name="Zorg Hier", city="Plaatsdorp", pk=1)
    handler = next(code for code, role in regulation.roles.items() if role.kind not in ("complainant", "accused"))
    people = tuple(
        PersonView(code, side, "", name, {"address": "Kade 1\n1234 AB Plaats"}, None)
        for code, side, name in (("p1", "complainant", "Kees Kanarie"), ("p2", "accused", "Bram Beklaagd"))
    )
    given: dict[str, Any] = {
        "organisation": here, "row": Dossier(organisation=here, id=uuid4(), number="K-2026-0001"), "regulation": regulation,
        "actor": Actor(None, handler, 1), "state": fold(regulation, [*earlier, done]), "events": (*earlier, done),
        "compartments": frozenset({"party"}), "subject": "De gang was koud", "texts": texts, "people": people,
        "documents": (), "assignments": (),
    }  # fmt: skip
    return OpenDossier(**given)


@pytest.mark.parametrize(("path", "act", "letter"), LETTERS)
def test_every_letter_is_whole(path: Path, act: str, letter: str) -> None:
    regulation = load_regulation(path)
    dossier = _dossier(regulation, act)
    due = LetterDue(letter, act, 2, regulation.letters[letter].to, LATER)
    known = sources(dossier, LATER)
    found = _draft(known, due, {})
    mine = {name for name, _ in found.missing}
    unknowable = {name for name in mine if not PLACEHOLDERS[name].free}
    assert unknowable <= EARLIER, "a writer cannot know what the dossier must say"
    whole = _draft(known, due, dict.fromkeys(mine, SAID))
    assert whole.letter is not None
    assert LEFT_OVER.findall(whole.letter.text) == []
    assert whole.recipient
    assert whole.letter.html.count("<h1>") == 1


@pytest.mark.requirement("IZW-11")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_letter_goes_to_who_complained_also_when_that_is_not_the_client(path: Path) -> None:
    regulation = load_regulation(path)
    found = [
        (act, name)
        for act, rule in regulation.acts.items()
        for name in rule.letters
        if "complainant" in regulation.letters[name].to
    ]
    act, letter = found[0]
    dossier = _dossier(regulation, act)
    people = (PersonView("p3", "client", "", "Cleo Cliënt", {}, None), *dossier.people)
    dossier = replace(dossier, people=people)
    due = LetterDue(letter, act, 2, ("complainant",), LATER)
    draft = _draft(sources(dossier, LATER), due, {})
    assert draft.recipient == "Kees Kanarie"
    assert [one.code for one in recipients(dossier, draft, by_mail=False)] == ["p1"]
