"""The form of an act, made from its questions in the regulation. Codes and dates go into the event, texts are sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.offering import Hidden
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.events import Value
from wederhoor.procedure.model import Act, FormField, Regulation

FEW = 6
"""Up to so many options they are all shown; more go into a list."""
People = list[tuple[str, str]]
SEQ = "expected_seq"
HAPPENED = "happened_at"


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


class ActForm(forms.Form):
    """The questions of one act. `people` are those who can be chosen, `events` what can be corrected, `hidden` what is not offered."""

    def __init__(
        self, regulation: Regulation, act: Act, data: Mapping[str, Any] | None = None, *,
        people: People, events: People, seq: int, ask_when: bool = True, hidden: Hidden = frozenset(),
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.regulation, self.act = regulation, act
        self.lists, self.hidden = {"person": people, "event": events}, hidden
        for name, question in act.fields.items():
            self.fields[plain(name)] = self._question(name, question)
        if ask_when:
            self.fields[HAPPENED] = self._happened()
        self.fields[SEQ] = forms.IntegerField(initial=seq, widget=forms.HiddenInput())

    def _question(self, name: str, question: FormField) -> forms.Field:
        field = self._made(name, question)
        field.label, field.help_text = question.label, question.help
        field.required = question.required and question.required_when is None
        field.error_messages["required"] = gettext("Vul dit in: %(label)s") % {"label": question.label.rstrip("?")}
        return field

    def _made(self, name: str, question: FormField) -> forms.Field:
        if question.kind in SIMPLE:
            return SIMPLE[question.kind](question)
        listed = self.lists.get(question.kind) or choices_of(self.regulation, question).items()
        options = [(code, label) for code, label in listed if (name, code) not in self.hidden]
        if question.kind == "choices":
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple())
        return _choice(options, question.required)

    def _happened(self) -> forms.Field:
        field = _moment(FormField(label="", kind="moment"))
        field.required, field.label = False, gettext("Wanneer gebeurde dit?")
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
    def values(self) -> dict[str, Value]:
        """The codes and dates given, by question."""
        given = {n: self.cleaned_data.get(plain(n)) for n, q in self.act.fields.items() if q.kind not in TEXT_KINDS}
        return {name: _coded(value) for name, value in given.items() if value not in (None, "", [])}

    @property
    def texts(self) -> dict[str, str]:
        """The texts given, by question."""
        given = {n: self.cleaned_data.get(plain(n), "") for n, q in self.act.fields.items() if q.kind in TEXT_KINDS}
        return {name: text for name, text in given.items() if text}


def _coded(value: Any) -> Value:
    if isinstance(value, list):
        return [str(v) for v in value]
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
