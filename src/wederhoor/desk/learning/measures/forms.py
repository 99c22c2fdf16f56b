"""The forms of measures and recommendations: a new one, changing one, and one for each step."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from wederhoor.desk.absence import DAY
from wederhoor.desk.learning.measures import words
from wederhoor.desk.learning.measures.viewing import locations, viewer_of
from wederhoor.desk.learning.nameless import Nameless
from wederhoor.desk.signed import Signed
from wederhoor.insight.measures import Owner, Subject
from wederhoor.insight.rights import OUTSIDE_MEASURES
from wederhoor.insight.steps import MONTHS, RECOMMENDATION
from wederhoor.organisations.models import Location, Membership, Team
from wederhoor.procedure.saying import small

LONG = 4000


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MeasureForm(Nameless):
    """A measure or a recommendation: what, for what, by whom, before when, about what."""

    nameless = ("what",)
    what = forms.CharField(
        label=gettext_lazy("Wat gaat er gebeuren?"), max_length=LONG, widget=_lines(4),
        help_text=gettext_lazy("Schrijf geen namen: dit blijft staan als de klacht al weg is."),
    )  # fmt: skip
    aim = forms.ChoiceField(label=gettext_lazy("Waarvoor?"), widget=forms.RadioSelect)
    asked = forms.ChoiceField(label=gettext_lazy("Is om deze aanbeveling gevraagd?"), widget=forms.RadioSelect)
    owner = forms.ChoiceField(label=gettext_lazy("Wie voert het uit?"))
    due = forms.DateField(label=gettext_lazy("Wanneer klaar?"), widget=DAY)
    theme = forms.ChoiceField(label=gettext_lazy("Over welk thema?"), required=False)
    location = forms.ChoiceField(label=gettext_lazy("Over welke locatie?"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Over welk team?"), required=False)
    field_order = ("what", "sure", "aim", "asked", "owner", "due", "theme", "location", "team")

    def __init__(self, who: Signed, kind: str, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        del self.fields["aim" if kind == RECOMMENDATION else "asked"]
        offered = {
            "aim": list(words.aims(who.regulation).items()), "asked": [("yes", gettext("Gevraagd")), ("no", gettext("Ongevraagd"))],
            "owner": owners(who), "theme": list(words.themes(who.regulation).items()), "location": locations(who), "team": teams(who),
        }  # fmt: skip
        for name, choices in offered.items():
            self._offer(name, choices)
        if kind == RECOMMENDATION:
            named = {
                "what": gettext("Wat beveelt u aan?"),
                "owner": gettext("Wie antwoordt?"),
                "due": gettext("Antwoord graag voor"),
            }
            for name, label in named.items():
                self.fields[name].label = label

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """A question with nothing to choose is left out."""
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            none = gettext("kies") if field.required else gettext("niet gezegd")
            field.choices = choices if isinstance(field.widget, forms.RadioSelect) else [("", none), *choices]
            if not choices:
                del self.fields[name]

    @property
    def doer(self) -> Owner:
        """Who does it."""
        return owner_of(str(self.cleaned_data.get("owner") or ""))

    def about(self, member: int | None) -> Subject:
        """What it is about; a location of a member is about that member."""
        place = self.cleaned_data.get("location") or ""
        found = Location.objects.select_related("organisation").get(pk=int(place)) if place else None
        of_member = found.organisation_id if found and found.organisation.parent_id else member
        team = self.cleaned_data.get("team") or ""
        return Subject(
            of_member, found.pk if found else None, int(team) if team else None, self.cleaned_data.get("theme") or ""
        )


def owner_of(value: str) -> Owner:
    """'<account>:<role>', ':<role>' for whoever holds it."""
    account, _, role = value.partition(":")
    return Owner(UUID(hex=account) if account else None, role)


def owners(who: Signed) -> list[tuple[str, str]]:
    """Everybody who works here by name and role, and the roles themselves; for a member its own people and the cooperative's."""
    roles, own = who.regulation.roles, viewer_of(who).member
    places = [who.tenant.pk, *([own] if own else who.tenant.members.values_list("pk", flat=True))]
    held = Membership.objects.filter(organisation__in=places, account__is_active=True).current(timezone.localdate())
    people = [
        m
        for m in held.select_related("account").order_by("account__name")
        if m.role in roles and roles[m.role].kind not in OUTSIDE_MEASURES
    ]
    named = [(f"{m.account.opaque}:{m.role}", f"{m.account.name} ({roles[m.role].label})") for m in people]
    whoever = {m.role: roles[m.role].label for m in people}
    return list(dict(named).items()) + [
        (f":{code}", gettext("Wie %(role)s is") % {"role": small(label)}) for code, label in whoever.items()
    ]


