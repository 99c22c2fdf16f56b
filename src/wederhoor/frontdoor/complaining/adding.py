"""What somebody answered otherwise after the complaint was sent and before its files were: nothing of it is lost.

How to reach them goes where it else stands, which only who handles the complaint reads; the rest follows as a message.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django import forms
from django.utils.translation import gettext, override

from wederhoor.dossier import door, own, papers
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import Conflict, NewPerson, OpenDossier
from wederhoor.dossier.gate import Taken, take_in
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.papers import NewPaper
from wederhoor.frontdoor.complaining.answered import in_words
from wederhoor.frontdoor.complaining.asking import REACHED, Asking, contact, kind_of
from wederhoor.frontdoor.complaining.steps import SLUGS
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.terms import local_date

ACT, HOW, ONLINE = "receive message", "how", "web form"


def follow_up(keeper: Organisation, code: str, before: Asking, after: Asking, *, now: datetime) -> None:
    """Hand in what was answered otherwise since; nothing when all is as it was, or when it followed already."""
    try:
        _handed_in(keeper, code, before, after, now)
    except Conflict:  # somebody acted in this very second: once more
        _handed_in(keeper, code, before, after, now)


def _handed_in(keeper: Organisation, code: str, before: Asking, after: Asking, now: datetime) -> None:
    dossier, actor = door.open_by_code(keeper, code, now=now), door.visitor(keeper.pk, code=code)
    _reached(dossier, before, after, actor, now)
    words = changed(before, after)
    known = {text for (_, name), text in dossier.texts.items() if name == "message"}
    if not words or words in known:
        return
    command, texts = Command(ACT, actor.role, {HOW: ONLINE}, frozenset({"message"})), {"message": words}
    done = door.perform(dossier, command, texts=texts, actor=actor, now=now, expected_seq=dossier.seq)
    if done.refusal:
        _as_paper(dossier, words, actor, now)


def _reached(dossier: OpenDossier, before: Asking, after: Asking, actor: Actor, now: datetime) -> None:
    """How they want to be reached now. What they did not touch stays, also where the desk put it right meanwhile."""
    old, new, me = contact(before.answers), contact(after.answers), own.me(dossier)
    given = {name: new.get(name, "") for name in (*REACHED, "way") if new.get(name, "") != old.get(name, "")}
    name = after.answers.get("name", "")
    if me and (given or (name and not me.name)):
        own.change_contact(dossier, given, actor=actor, now=now, name=name)
    elif given:  # of before everybody who complains stood among the people
        own.introduce(dossier, NewPerson("complainant", name, contact=new), actor=actor, now=now)


def changed(before: Asking, after: Asking) -> str:
    """What differs from what was sent first, an answer a line; '' for nothing. How to reach somebody is not among it."""
    with override("nl"):
        lines = [*_kind(before, after), *_answers(before, after)]
        return "\n".join([gettext("Veranderd na het versturen:"), *lines]) if lines else ""


def _kind(before: Asking, after: Asking) -> Iterator[str]:
    if before.praises != after.praises:
        yield f"{gettext('Soort')}: {after.regulation.kinds[kind_of(after)].label}"


def _answers(before: Asking, after: Asking) -> Iterator[str]:
    asked = {name: field for page in SLUGS for one in (before, after) for name, field in one.fields(page).items()}
    for name, field in asked.items():
        old, new = _answer(before, name, field), _answer(after, name, field)
        if old != new and name not in (*REACHED, "way"):
            yield f"{field.label} {new or gettext('(leeg gemaakt)')}"


def _answer(asking: Asking, name: str, field: forms.Field) -> str:
    return in_words(field, asking.answers.get(name, str(field.initial or "")))


def _as_paper(dossier: OpenDossier, words: str, actor: Actor, now: datetime) -> None:
    """Where no message can be left, it lies among the papers."""
    taken = take_in("aanvulling.txt", words.encode())
    if isinstance(taken, Taken):
        new = NewPaper("", "other", "complainant", local_date(now), Compartment.PARTY.value, shown_to="complainant")
        papers.keep(dossier, taken, new, actor=actor, now=now)
