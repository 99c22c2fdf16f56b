"""A dossier under a real regulation, with the words in which the tests per requirement ask about it."""

from __future__ import annotations

from typing import Any

from tests.procedure.conftest import Play, at
from wederhoor.procedure.acts import decide, permitted
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import FormField, Regulation
from wederhoor.procedure.surroundings import Contact


class Case(Play):
    """`Case("jot")`: an empty dossier under the regulation in force on `day`."""

    def __init__(self, provider: str, day: str = "2026-04-02") -> None:
        super().__init__(load_for(provider, day))

    @property
    def regulation(self) -> Regulation:
        return self.state.regulation

    def fields(self, act: str) -> dict[str, FormField]:
        """The questions of an act."""
        return self.regulation.acts[act].fields

    def decide(
        self, day: str, act: str, by: str, *texts: str, part: str = "", actor: str = "", **values: Any
    ) -> Event | Refusal:
        """As `Play.decide`, for fields that have an underscore in their name and for several choices at once too."""
        fields = self.fields(act) if act in self.regulation.acts else {}
        named = {name if name in fields else name.replace("_", " "): value for name, value in values.items()}
        command = Command(act, by, named, frozenset(texts), part)
        return decide(self.state, command, actor=actor or f"id-{by}", now=at(day))

    def do(self, day: str, act: str, by: str, *texts: str, part: str = "", actor: str = "", **values: Any) -> Event:
        """The act is done; the test fails when it is refused."""
        return super().do(day, act, by, *texts, part=part, actor=actor, **values)

    def open(
        self,
        day: str = "2026-03-02T10:00",
        channel: str = "email",
        law: str = "wlz",
        by: str = "complainant",
        **more: str,
    ) -> Event:
        """A complaint comes in; a client's, unless `more` says otherwise."""
        values = {"channel": channel, "law": law, "capacity": "client", "kind": "complaint", **more}
        return self.do(day, "receive", by, "complaint", **{k: v for k, v in values.items() if v})

    def hear_both(self, by: str, day: str = "2026-03-05T10:00") -> None:
        """Both sides are heard."""
        for party in ("complainant", "accused"):
            self.do(day, "hear", by, party=party, how="oral")

    def duty(self, name: str, day: str, part: str = "") -> DutyStatus:
        """How one duty stands on a day."""
        return self.state.duty(name, part, at(day))

    def dated(self, day: str) -> dict[str, DutyStatus]:
        """Every duty that has a date on a day."""
        return {d.name: d for d in duties(self.state, at(day)) if d.due or d.aim}

    def may(self, role: str, day: str, part: str = "") -> set[str]:
        """What a role may do, in its own name or in the complainant's."""
        return {allowed.act for allowed in permitted(self.state, role, at(day), part).may}

    def may_itself(self, role: str, day: str) -> set[str]:
        """What a role may do in its own name."""
        return {a.act for a in permitted(self.state, role, at(day)).may if not a.on_behalf_of}

    def why_not(self, role: str, act: str, day: str, part: str = "") -> Refusal:
        """Why a role may not do an act."""
        return next(no for no in permitted(self.state, role, at(day), part).may_not if no.act == act)

    def has(self, fact: str, day: str, part: str = "") -> bool:
        return self.state.has(fact, part, at(day))

    @property
    def letters(self) -> list[str]:
        """The letters that followed so far."""
        return [letter.name for letter in self.state.letters]


def hours_of(contact: Contact) -> set[tuple[tuple[int, ...], str, str, str]]:
    """Opening hours as (weekdays, from, until, way)."""
    return {(h.days, f"{h.from_:%H:%M}", f"{h.until:%H:%M}", h.way) for h in contact.hours}


def doubted(regulation: Regulation, about: str) -> str:
    """The reading chosen for a doubt of the text; the doubt must be there."""
    return next(doubt.reading for doubt in regulation.doubts if doubt.about == about)


__all__ = ["Case", "at", "doubted", "hours_of"]
