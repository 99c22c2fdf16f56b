"""What somebody changed after the complaint was sent and before its files were: nothing of it is lost, it follows as a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override

from wederhoor.dossier import door, papers
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import Conflict, NewPerson, OpenDossier
from wederhoor.dossier.gate import Taken, take_in
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.papers import NewPaper
from wederhoor.dossier.receiving import Submission
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command
from wederhoor.procedure.terms import local_date

ACT, HOW, ONLINE = "receive message", "how", "web form"


def follow_up(keeper: Organisation, code: str, given: Submission, *, now: datetime) -> None:
    """Hand in what was answered otherwise since; nothing when all is as it was, or when it followed already."""
    try:
        _handed_in(keeper, code, given, now)
    except Conflict:  # somebody acted in this very second: once more
        _handed_in(keeper, code, given, now)


def _handed_in(keeper: Organisation, code: str, given: Submission, now: datetime) -> None:
    dossier, actor = door.open_by_code(keeper, code, now=now), door.visitor(keeper.pk, code=code)
    words = changed(dossier, given)
    known = {text for (_, name), text in dossier.texts.items() if name == "message"}
    if not words or words in known:
        return
    command, texts = Command(ACT, actor.role, {HOW: ONLINE}, frozenset({"message"})), {"message": words}
    done = door.perform(dossier, command, texts=texts, actor=actor, now=now, expected_seq=dossier.seq)
    if done.refusal:
        _as_paper(dossier, words, actor, now)


def changed(dossier: OpenDossier, given: Submission) -> str:
    """What differs from what the dossier was opened with, a line each; '' for nothing."""
    with override("nl"):
        lines = [*_texts(dossier, given.texts), *_values(dossier, given.command), *_contact(dossier, given.people)]
        return "\n".join([gettext("Veranderd na het versturen:"), *lines]) if lines else ""


def _texts(dossier: OpenDossier, texts: Mapping[str, str]) -> Iterator[str]:
    fields, first = dossier.regulation.acts["receive"].fields, dossier.events[0].seq
    for name, text in texts.items():
        if text != dossier.texts.get((first, name), ""):
            yield f"{fields[name].label} {text}"


def _values(dossier: OpenDossier, command: Command) -> Iterator[str]:
    fields, before = dossier.regulation.acts["receive"].fields, dossier.events[0].values
    for name, value in command.values.items():
        if name in before and before[name] != value:
            options: Mapping[Any, str] = choices_of(dossier.regulation, fields[name])
            yield f"{fields[name].label} {options.get(value, value)}"


def _contact(dossier: OpenDossier, people: Sequence[NewPerson]) -> Iterator[str]:
    labels = {
        "telephone": gettext("Telefoon"), "email": gettext("E-mailadres"), "address": gettext("Adres"),
        "call_times": gettext("Wanneer bellen?"), "helper": gettext("Contact via een helper? Wie?"),
    }  # fmt: skip
    known = {person.side: person for person in dossier.people}
    for person in people:
        there = known.get(person.side)
        if person.name and person.name != (there.name if there else ""):
            yield f"{gettext('Naam')}: {person.name}"
        for way, label in labels.items():
            given = person.contact.get(way, "") if person.side == "complainant" else ""
            if given and given != (there.contact.get(way, "") if there else ""):
                yield f"{label}: {given}"


def _as_paper(dossier: OpenDossier, words: str, actor: Actor, now: datetime) -> None:
    """Where no message can be left, it lies among the papers."""
    taken = take_in("aanvulling.txt", words.encode())
    if isinstance(taken, Taken):
        new = NewPaper("", "other", "complainant", local_date(now), Compartment.PARTY.value, shown_to="complainant")
        papers.keep(dossier, taken, new, actor=actor, now=now)
