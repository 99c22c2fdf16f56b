"""The form of the assisted intake: the questions of the act that opens a dossier under plain headings, with ours around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext

from wederhoor.desk.intake import questions
from wederhoor.desk.intake.follow_up import Asked, asked_at_once
from wederhoor.desk.place import contradiction
from wederhoor.desk.signed import Signed
from wederhoor.dossier import placing, several
from wederhoor.dossier.acting.forms import HAPPENED, ActForm, plain
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.likeness import Marks, of_complaint, of_people
from wederhoor.dossier.reception import HowItCame
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.model import Regulation

LONGEST = 70
CONTACT = ("way", "telephone", "call_times", "email", "address", "interpreter", "helper")
WHERE = ("received by", "door", "addressee")
WHO = ("capacity", "age group", "law")
WHAT = ("complaint", "kind", "theme", "when it was", "event age", "elements")
PROOF, SHOWN = "record proof", "shown"
SHORT = (
    "channel", "complaint", "capacity", "complainant_name", "telephone", "email", "location", "accused_name", "member", HAPPENED,
)  # fmt: skip
"""What the short form of an employee keeps, besides what the regulation demands."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its questions; ``folded`` when few complaints need it and nothing is filled in."""

    title: str
    intro: str
    fields: list[forms.BoundField]
    folded: bool = False


