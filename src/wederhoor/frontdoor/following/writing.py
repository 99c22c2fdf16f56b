"""The messages of both sides and the letters, as the complainant sees them, with what is new since they last looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wederhoor.dossier import own
from wederhoor.dossier.opening import DocumentView, OpenDossier
from wederhoor.dossier.outbox import LETTER
from wederhoor.dossier.own import LETTERS, MESSAGES
from wederhoor.procedure import needs
from wederhoor.procedure.events import Event
from wederhoor.procedure.saying import role_label

TALK = frozenset({"Contact", "Formeel"})
"""The groups of acts whose words are messages between the two."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something that one of the two wrote."""

    seq: int
    at: datetime
    own: bool
    who: str
    words: tuple[str, ...]
    new: bool = False


def messages(dossier: OpenDossier, seen: Mapping[str, datetime]) -> list[Message]:
    """What was written, oldest first."""
    found = (_message(dossier, event, seen.get(MESSAGES)) for event in dossier.events)
    return [one for one in found if one]


def _message(dossier: OpenDossier, event: Event, seen: datetime | None) -> Message | None:
    act = dossier.regulation.acts[event.act]
    words = tuple(text for field in act.fields if (text := dossier.texts.get((event.seq, field))))
    if act.group not in TALK or not words:
        return None
    mine = "complainant" in (event.by, event.on_behalf_of)
    new = not mine and (seen is None or event.recorded > seen)
    return Message(event.seq, event.recorded, mine, role_label(dossier.state, event.by), words, new)


def unread(dossier: OpenDossier, seen: Mapping[str, datetime]) -> int:
    """How many messages the complainant did not see yet."""
    return sum(one.new for one in messages(dossier, seen))


def on_the_way(dossier: OpenDossier) -> bool:
    """Whether a letter to the complainant was made that did not leave yet: nobody says that there is none."""
    return any(one.kind == LETTER and one.leaving != "stopped" and _to_me(dossier, one) for one in dossier.on_the_way)


def letters(dossier: OpenDossier) -> list[DocumentView]:
    """The letters to the complainant that left, newest first: while one can be stopped it is not shown."""
    mine = [one for one in dossier.documents if one.kind == LETTER and _to_me(dossier, one)]
    me = own.me(dossier)
    mine_alone = {(one.letter, one.seq) for one in mine if me and me.code in one.only_for}
    shown = (one for one in mine if (one.letter, one.seq) not in mine_alone or (me and me.code in one.only_for))
    return sorted(shown, key=lambda one: one.added, reverse=True)


def _to_me(dossier: OpenDossier, one: DocumentView) -> bool:
    rule = dossier.regulation.letters.get(one.letter)
    return rule is not None and any(needs.kind_of(dossier.state, to) == "complainant" for to in rule.to)


def new_letters(dossier: OpenDossier, seen: Mapping[str, datetime]) -> int:
    """How many letters came since the complainant last looked."""
    last = seen.get(LETTERS)
    return sum(last is None or one.added > last for one in letters(dossier))