def teams(who: Signed) -> list[tuple[str, str]]:
    """The teams here (of a member: its own)."""
    own = viewer_of(who).member
    rows = (
        Team.objects.filter(organisation=own)
        if own
        else Team.objects.filter(organisation__in=words.place_of(who.tenant))
    )
    return [(str(team.pk), team.name) for team in rows]


class StepForm(Nameless):
    """One step, with only the questions it has."""

    nameless = ("words",)
    answer = forms.ChoiceField(
        label=gettext_lazy("Neemt u de aanbeveling over?"), widget=forms.RadioSelect,
        choices=[("accepted", gettext_lazy("Ja")), ("rejected", gettext_lazy("Nee"))],
    )  # fmt: skip
    conclusion = forms.ChoiceField(label=gettext_lazy("Heeft het gewerkt?"), widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONG, widget=_lines(3))
    on = forms.DateField(label=gettext_lazy("Sinds wanneer is het klaar?"), widget=DAY)
    due = forms.DateField(label=gettext_lazy("Wanneer is het gedaan?"), widget=DAY, required=False)
    months = forms.TypedChoiceField(
        label=gettext_lazy("Na hoeveel maanden bekijkt u het effect?"), coerce=int, empty_value=None, required=False
    )
    ASKS: ClassVar[dict[str, tuple[str, ...]]] = {
        "finish": ("words", "on", "months"), "check": ("conclusion", "words", "months"), "plan check": ("months",), "drop": ("words",),
        "reopen": ("words",), "answer": ("answer", "words", "due"), "carry out": ("words", "on"), "urge": ("words",),
    }  # fmt: skip
    LABELS: ClassVar[dict[str, Any]] = {
        "finish": gettext_lazy("Wat is er gedaan?"), "carry out": gettext_lazy("Wat is er gedaan?"),
        "check": gettext_lazy("Waaraan ziet u dat?"), "urge": gettext_lazy("Wat zegt u?"),
    }  # fmt: skip

    def __init__(self, name: str, today: date, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{name.replace(' ', '_')}_%s", initial={"on": today})
        self.name, asks = name, self.ASKS[name]
        for other in set(self.fields) - {*asks, "sure"}:
            del self.fields[other]
        if name in self.LABELS:
            self.fields["words"].label = self.LABELS[name]
        for asked, choices in (("conclusion", list(words.conclusions().items())), ("months", _months(name))):
            if isinstance(field := self.fields.get(asked), forms.ChoiceField):
                field.choices = choices
        if name == "plan check":
            self.fields["months"].required = True
        if name == "check":
            self.fields["months"].label = gettext("Nog niet te zeggen? Na hoeveel maanden kijkt u dan weer?")
        self.order_fields([*asks, "sure"])


def _months(name: str) -> list[tuple[str, str]]:
    """How long until somebody looks; when a measure is done one may choose not to look."""
    none = {"finish": gettext("niet"), "check": gettext("niet nodig")}.get(name)
    return ([("", none)] if none else []) + [(str(n), str(n)) for n in MONTHS]
