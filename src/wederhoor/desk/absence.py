"""Being away with a substitute: the form, for oneself and for an administrator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext, gettext_lazy

from wederhoor.dossier import regulations
from wederhoor.dossier.opening import OpenDossier
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.organisations.models import Absence, Account, Membership

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def absences(account: Account, today: date) -> QuerySet[Absence]:
    """What is, or will be."""
    return Absence.objects.filter(account=account, until__gte=today).select_related("substitute")


def may_stand_in(account: Account, today: date) -> QuerySet[Account]:
    """Who can stand in: who holds the same role at the same place, or the role that the regulation names as its substitute."""
    fitting = Q(pk__in=[])
    for held in Membership.objects.filter(account=account).current(today).select_related("organisation__parent"):
        try:
            roles = regulations.pinned(regulations.in_force(held.organisation, today)).roles
        except NoRegulation:
            roles = {}
        wanted = [
            held.role,
            *([roles[held.role].substitute] if held.role in roles and roles[held.role].substitute else []),
        ]
        fitting |= Q(role__in=wanted, organisation=held.organisation)
    rows = Membership.objects.filter(fitting).current(today).exclude(account=account).values("account")
    return Account.objects.filter(pk__in=rows, is_active=True).order_by("name")


class AbsenceForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """From, until (last day), and who stands in."""

    class Meta:
        model = Absence
        fields = ("since", "until", "substitute")
        labels = {
            "since": gettext_lazy("Eerste dag"),
            "until": gettext_lazy("Laatste dag"),
            "substitute": gettext_lazy("Wie neemt waar?"),
        }
        widgets = {"since": DAY, "until": DAY}

    def __init__(self, *args: Any, account: Account, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.account = account
        self.fields["substitute"] = forms.ModelChoiceField(
            may_stand_in(account, today), label=gettext("Wie neemt waar?"),
            help_text=gettext("Iemand met dezelfde rol, of met de rol die volgens de regeling waarneemt."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            raise forms.ValidationError(gettext("De laatste dag ligt voor de eerste."))
        if (
            since
            and until
            and Absence.objects.filter(account=self.instance.account, since__lte=until, until__gte=since).exists()
        ):
            raise forms.ValidationError(gettext("In deze tijd is er al een waarnemer. Haal die eerst weg."))
        return found


def words(dossier: OpenDossier, today: date, known: Iterable[Membership]) -> list[str]:
    """Who stands in for whom in this dossier today: a sentence each. ``known``: of `mentions.around`."""
    given = {
        row.account_id for row in dossier.assignments if not row.recused and (row.until is None or row.until >= today)
    }
    away = {m.account_id: m for m in known if m.account_id in given and getattr(m, "stand_in", None)}
    told = gettext("%(substitute)s neemt waar voor %(absent)s t/m %(day)s.")
    return [
        told % {"substitute": m.stand_in, "absent": m.account.name, "day": date_words(m.away_until, "j F").lower()}  # type: ignore[attr-defined]
        for m in away.values()
    ]
