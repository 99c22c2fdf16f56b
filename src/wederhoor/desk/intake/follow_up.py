"""Questions that belong to the reception but are acts of their own (the safety question, whether it is official): asked on the same page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.signed import Signed
from wederhoor.dossier.acting.forms import plain
from wederhoor.dossier.door import Conflict, NotFound, open_dossier, perform
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command
from wederhoor.procedure.model import Act, Regulation


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one act."""

    act: str
    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    own_field: str = ""

    @property
    def field(self) -> str:
        """Its name in the page."""
        return self.own_field or f"then_{plain(self.act)}"

    def made(self) -> forms.ChoiceField:
        """The question; nobody has to answer it now."""
        shown = [("", gettext("Niet gevraagd")), *self.options]
        return forms.ChoiceField(
            label=self.label, choices=shown, required=False, widget=forms.RadioSelect(), initial=""
        )


def asked_at_once(regulation: Regulation, role: str) -> list[Asked]:
    """The acts of the reception that are one choice, and that this role may do."""
    group = regulation.acts["receive"].group
    speaks = role in regulation.roles and regulation.roles[role].speaks_for_complainant
    mine = {
        name: act
        for name, act in regulation.acts.items()
        if act.group == group and not act.opens and (role in act.by or ("complainant" in act.by and speaks))
    }
    found = [asked for name, act in mine.items() if (asked := _asked(regulation, name, act))]
    return [asked for asked in found if asked.name not in regulation.acts["receive"].fields]


def _asked(regulation: Regulation, name: str, act: Act) -> Asked | None:
    """The one choice that the act demands, when it demands nothing else and there is something to choose."""
    needed = {field: question for field, question in act.fields.items() if question.required}
    if len(needed) != 1:
        return None
    ((field, question),) = needed.items()
    options = tuple(choices_of(regulation, question).items()) if question.kind == "choice" else ()
    return Asked(name, field, question.label, options) if len(options) > 1 else None


def answer(who: Signed, number: str, answers: Mapping[Asked, str]) -> list[str]:
    """Do the acts that were answered; returns what could not be recorded, with the reason."""
    problems = []
    for asked, given in answers.items():
        try:
            dossier = open_dossier(who.tenant, number, actor=who.actor, action="act", now=timezone.now())
        except NotFound:
            return [gettext("Deze antwoorden kan alleen de behandelaar vastleggen.")]
        command = Command(asked.act, who.role, {asked.name: given})
        try:
            outcome = perform(dossier, command, texts={}, actor=who.actor, now=timezone.now(), expected_seq=dossier.seq)
        except Conflict:
            problems.append(
                gettext("%(question)s Dit is niet vastgelegd: probeer het in het dossier.") % {"question": asked.label}
            )
            continue
        if outcome.refusal:
            problems.append(f"{asked.label} {outcome.refusal.because}")
    return problems
