"""One signal: what stands out and by which rule, the complaints it is about, its owner, and deciding on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from wederhoor.desk.learning import signal_words as words
from wederhoor.desk.learning.nameless import Nameless
from wederhoor.desk.learning.page import around, learning, member_of
from wederhoor.desk.signed import Signed, role_label
from wederhoor.insight import rights, signals
from wederhoor.insight.measures import Owner
from wederhoor.insight.models import Signal
from wederhoor.organisations.models import Account, Membership

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
WORDS = forms.Textarea(attrs={"rows": 3})
MEANWHILE = gettext_noop(
    "Iemand anders deed intussen iets met dit signaal. Kijk wat ermee gebeurde en doe het dan opnieuw."
)
NAMELESS = gettext_lazy("Noem geen namen: dit blijft staan als de klachten vernietigd zijn.")


class OwnerForm(forms.Form):
    """Who looks after it."""

    to = forms.ChoiceField(label=gettext_lazy("Eigenaar"), required=False)

    def __init__(self, who: Signed, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        people = [(account.pk.hex, account.name) for account in staff(who)]
        self.fields["to"].choices = [("", gettext("Niemand")), *people]  # type: ignore[attr-defined]


class DecisionForm(Nameless):
    """What happens with it, and why; a measure says what, and by when."""

    nameless = ("reason", "what")
    code = forms.ChoiceField(label=gettext_lazy("Besluit"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Waarom"), max_length=2000, widget=WORDS, help_text=NAMELESS)
    what = forms.CharField(
        label=gettext_lazy("Welke maatregel"), max_length=2000, required=False, widget=WORDS,
        help_text=gettext_lazy("Alleen bij een maatregel. Die komt op de lijst van maatregelen."),
    )  # fmt: skip
    due = forms.DateField(label=gettext_lazy("Klaar uiterlijk op"), required=False, widget=DAY)
    field_order = ("code", "reason", "what", "sure", "due")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["code"].choices = list(words.decision_words().items())  # type: ignore[attr-defined]
        self.fields["code"].error_messages["required"] = gettext("Kies wat ermee gebeurt.")
        self.fields["reason"].error_messages["required"] = gettext("Zeg waarom: zonder reden is het geen besluit.")

    def clean(self) -> dict[str, Any]:
        """A measure says what will be done."""
        given = super().clean()
        if given.get("code") == "measure" and not given.get("what"):
            self.add_error("what", gettext("Zeg welke maatregel u neemt."))
        return given


def staff(who: Signed) -> list[Account]:
    """Who may look after a signal: everybody here who sees figures."""
    codes = [code for code in who.regulation.roles if rights.sees_figures(who.regulation, code)]
    held = Membership.objects.filter(organisation__in={who.tenant.pk, who.membership.organisation_id}, role__in=codes)
    mine = held.current(timezone.localdate()).values("account")
    return list(Account.objects.filter(pk__in=mine, is_active=True).order_by("name"))


@require_http_methods(["GET", "POST"])
@learning(rights.sees_figures)
def one(request: HttpRequest, who: Signed, signal: UUID) -> HttpResponseBase:
    """Everything about one signal; giving it to somebody, and deciding."""
    now = timezone.now()
    found = signals.opened(who.tenant, signal, actor=who.actor, now=now, member=member_of(who))
    if found is None:
        raise Http404
    row, lines = found
    if request.method == "POST" and "to" in request.POST:
        return _given(request, who, row)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decided(request, who, row, form):
        return redirect("desk:learning signal", row.id)
    numbers, every = signals.complaints(row, actor=who.actor, now=now)
    context = around(request, who, "signals") | {
        "signal": _shown(who, row), "charts": words.drawn(who, row), "history": _history(who, lines),
        "numbers": [{"number": number, "day": day, "url": reverse("desk:dossier", args=[number])} for number, day in numbers],
        "hidden": every - len(numbers), "every": every, "form": form, "seen": signals.newest(lines),
        "owner_form": OwnerForm(who, initial={"to": row.owner_id.hex if row.owner_id else ""}),
    }  # fmt: skip
    return render(request, "desk/learning/signal.html", context, status=422 if form.errors else 200)


def _shown(who: Signed, row: Signal) -> dict[str, Any]:
    return {
        "subject": words.subject(who, row), "summary": words.summary(row), "explained": words.explained(row),
        "rule": words.rule_words()[row.rule], "open": row.status == "open", "raised": row.raised, "until": row.evidence_on,
        "decision": words.decision_words().get(row.decision, ""), "tone": words.TONES.get(row.decision, "warning"),
        "decided_on": row.decided_on, "owner": row.owner.name if row.owner else "",
    }  # fmt: skip


def _history(who: Signed, lines: list[signals.Line]) -> list[dict[str, Any]]:
    """Newest first; a line of the software itself has no name."""
    ids = {line.by for line in lines} | {str(line.said.get("to", "")) for line in lines}
    known = {
        row.pk.hex: row.name for row in Account.objects.filter(pk__in=[UUID(hex=one) for one in ids if len(one) == 32])
    }
    return [
        {
            "what": words.step_words()[line.step], "at": line.at, "words": line.words,
            "name": known.get(line.by, gettext("Het systeem")), "role": role_label(who.regulation, line.role) if line.role else "",
            "more": _more(line, known), "measure_url": _measure_url(line),
        }
        for line in reversed(lines)
    ]  # fmt: skip


def _more(line: signals.Line, known: dict[str, str]) -> str:
    if line.step == "own":
        return known.get(str(line.said.get("to", "")), gettext("niemand"))
    if line.step == "decide":
        return words.decision_words()[str(line.said["decision"])]
    if line.step in ("raise", "more"):
        count, usual = line.said["count"], words.number(line.said["expected"])
        return gettext("%(count)s, gewoonlijk %(usual)s") % {"count": count, "usual": usual}
    return ""


def _measure_url(line: signals.Line) -> str:
    """Where the measure stands that a decision brought about."""
    if not line.said.get("measure"):
        return ""
    try:
        return reverse("desk:measure", args=[UUID(hex=str(line.said["measure"]))])
    except NoReverseMatch:
        return ""


def _given(request: HttpRequest, who: Signed, row: Signal) -> HttpResponseBase:
    form = OwnerForm(who, request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Kies iemand uit de lijst."))
        return redirect("desk:learning signal", row.id)
    to = str(form.cleaned_data["to"])
    try:
        signals.give(row, UUID(hex=to) if to else None, seen=_seen(request), actor=who.actor, now=timezone.now())
        messages.success(request, gettext("De eigenaar is veranderd."))
    except signals.Changed:
        messages.error(request, gettext(MEANWHILE))
    return redirect("desk:learning signal", row.id)


def _seen(request: HttpRequest) -> int:
    known = request.POST.get("seen", "")
    return int(known) if known.isdecimal() else -1


def _decided(request: HttpRequest, who: Signed, row: Signal, form: DecisionForm) -> bool:
    """Whether it was decided; why not stands in the form."""
    now, given = timezone.now(), form.cleaned_data
    due = given["due"] or (now + timedelta(days=90)).date() if given["code"] == "measure" else None
    owner = Owner(row.owner_id or who.account.pk, "")
    decision = signals.Decision(given["code"], given["reason"], given["what"], owner, due)
    try:
        signals.decide(row, decision, seen=_seen(request), actor=who.actor, now=now)
    except signals.Changed:
        form.add_error(None, gettext(MEANWHILE))
        return False
    messages.success(request, gettext("Uw besluit staat erbij."))
    return True
