"""The public complaint form, made from the `receive` act of a regulation. Nothing is asked twice; only the story must be told."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from wederhoor.dossier.door import NewPerson
from wederhoor.frontdoor.publishing.guidance import said
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.organisations.models import Location
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command
from wederhoor.procedure.model import FormField, Regulation

OURS = frozenset({"channel", "kind", "scheme", "official", "anonymous", "complaint"})
"""Questions of the act that the form answers itself or asks in its own way."""
QUESTIONS = {
    "capacity": ("Wie bent u?", "Wie ben je?"),
    "law": ("Weet u welke wet over uw zorg gaat?", "Weet je welke wet over je zorg gaat?"),
    "hope": ("Wat hoopt u?", "Wat hoop je?"),
    "wish": ("Welke oplossing wilt u?", "Welke oplossing wil je?"),
    "spoken": ("Hebt u er al over gepraat?", "Heb je er al over gepraat?"),
    "tell support worker": ("Mag uw begeleider dit weten?", "Mag je begeleider dit weten?"),
    "age group": ("Hoe oud is de cliënt?", "Hoe oud is de cliënt?"),
    "addressee": ("Naar wie moet uw klacht?", "Naar wie moet je klacht?"),
    "door": ("Bij wie wilt u uw klacht doen?", "Bij wie wil je je klacht doen?"),
    "event age": ("Hoe lang geleden is het gebeurd?", "Hoe lang geleden is het gebeurd?"),
}
HELP = {
    "law": ("Weet u het niet? Dat is niet erg.", "Weet je het niet? Dat is niet erg."),
    "capacity": ("Kies wat het beste past.", "Kies wat het beste past."),
}
SHORT = frozenset({"law", "age group", "event age"})
"""Questions with a 'don't know' that few people need: a list that stays folded."""
STORY, WISHES = ("complaint", "location", "event age"), ("hope", "wish", "spoken", "tell support worker")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its questions."""

    title: str
    intro: str
    fields: list[forms.BoundField]


def plain(name: str) -> str:
    """The name of a question as it stands in the page."""
    return name.replace(" ", "_")


def public_channel(regulation: Regulation) -> str:
    """The channel of the form on the site. Raises LookupError when the regulation has none."""
    public = [name for name, channel in regulation.channels.items() if channel.public]
    written = [name for name in public if "web" in name or "form" in name or "site" in name] or public
    if not written:
        raise LookupError(f"{regulation.provider}: no channel is public")
    return written[0]


class ComplaintForm(forms.Form):
    """The questions of one provider."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, provider: Provider, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4().hex})
        self.provider, self.regulation = provider, provider.regulation
        self.asked = {plain(name): name for name in self._questions()}
        self._ask_story()
        for name, field in self._questions().items():
            self.fields[plain(name)] = self._field(name, field)
        self._ask_contact()

    def say(self, formal: str, familiar: str) -> str:
        """In the form of address of the regulation."""
        return said(self.provider.address, formal, familiar)

    def _questions(self) -> dict[str, FormField]:
        shown = {n: f for n, f in self.regulation.acts["receive"].fields.items() if n not in OURS}
        return {n: f for n, f in shown.items() if f.kind in ("choice", "yes or no", "date") or n == "wish"}

    def _ask_story(self) -> None:
        self.fields["complaint"] = forms.CharField(
            label=gettext("Vertel wat er is gebeurd"),
            widget=forms.Textarea(attrs={"rows": 8}),
            help_text=self.say(
                "Noem ook waar en wanneer, als u dat weet.", "Noem ook waar en wanneer, als je dat weet."
            ),
            error_messages={"required": gettext("Schrijf op wat er is gebeurd. Een paar zinnen is genoeg.")},
        )
        places = Location.objects.filter(organisation=self.provider.row)
        if places:
            self.fields["location"] = forms.ModelChoiceField(
                places, required=False, label=gettext("Waar was het?"), empty_label=gettext("Weet ik niet"),
                widget=forms.Select(), to_field_name="code",
            )  # fmt: skip

    def _label(self, name: str, field: FormField) -> str:
        return self.say(*QUESTIONS[name]) if name in QUESTIONS else field.label

    def _field(self, name: str, field: FormField) -> forms.Field:
        label, about = self._label(name, field), self.say(*HELP[name]) if name in HELP else field.help
        if field.kind == "long text":
            area = forms.Textarea(attrs={"rows": 3})
            return forms.CharField(label=label, help_text=about, required=False, widget=area)
        if field.kind == "date":
            day = forms.DateInput(attrs={"type": "date"})
            return forms.DateField(label=label, help_text=about, required=False, widget=day)
        return self._choice(name, field, label, about)

    def _choice(self, name: str, field: FormField, label: str, about: str) -> forms.Field:
        options = list(choices_of(self.regulation, field).items()) or [("yes", gettext("Ja")), ("no", gettext("Nee"))]
        if name in SHORT:
            options = [("", gettext("Weet ik niet")), *options]
        picks = forms.Select() if name in SHORT else forms.RadioSelect()
        start = self._first([code for code, _ in options]) if field.required else ""
        return forms.ChoiceField(
            choices=options, label=label, help_text=about, required=False, widget=picks, initial=start
        )

    def _first(self, codes: list[str]) -> str:
        """What is chosen at first where the act needs an answer: somebody who helps, never whom the complaint is about."""
        roles = self.regulation.roles
        helping = [code for code in codes if code in roles and roles[code].kind in ("confidant", "handler")]
        return (helping or codes)[0]

    def _ask_contact(self) -> None:
        ways = [
            ("telephone", gettext("Bel mij")),
            ("mail", gettext("Mail mij")),
            ("none", gettext("Neem geen contact op")),
        ]
        self.fields["name"] = forms.CharField(
            label=self.say("Hoe heet u?", "Hoe heet je?"), required=False, max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )  # fmt: skip
        self.fields["contact"] = forms.ChoiceField(
            choices=ways, required=False, widget=forms.RadioSelect(), initial="",
            label=self.say("Hoe mogen wij u bereiken?", "Hoe mogen wij je bereiken?"),
        )  # fmt: skip
        self.fields["telephone"] = forms.CharField(
            label=gettext("Telefoonnummer"), required=False, max_length=30,
            widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        )  # fmt: skip
        self.fields["email"] = forms.EmailField(
            label=gettext("E-mailadres"), required=False,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            error_messages={"invalid": gettext("Kijk het e-mailadres na. Er hoort een @ in.")},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was asked to be used must be there."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("contact") == "telephone" and not given.get("telephone"):
            self.add_error("telephone", gettext("Vul een telefoonnummer in, of kies iets anders."))
        if given.get("contact") == "mail" and not given.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Vul een e-mailadres in, of kies iets anders."))
        return given

    def sections(self) -> list[Section]:
        """The questions under their headings; a heading without questions is left out."""
        rest = [n for n in self._questions() if n not in (*STORY, *WISHES, "capacity", "law", "age group")]
        plan = [
            (gettext("Wat is er gebeurd?"), "", STORY),
            (self.say("Over u", "Over jou"), "", ("capacity", "age group", "law")),
            (self.say("Wat wilt u?", "Wat wil je?"), "", (*WISHES, *rest)),
            (
                gettext("Contact"),
                self.say("U mag ook geen naam noemen.", "Je mag ook geen naam noemen."),
                ("name", "contact", "telephone", "email"),
            ),
        ]
        found = [Section(t, i, [self[plain(n)] for n in names if plain(n) in self.fields]) for t, i, names in plan]
        return [section for section in found if section.fields]

    def command(self) -> Command:
        """The command that opens the dossier. What somebody did not know is left out."""
        kinds, receive = self.regulation.kinds, self.regulation.acts["receive"].fields
        values: dict[str, Any] = {"channel": public_channel(self.regulation)}
        if "kind" in receive:
            values["kind"] = "complaint" if "complaint" in kinds else next(iter(kinds))
        if "anonymous" in receive:
            values["anonymous"] = "no" if self.cleaned_data.get("name") else "yes"
        for shown, name in self.asked.items():
            answer = self.cleaned_data.get(shown) or self.fields[shown].initial
            if answer and receive[name].kind not in ("text", "long text"):
                values[name] = str(answer)
        return Command("receive", "complainant", values)

    def texts(self) -> dict[str, str]:
        """What was written, per question of the act."""
        receive = self.regulation.acts["receive"].fields
        written = {name: str(self.cleaned_data.get(shown) or "") for shown, name in self.asked.items()}
        found = {name: text for name, text in written.items() if text and receive[name].kind in ("text", "long text")}
        return {"complaint": self.cleaned_data["complaint"], **found} if "complaint" in receive else found

    def people(self) -> list[NewPerson]:
        """The complainant, with the ways to reach them that they gave."""
        given = self.cleaned_data
        contact = {name: given[name] for name in ("telephone", "email", "contact") if given.get(name)}
        if not given.get("name") and not contact:
            return []
        return [NewPerson("complainant", given["name"] or gettext("Naam onbekend"), given.get("capacity", ""), contact)]

    def subject(self) -> str:
        """The first words of the story, for the list."""
        words = " ".join(self.cleaned_data["complaint"].split())
        return words if len(words) <= 70 else words[:70].rsplit(" ", 1)[0] + " …"
