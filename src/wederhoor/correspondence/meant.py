"""Whom a letter means: the people on the sides it is for, less who is not asked to the talk that it is about.

Of a talk that was moved, the letter that it is off is for who was asked before and is not any more.
"""

from __future__ import annotations

from wederhoor.correspondence.values import reached
from wederhoor.dossier import accused
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import LetterDue
from wederhoor.procedure.meetings import replaced, talk_of

OTHER = {"complainant": "accused", "accused": "complainant"}
"""The other side of each."""


def people(dossier: OpenDossier, due: LetterDue) -> list[PersonView]:
    """Everybody in the dossier whom a letter is for."""
    return list({person.code: person for role in due.to for person in people_of(dossier, role, due)}.values())


def people_of(dossier: OpenDossier, role: str, due: LetterDue) -> list[PersonView]:
    """The people in the dossier that a role of a letter means."""
    found, old = _people_at(dossier, role, due.seq), replaced(dossier.state, due.seq, due.name)
    if old is None:
        return found
    still = {one.code for one in found}
    return [one for one in _people_at(dossier, role, old.seq) if one.code not in still]


def left_out(dossier: OpenDossier, role: str, due: LetterDue) -> bool:
    """Whether a letter to this role goes to none of them: its act names others, or somebody who cannot be written to.

    The complainant's side is left out of a talk to which others were asked by name, and none of them.
    """
    now, old = _left_out_at(dossier, role, due.seq), replaced(dossier.state, due.seq, due.name)
    if old is None:
        return now
    return _left_out_at(dossier, role, old.seq) or not (now or people_of(dossier, role, due))


def nobody(dossier: OpenDossier, due: LetterDue) -> bool:
    """Whether a letter is for nobody who can get it."""
    return all(left_out(dossier, role, due) for role in due.to)


def for_nobody(dossier: OpenDossier, due: LetterDue) -> bool:
    """Whether a letter is not to be written at all: the act that causes it is about nobody whom it could be for."""
    if not nobody(dossier, due):
        return False
    if replaced(dossier.state, due.seq, due.name):
        return True
    roles = dossier.regulation.roles
    others = [SIDES[OTHER[roles[role].kind]] for role in due.to]
    named = about(dossier, due)
    meant = (one for one in dossier.people if named & accused.known_as(one))
    return all(any(one.side in side for side in others) for one in meant)


def about(dossier: OpenDossier, due: LetterDue) -> frozenset[str]:
    """Whom the act of a letter names, or who was asked to its talk."""
    return _about_at(dossier, due.seq)


def _about_at(dossier: OpenDossier, seq: int) -> frozenset[str]:
    """Whom an event names, or who is asked to the talk that it plans, moves or cancels.

    Only when that is anybody of this dossier: colleagues alone leave open whom it is for.
    """
    event = next((one for one in dossier.events if one.seq == seq), None)
    talk = talk_of(dossier.state, seq)
    named = frozenset(talk.who) if talk else needs.about(dossier.state, event) if event else frozenset[str]()
    return named if named & accused.names(dossier.people) else frozenset()


def _people_at(dossier: OpenDossier, role: str, seq: int) -> list[PersonView]:
    """Of the accused those whom the act of the letter names, or whom its helpers help; nobody when it names only others."""
    if _not_asked(dossier, role, seq):
        return []
    known = dossier.regulation.roles.get(role)
    kind = known.kind if known and known.kind in {"complainant", "accused"} else role
    side, named = reached(dossier, kind), _about_at(dossier, seq) if kind == "accused" else frozenset[str]()
    if not named:
        return side
    helped = {code for one in named for code in accused.helped(dossier.people, one)}
    return [one for one in side if named & accused.known_as(one)] or [one for one in side if one.code in helped]


def _left_out_at(dossier: OpenDossier, role: str, seq: int) -> bool:
    known = dossier.regulation.roles.get(role)
    if known is not None and known.kind == "accused":
        return bool(_about_at(dossier, seq)) and not _people_at(dossier, role, seq)
    return _not_asked(dossier, role, seq)


def _not_asked(dossier: OpenDossier, role: str, seq: int) -> bool:
    """Whether this role is the complainant's, and others were asked to the talk of a letter but nobody of that side."""
    known = dossier.regulation.roles.get(role)
    if known is None or known.kind != "complainant":
        return False
    side = [one for one in dossier.people if one.side in SIDES["complainant"]]
    invited = _about_at(dossier, seq) if side and talk_of(dossier.state, seq) else frozenset[str]()
    return bool(invited) and not any(invited & accused.known_as(one) for one in side)
