"""Who reads a letter, what it calls each of them, and where it goes: everybody gets a letter of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wederhoor.correspondence.meant import left_out, people_of
from wederhoor.correspondence.values import Values
from wederhoor.dossier.opened import called
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.procedure.dossier import LetterDue


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader: a person of the dossier, or a role of which nobody is named. ``code`` is that of the person, else the role."""

    code: str
    role: str
    names: tuple[str, ...]
    """What the letter calls them; empty where nothing but a role is known."""
    label: str
    person: PersonView | None = None

    @property
    def called(self) -> str:
        """The name, else what they are here."""
        return ", ".join(self.names) or self.label

    @property
    def head(self) -> Values:
        """Who the letter is to, and their address."""
        address = self.person.contact.get("address", "") if self.person else ""
        return {
            "recipient_name": list(self.names),
            "recipient_role": [] if self.names else [self.label],
            "recipient_address": address,
        }


def readers(dossier: OpenDossier, due: LetterDue) -> list[Reader]:
    """Everybody whom a letter is for, once."""
    found = (one for role in due.to for one in _of_role(dossier, role, due))
    return list({one.code: one for one in found}.values())


def together(found: Iterable[Reader]) -> Values:
    """Who a letter is to as one text for all of them: what a second person approves."""
    all_of_them = list(found)
    if len(all_of_them) == 1:
        return all_of_them[0].head
    names = list(dict.fromkeys(name for one in all_of_them for name in one.names))
    return {"recipient_name": names, "recipient_role": [] if names else [one.label for one in all_of_them]}


def _of_role(dossier: OpenDossier, role: str, due: LetterDue) -> Iterator[Reader]:
    if people := people_of(dossier, role, due):
        for one in people:
            yield Reader(one.code, role, (one.name,) if one.name else (), called(dossier, one), one)
    elif not left_out(dossier, role, due):
        yield Reader(role, role, tuple(_names_of(dossier, role)), _label(dossier, role))


def _label(dossier: OpenDossier, role: str) -> str:
    known = dossier.regulation.roles.get(role)
    return known.label if known else role


def _names_of(dossier: OpenDossier, role: str) -> list[str]:
    """What a letter to a role calls its reader where nobody is named: nothing for who complains, the provider for the accused."""
    roles, bodies = dossier.regulation.roles, dossier.regulation.external_bodies
    if role not in roles:
        return [bodies[role].label] if role in bodies else []
    rule = roles[role]
    if rule.kind == "complainant":
        return []
    provider = dossier.row.member.name if dossier.row.member else dossier.organisation.name
    if rule.kind == "accused":
        return [provider]
    return [rule.label if rule.external else f"{rule.label} van {provider}"]
