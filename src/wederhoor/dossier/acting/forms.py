"""The form of an act, made from its questions in the regulation. Codes and dates go into the event, texts are sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.conditions import describe
from wederhoor.procedure.events import Value
from wederhoor.procedure.model import Act, FormField, Regulation
from wederhoor.procedure.offering import Hidden
from wederhoor.procedure.questions import as_name

FEW = 6
"""Up to so many options they are all shown; more go into a list."""
People = list[tuple[str, str]]
SEQ = "expected_seq"
HAPPENED = "happened_at"
SAID_BY = "said_by"
SAID_HOW = "said_how"
SIDE = ("party", "side")
"""The question about which side something is, as the regulations call it."""
ELEMENTS = 3
"""So many elements are offered where the complaint does not say how many there are."""


def plain(name: str) -> str:
    """The name of a question as it stands in the page."""
    return name.replace(" ", "_")


def _text(field: FormField) -> forms.Field:
    return forms.CharField(widget=forms.TextInput())


def _long(field: FormField) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))


def _date(field: FormField) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _moment(field: FormField) -> forms.Field:
    return forms.DateTimeField(widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}))


def _number(field: FormField) -> forms.Field:
    return forms.IntegerField(widget=forms.NumberInput(attrs={"inputmode": "numeric"}))


def _yes_no(field: FormField) -> forms.Field:
    return forms.ChoiceField(choices=[("yes", gettext("Ja")), ("no", gettext("Nee"))], widget=forms.RadioSelect())


SIMPLE: Mapping[str, Callable[[FormField], forms.Field]] = {
    "text": _text, "term": _text, "amount": _text, "long text": _long, "date": _date, "moment": _moment, "number": _number,
    "yes or no": _yes_no,
}  # fmt: skip


def _choice(options: list[tuple[str, str]], required: bool) -> forms.Field:
    if len(options) <= FEW:
        shown = options if required else [("", gettext("Niet ingevuld")), *options]
        return forms.ChoiceField(choices=shown, widget=forms.RadioSelect())
    return forms.ChoiceField(choices=[("", gettext("Maak een keuze")), *options], widget=forms.Select())


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form offers besides the regulation's own lists: what not, the elements to judge, and what was typed before."""

    hidden: Hidden = frozenset()
    elements: Sequence[str] = ()
    answers: People = field(default_factory=list)
    """What an answer given before could have been, as 'question=code'."""
    behalf: str = ""
    """In whose name it is done, when not in one's own: then the form asks who said it, and how."""
    typed: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, People] = field(default_factory=dict)
    """Per kind of question what the dossier offers: who can be asked to a talk, which talks stand, whose attendance is asked."""


NOTHING = Offered()