class IntakeForm(ActForm):
    """The questions of one provider. Nothing but the complaint is needed where the regulation does not demand it."""

    def __init__(self, who: Signed, data: Any = None, *, short: bool = False) -> None:
        self.who = who
        super().__init__(who.regulation, who.regulation.acts["receive"], data, people=[], events=[], seq=0)
        self._around(who.regulation)
        self._usual()
        if short:
            for name in [n for n, f in self.fields.items() if not (f.required or n in SHORT or f.widget.is_hidden)]:
                del self.fields[name]

    def _around(self, regulation: Regulation) -> None:
        self.fields["subject"] = forms.CharField(
            label=gettext("Onderwerp in een paar woorden"), max_length=120, required=False,
            help_text=gettext("Leeg laten: dan worden het de eerste woorden van de klacht."),
        )  # fmt: skip
        for more in (
            questions.right_place(regulation), questions.who_complains(regulation), questions.about_whom(self.who), questions.wording(),
            questions.reaching(), questions.through_others(regulation),
        ):  # fmt: skip
            self.fields.update({name: field for name, field in more.items() if name not in self.fields})
        self.follow_ups: list[Asked] = asked_at_once(regulation, self.who.role)
        self.fields.update({asked.field: asked.made() for asked in self.follow_ups})
        self.fields["key"] = questions.new_key()
        self.fields[HAPPENED].label = gettext("Wanneer kwam de klacht binnen?")
        self.fields[HAPPENED].help_text = gettext(
            "Leeg laten als het nu is. Wanneer u dit vastlegt, wordt apart bewaard."
        )

    def _usual(self) -> None:
        """What stands chosen at first: a complaint. With whom it came in decides which terms run, so that is always answered."""
        if "complaint" in self.fields:
            few = gettext("Schrijf op waar de klacht over gaat. Een paar woorden is genoeg.")
            self.fields["complaint"].required, self.fields["complaint"].error_messages["required"] = True, few
        if "kind" in self.fields and "complaint" in self.regulation.kinds:
            self.fields["kind"].initial = "complaint"

    def sections(self) -> list[Section]:
        """Every visible question under its heading, in the order of a talk; a heading without questions is left out."""
        around = {name for name in self.fields if name.startswith("place_")}
        plan = [
            (gettext("Is dit de goede plek?"), sorted(around), True),
            (gettext("Hoe en wanneer kwam de klacht binnen?"), ["channel", HAPPENED, *map(plain, WHERE)], False),
            (gettext("Via een andere instantie"), ["body", "received_there", "body_reference", "known_by"], True),
            (gettext("Wie klaagt?"), ["complainant_name", "capacity", "proof", "client_name", "age_group", "law"], False),
            (
                gettext("Wat is er gebeurd?"),
                [
                    "complaint", "wording", "subject", "kind", "theme", "when_it_was", "event_age", "elements", "member", "location", "team",
                    "accused_account", "accused_name",
                ],
                False,
            ),
            (gettext("Wat wil de klager?"), self._rest(), False),
            (gettext("Hoe bereiken wij de klager?"), [*CONTACT, "large_print"], False),
            (gettext("Nu meteen te vragen"), [asked.field for asked in self.follow_ups], False),
        ]  # fmt: skip
        found = [self._section(title, names, folded) for title, names, folded in plan]
        return [section for section in found if section.fields]

    def _rest(self) -> list[str]:
        placed = {"channel", *WHERE, *WHO, *WHAT, "received there"}
        return [plain(name) for name in self.act.fields if name not in placed]

    def _section(self, title: str, names: list[str], folded: bool) -> Section:
        fields = [self[name] for name in names if name in self.fields]
        filled = any(field.value() not in (None, "", False) or field.errors for field in fields)
        return Section(title, "", fields, folded and not filled)

    def _given(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name)

    @property
    def subject(self) -> str:
        """What the list shows: as given, else the first words of the complaint."""
        words = str(self._given("subject") or "").strip() or " ".join(str(self._given("complaint") or "").split())
        return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"

    @property
    def contact(self) -> dict[str, str]:
        """How to reach the complainant, as far as it was said."""
        found = {name: str(self._given(name)) for name in CONTACT if self._given(name)}
        return found | ({"print": "large"} if self._given("large_print") else {})

    @property
    def involved(self) -> list[NewPerson]:
        """The people named."""
        name, capacity = str(self._given("complainant_name") or ""), str(self._given("capacity") or "")
        found = [NewPerson("complainant", name, capacity, self.contact)]
        if client := self._given("client_name"):
            found.append(NewPerson("client", str(client)))
        return found + list(self._accused())

    def _accused(self) -> Iterator[NewPerson]:
        """Whom it is about: the colleague who was chosen, and everybody else who was named; a part of a name may be another."""
        colleague, known = self._given("accused_account"), list[str]()
        if colleague:
            known = colleague.name.casefold().split()
            yield NewPerson("accused", colleague.name, account=colleague.pk)
        for name in several.by_line(str(self._given("accused_name") or "")):
            if name.casefold().split() != known:
                yield NewPerson("accused", name)

    @property
    def how(self) -> HowItCame:
        """How it came in."""
        there = self._given("received_there") or self._given("received there")
        placed = [(name, str(self._given(f"place_{plain(name)}") or "")) for name in self.regulation.applicability]
        return HowItCame(
            str(self._given("body") or ""), there, str(self._given("known_by") or ""), str(self._given("body_reference") or ""),
            str(self._given("wording") or ""), {name: code for name, code in placed if code},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A team that works at one place goes with no other."""
        given = super().clean()
        try:
            placing.together(given.get("location"), given.get("team"))
        except placing.Elsewhere as found:
            self.add_error("location", contradiction(found))
        return given

    @property
    def place(self) -> tuple[Location | None, int | None]:
        """Where it was, and the team it is about; of a team that works at one place that place, when none was given."""
        location, team = placing.together(self._given("location"), self._given("team"))
        return location, team.pk if team else None

    @property
    def member(self) -> Organisation | None:
        """The member provider it is about: the own one, or the one chosen; the location's where only that was given."""
        own = self.who.membership.organisation
        if own.parent_id:
            return own
        place = self._given("location") or self._given("team")
        chosen: Organisation | None = self._given("member") or (place.organisation if place else None)
        return chosen if chosen and chosen.parent_id else None

    @property
    def elsewhere(self) -> list[str]:
        """Where this belongs when it does not belong here."""
        return questions.leads_to(self.regulation, getattr(self, "cleaned_data", {}))

    @property
    def answers(self) -> Mapping[Asked, str]:
        """What was answered to the questions of other acts."""
        proof = [Asked(PROOF, SHOWN, "", (), "proof")] if PROOF in self.regulation.acts else []
        return {asked: str(found) for asked in (*proof, *self.follow_ups) if (found := self._given(asked.field))}

    def marks(self) -> Marks:
        """What to compare with other complaints."""
        place, _ = self.place
        about = of_complaint(self.who.tenant, self.subject, place.pk if place else None, self._given("kind") or "")
        return about | of_people(self.who.tenant, self.involved)

    @property
    def happened(self) -> datetime | None:
        """When it came in, when that was not now."""
        return self.at
