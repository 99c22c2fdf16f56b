"""Whom a question for a person is about: of an objection who handles the complaint, of an answer to an invitation who was invited."""

from __future__ import annotations

from wederhoor.dossier.acting.forms import People
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.opened import handling
from wederhoor.procedure.meetings import planned
from wederhoor.procedure.model import Act
from wederhoor.procedure.offering import Hidden

OBJECTED, ANSWERED = "objection made", "invitation answered"
"""The standard facts of the acts that are about some of the people only."""
IN_WORDS = "invited"
"""The question of the vocabulary that says in free words who comes."""


def not_concerned(dossier: OpenDossier, act: Act, named: People) -> Hidden:
    """The people whom this act is not about. Nobody is left out when that would leave nobody."""
    facts = {effect.fact for effect in act.brings_about}
    may = (
        {one.hex for one in handling(dossier)}
        if OBJECTED in facts
        else _invited(dossier)
        if ANSWERED in facts
        else set()
    )
    codes = {code for code, _ in named}
    fields = [name for name, field in act.fields.items() if field.kind == "person"]
    return frozenset((field, code) for field in fields for code in codes - may) if codes & may else frozenset()


def _invited(dossier: OpenDossier) -> set[str]:
    """Everybody who was asked to the talks that stand or were held, by the code in the dossier and by the account of who has one.

    Nobody where one of them, also before it was moved, says in free words who comes: an answer may be of somebody who stands there only.
    """
    every = planned(dossier.state)
    talks = [talk for talk in every if talk.stands] or every
    worded = {talk.first for talk in every if dossier.texts.get((talk.seq, IN_WORDS))}
    if any(not talk.who or talk.first in worded for talk in talks):
        return set()
    asked = {code for talk in talks for code in talk.who}
    return asked | {person.opaque for person in dossier.people if person.code in asked and person.opaque}