class ActForm(forms.Form):
    """The questions of one act."""

    def __init__(
        self, regulation: Regulation, act: Act, data: Mapping[str, Any] | None = None, *,
        people: People, events: People, seq: int, ask_when: bool = True, offered: Offered = NOTHING,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=dict(offered.typed))
        self.regulation, self.act, self.offered = regulation, act, offered
        self.lists = {"person": people, "event": events, "answer": list(offered.answers)} | dict(offered.lists)
        if offered.behalf:
            self._ask_who_said_it()
        for name, question in act.fields.items():
            self._add(name, question)
        if ask_when:
            self.fields[HAPPENED] = self._happened()
        self.fields[SEQ] = forms.IntegerField(initial=seq, widget=forms.HiddenInput())

    def shows_only(self, hidden: Hidden) -> None:
        """Of what was sent any choice was read; shown again, it offers what can be chosen, and what was."""
        for name in {question for question, _ in hidden}:
            field = self.fields.get(plain(name))
            if isinstance(field, forms.ChoiceField):
                given = field.widget.value_from_datadict(self.data, {}, plain(name)) or ()
                sent = {given} if isinstance(given, str) else set(given)
                offered: Any = field.choices
                field.widget.choices = [(c, label) for c, label in offered if (name, c) not in hidden or c in sent]

    def _add(self, name: str, question: FormField) -> None:
        if question.kind == "attendance":
            self._add_attendance(name, question)
        elif question.kind == "accused":
            self._add_accused(name, question)
        elif question.kind == "outcomes":
            self._add_elements(name, question)
        else:
            self.fields[plain(name)] = self._question(name, question)

    def _add_attendance(self, name: str, question: FormField) -> None:
        """One question per person who was asked to come."""
        for code, person in self.lists.get("attendance", []):
            options = choices_of(self.regulation, question).items()
            field = forms.ChoiceField(choices=[("", gettext("Niet ingevuld")), *options], widget=forms.Select())
            field.label, field.required = f"{question.label}: {person}", False
            self.fields[f"{plain(name)}_{code}"] = field

    def _add_accused(self, name: str, question: FormField) -> None:
        """Whom of several accused it is about: asked where there are several, and it can be about one of them."""
        listed, side = self.lists.get("accused", []), self._side()
        if not listed or (side and "accused" not in choices_of(self.regulation, self.act.fields[side])):
            return
        field = forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple())
        field.label, field.help_text, field.required = question.label, question.help, not side
        field.error_messages["required"] = gettext("Kies om wie van de aangeklaagden het gaat.")
        self.fields[plain(name)] = field

    def _side(self) -> str:
        """The question about which side it is, where the act has one."""
        return next((name for name in SIDE if name in self.act.fields), "")

    def clean(self) -> dict[str, Any]:
        """Where it is about the accused, it is said about whom of several; about the complainant it is about none of them."""
        given, side = super().clean() or {}, self._side()
        for name, question in self.act.fields.items():
            if question.kind != "accused" or plain(name) not in self.fields:
                continue
            if side and self.side_of(given) != "accused":
                given[plain(name)] = []
            elif side and not given.get(plain(name)):
                self.add_error(plain(name), gettext("Kies om wie van de aangeklaagden het gaat."))
        return given

    def side_of(self, given: Mapping[str, Any]) -> str:
        """Which side it is about, as it was answered."""
        return str(given.get(plain(self._side())) or "")

    def _add_elements(self, name: str, question: FormField) -> None:
        for number, words in enumerate(self._elements(name), 1):
            field = self._question(name, question)
            field.label = element(question.label, number, words)
            field.required = False
            self.fields[f"{plain(name)}_{number}"] = field

    def _elements(self, name: str) -> Sequence[str]:
        """The elements to judge: those of the complaint, or as many as were sent."""
        sent = sum(1 for key in self.data if key.startswith(f"{plain(name)}_"))
        return self.offered.elements or [""] * (sent or ELEMENTS)

    def _question(self, name: str, question: FormField) -> forms.Field:
        field = self._made(name, question)
        field.label, field.help_text = (
            question.label,
            " ".join(filter(None, (question.help, self._condition(question)))),
        )
        field.required = question.required and question.required_when is None
        field.error_messages["required"] = gettext("Vul dit in: %(label)s") % {"label": as_name(question.label)}
        return field

    def _condition(self, question: FormField) -> str:
        """When a question must be answered that need not always be."""
        if question.required_with:
            asked = [self.act.fields[name].label for name in question.required_with]
            return gettext("Alleen nodig als u dit invult: %(question)s") % {"question": " ".join(asked)}
        words = self.needed_when(question)
        return gettext("Nodig als: %(condition)s.") % {"condition": words} if words else ""

    def needed_when(self, question: FormField) -> str:
        """The condition itself, in the words of the regulation; '' for none."""
        return describe(question.required_when, self._words()) if question.required_when else ""

    def _words(self) -> Any:
        """The words of the regulation, with those of this form's own questions, which a condition may name."""
        known = procedure_of(self.regulation).words
        own = {(name, ""): question.label for name, question in self.act.fields.items()}
        for name, question in self.act.fields.items():
            own |= {(name, code): label for code, label in choices_of(self.regulation, question).items()}
        return type(known)(known.facts, known.duties, {**known.values, **own}, known.consents)

    def _made(self, name: str, question: FormField) -> forms.Field:
        if question.kind in SIMPLE:
            return SIMPLE[question.kind](question)
        listed = self.lists.get(question.kind) or choices_of(self.regulation, question).items()
        options = [(code, label) for code, label in listed if (name, code) not in self.offered.hidden]
        if question.kind in ("choices", "people"):
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple())
        return _choice(options, question.required)

    def _ask_who_said_it(self) -> None:
        ways = {
            "telephone": gettext("Telefoon"), "in person": gettext("Gesprek"), "letter": gettext("Brief"),
            "mail": gettext("E-mail"), "helper": gettext("Via een helper"),
        }  # fmt: skip
        self.fields[SAID_BY] = forms.CharField(label=gettext("Wie zei dit?"), max_length=200)
        self.fields[SAID_HOW] = forms.ChoiceField(
            label=gettext("Hoe zei die het?"), choices=list(ways.items()), widget=forms.RadioSelect()
        )
        for name in (SAID_BY, SAID_HOW):
            label = as_name(str(self.fields[name].label))
            self.fields[name].error_messages["required"] = gettext("Vul dit in: %(label)s") % {"label": label}

    def _happened(self) -> forms.Field:
        field = _moment(FormField(label="", kind="moment"))
        asked = gettext("Wanneer zei die het?") if self.offered.behalf else gettext("Wanneer gebeurde dit?")
        field.required, field.label = False, asked
        field.help_text = gettext("Leeg laten als het nu is.")
        return field

    @property
    def seq(self) -> int:
        """What the person had seen when the form was made."""
        return int(self.cleaned_data[SEQ])

    @property
    def at(self) -> datetime | None:
        """When it happened, if that was not now."""
        found: datetime | None = self.cleaned_data.get(HAPPENED)
        return found

    @property
    def said(self) -> str:
        """Who said what is recorded in their name, and how; '' when it is done in one's own name."""
        if not self.offered.behalf:
            return ""
        ways = dict(self.fields[SAID_HOW].choices)  # type: ignore[attr-defined]  # a choice field, made above
        return f"{self.cleaned_data[SAID_BY]} ({str(ways[self.cleaned_data[SAID_HOW]]).lower()})"

    @property
    def values(self) -> dict[str, Value]:
        """The codes and dates given, by question."""
        asked = {name: question for name, question in self.act.fields.items() if question.kind not in TEXT_KINDS}
        given = {
            n: APART[q.kind](self, n) if q.kind in APART else self.cleaned_data.get(plain(n)) for n, q in asked.items()
        }
        return {name: _coded(value) for name, value in given.items() if value not in (None, "", [], {})}

    def _apart(self, name: str) -> dict[str, str]:
        """The answer per element. Their words stay in the sealed text of the complaint: the event says their number."""
        rows = range(1, len(self._elements(name)) + 1)
        found = {n: self.cleaned_data.get(f"{plain(name)}_{n}") for n in rows}
        return {f"onderdeel {n}": code for n, code in found.items() if code}

    def _present(self, name: str) -> dict[str, str]:
        """The answer per person."""
        found = {
            code: self.cleaned_data.get(f"{plain(name)}_{code}", "") for code, _ in self.lists.get("attendance", [])
        }
        return {code: answer for code, answer in found.items() if answer}

    @property
    def texts(self) -> dict[str, str]:
        """The texts given, by question."""
        given = {n: self.cleaned_data.get(plain(n), "") for n, q in self.act.fields.items() if q.kind in TEXT_KINDS}
        return {name: text for name, text in given.items() if text}


APART: Mapping[str, Callable[[ActForm, str], dict[str, str]]] = {
    "outcomes": ActForm._apart,
    "attendance": ActForm._present,
}
"""Kinds of question that are asked once for each of several."""


def element(label: str, number: int, words: str) -> str:
    """How one element of a complaint is asked about."""
    named = gettext("%(label)s: onderdeel %(n)s") % {"label": label, "n": number}
    return f"{named} – {words}" if words else named


def _coded(value: Any) -> Value:
    if isinstance(value, dict):
        return {str(name): str(code) for name, code in value.items()}
    if isinstance(value, list):
        return [str(v) for v in value]
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
