"""Kalender: what the organisation owes by itself and by when, what was recorded of it, and changes of its regulation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.desk.absence import DAY
from wederhoor.desk.learning.nameless import Nameless
from wederhoor.desk.learning.page import around, learning, member_of
from wederhoor.desk.signed import Signed
from wederhoor.desk.words import term_words
from wederhoor.insight import adopting, governing, rights
from wederhoor.insight.adopting import GIVEN, REFUSED, Possible, Step
from wederhoor.insight.governing import NotPossible, Proposal
from wederhoor.insight.obligations import GOVERNED, Own
from wederhoor.insight.report import listing, owed
from wederhoor.insight.report.listing import Reader
from wederhoor.organisations.models import Organisation

LONGEST = 4000
ORDER = ("overdue", "soon", "open", "untold", "later", "always")


def group_words() -> dict[str, str]:
    """The headings of the calendar."""
    return {
        "overdue": gettext("Te laat"), "soon": gettext("Binnenkort"), "untold": gettext("Nog te vertellen"),
        "open": gettext("Nog te maken, zonder dag"), "later": gettext("Later"), "always": gettext("Altijd"),
    }  # fmt: skip


def changes() -> dict[str, str]:
    """What can be proposed."""
    return {
        "change": gettext("De regeling wijzigen"), "adoption": gettext("Een nieuwe regeling vaststellen"),
        "withdrawal": gettext("De regeling intrekken"),
    }  # fmt: skip


class DoneForm(Nameless):
    """That it was done, and who heard of it then."""

    nameless = ("words",)
    field_order = ("on", "words", "sure")
    on = forms.DateField(label=gettext_lazy("Wanneer was het?"), widget=DAY, initial=timezone.localdate)
    words = forms.CharField(
        label=gettext_lazy("Wat kwam eruit?"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Zonder namen. Bijvoorbeeld wat goed werkt en wat er verandert."),
    )  # fmt: skip

    def __init__(self, roles: dict[str, str], data: Any = None) -> None:
        super().__init__(data)
        if roles:
            self.fields["told"] = forms.MultipleChoiceField(
                label=gettext("Wie hoorde het meteen?"), choices=list(roles.items()), required=False,
                widget=forms.CheckboxSelectMultiple(),
            )  # fmt: skip


class ToldForm(forms.Form):
    """That somebody was told later."""

    on = forms.DateField(label=gettext_lazy("Op welke dag?"), widget=DAY, initial=timezone.localdate)
    role = forms.CharField(widget=forms.HiddenInput())


class ProposeForm(Nameless):
    """What is proposed."""

    nameless = ("what",)
    field_order = ("change", "what", "sure", "holds_from")
    change = forms.ChoiceField(label=gettext_lazy("Wat is het voorstel?"))
    what = forms.CharField(
        label=gettext_lazy("Waarover gaat het?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST
    )
    holds_from = forms.DateField(label=gettext_lazy("Vanaf wanneer moet het gelden?"), required=False, widget=DAY)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["change"] = forms.ChoiceField(
            label=gettext("Wat is het voorstel?"), choices=list(changes().items()), widget=forms.RadioSelect()
        )


class StepForm(Nameless):
    """One step of a change."""

    nameless = ("words",)
    field_order = ("step", "on", "words", "sure")
    step = forms.ChoiceField(label=gettext_lazy("Welke stap?"))
    on = forms.DateField(label=gettext_lazy("Op welke dag?"), widget=DAY, initial=timezone.localdate)
    words = forms.CharField(
        label=gettext_lazy("Wat werd er gezegd of besloten?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, steps: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["step"] = forms.ChoiceField(label=gettext("Welke stap?"), choices=steps, widget=forms.RadioSelect())


def _label(who: Signed, role: str) -> str:
    known = who.regulation.roles.get(role)
    return known.label if known else role


def _row(who: Signed, own: Own, today: date) -> dict[str, Any]:
    late = own.status(today) == "overdue"
    return {
        "code": own.code, "label": own.label, "by": _label(who, own.by), "due": own.due, "source": own.source, "doubt": own.doubt,
        "term": term_words(own.due, today, late=late) if own.due else None, "steps": own.steps, "last": own.last,
        "told": [_label(who, role) for role in own.told], "untold": [_label(who, role) for role in own.untold],
        "url": _address(own), "kind": own.kind,
    }  # fmt: skip


def _address(own: Own) -> str:
    """Where one records it: an affiliation is renewed where the organisation is run, a report is made among the reports."""
    if own.kind == "report":
        return reverse("desk:reports")
    return reverse("desk:manage contact") if own.kind == "affiliation" else reverse("desk:governed", args=[own.code])


def owing(who: Signed) -> Organisation:
    """Whose calendar this person sees."""
    return governing.owing(who.tenant, member_of(who))


def _only_own(who: Signed) -> None:
    """Who works at a member under the cooperative's regulation reads what the cooperative owes, and writes nothing. Raises Http404."""
    if not governing.keeps(owing(who), who.actor):
        raise Http404


def _reader(who: Signed) -> Reader:
    return Reader(who.tenant, who.regulation, who.actor, member_of(who))


def _reports(who: Signed, today: date) -> list[Own]:
    """The reports that are owed now; recording is making them. One that fulfils a duty stands there as that duty."""
    return [
        Own(
            f"report:{entry.code}", "report",
            " ".join(filter(None, (entry.rule.label, owed.named(entry.owed.period), entry.place.label))), entry.rule.by,
            entry.owed.due, (), entry.rule.source, entry.rule.doubt,
        )
        for entry in listing.coming(_reader(who), now=timezone.now()) if not entry.rule.fulfils
    ]  # fmt: skip


def _groups(who: Signed, known: list[Own], today: date) -> Iterator[dict[str, Any]]:
    found, words = [*known, *_reports(who, today)], group_words()
    for status in ORDER:
        rows = [_row(who, own, today) for own in found if own.status(today) == status]
        if rows:
            yield {"code": status, "label": words[status], "rows": rows}


@never_cache
@require_safe
@learning(rights.sees_figures)
def calendar(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The duties of the organisation itself, as those of a dossier; terms of office that end; changes of the regulation."""
    today, whose = timezone.localdate(), owing(who)
    found = governing.calendar(whose, _reader(who), now=timezone.now())
    context = around(request, who, "governance") | {
        "groups": list(_groups(who, found.owed, today)),
        "offices": [{"name": o.name, "role": _label(who, o.role), "until": o.until} for o in found.offices],
        "meetings": [
            {
                "label": " ".join(filter(None, (m.label, m.place))),
                "at": m.at,
                "url": reverse("desk:report meetings", args=[m.report]) if m.readable else "",
            }
            for m in found.meetings
        ],
        "proposals": [_proposal_row(one) for one in found.proposals],
        "rule": adopting.rule_of(who.regulation) if governing.keeps(whose, who.actor) else None,
        "administers": who.administers,
    }
    return render(request, "desk/learning/governance.html", context)


def _proposal_row(one: Proposal) -> dict[str, Any]:
    return {
        "what": one.what, "change": changes()[one.change], "ended": adopting.ended(one.steps), "holds_from": one.holds_from,
        "on": one.steps[0].on, "url": reverse("desk:regulation change", args=[one.id]),
    }  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learning(rights.sees_figures)
def governed(request: HttpRequest, who: Signed, code: str) -> HttpResponseBase:
    """One duty of the organisation: why, when it was done, and recording that it was."""
    today, whose = timezone.localdate(), owing(who)
    known = governing.duty(whose, who.regulation, code, actor=who.actor, now=timezone.now())
    if known is None or known[0].kind == "affiliation":
        raise Http404
    own, records = known
    if request.method == "POST":
        _only_own(who)
    roles = {role: _label(who, role) for role in own.told} if own.kind == "governance" else {}
    telling = request.POST.get("what") == "told"
    form = DoneForm(roles, None if telling or request.method != "POST" else request.POST)
    told = ToldForm(request.POST if telling else None)
    used = told if telling else form
    if request.method == "POST" and used.is_valid() and _kept(request, who, own, used, telling=telling):
        return redirect("desk:governed", code)
    context = around(request, who, "governance") | {
        "own": _row(who, own, today), "by_report": _by_report(who, own), "form": form, "told_form": told, "wrong": telling,
        "untold": [(role, _label(who, role)) for role in own.untold],
        "records": [_record(who, one) for one in records],
        "keeps": governing.keeps(whose, who.actor),
    }  # fmt: skip
    return render(request, "desk/learning/governed.html", context, status=422 if used.errors else 200)


def _by_report(who: Signed, own: Own) -> str:
    """The report whose adoption is recorded as this duty; '' where none is."""
    rules = who.regulation.reports.values()
    return next((rule.label for rule in rules if rule.fulfils and f"{GOVERNED}{rule.fulfils}" == own.code), "")


def _record(who: Signed, one: governing.Record) -> dict[str, Any]:
    told = [(_label(who, role), date.fromisoformat(day)) for role, day in one.told.items()]
    return {"on": one.on, "words": one.words, "by": _label(who, one.role), "told": told}


def _kept(request: HttpRequest, who: Signed, own: Own, form: forms.Form, *, telling: bool) -> bool:
    """Whether it was written down; why not stands at the form."""
    given, now = form.cleaned_data, timezone.now()
    try:
        if telling:
            governing.tell(owing(who), who.regulation, own.code, given["role"], given["on"], actor=who.actor, now=now)
        else:
            told = dict.fromkeys(given.get("told", []), given["on"])
            words = given["words"].strip()
            governing.record(owing(who), who.regulation, own.code, given["on"], words, told, actor=who.actor, now=now)
    except NotPossible as error:
        form.add_error("on", gettext(str(error)))
        return False
    messages.success(request, gettext("Vastgelegd."))
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learning(rights.sees_figures)
def propose(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """A new proposal about the regulation itself."""
    _only_own(who)
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        change = governing.propose(
            owing(who), given["change"], given["what"].strip(), given["holds_from"], actor=who.actor, now=now
        )
        return redirect("desk:regulation change", change)
    context = around(request, who, "governance") | {"form": form, "needs": _needs(who)}
    return render(request, "desk/learning/propose.html", context, status=422 if form.errors else 200)


def _needs(who: Signed) -> dict[str, Any] | None:
    """Who the regulation says must be heard and must consent, for the page."""
    found = adopting.rule_of(who.regulation)
    if found is None:
        return None
    rule = found[1]
    return {
        "by": _label(who, rule.by), "heard": [_label(who, role) for role in rule.heard], "source": rule.source, "doubt": rule.doubt,
        "consent": [_label(who, role) for role in rule.consent_of], "before": rule.before,
    }  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learning(rights.sees_figures)
def changing(request: HttpRequest, who: Signed, change: UUID) -> HttpResponseBase:
    """One proposal: what was done, what is possible now, and what is not, with the reason."""
    one = governing.proposal(owing(who), change, actor=who.actor, now=timezone.now())
    if one is None:
        raise Http404
    if request.method == "POST":
        _only_own(who)
    found = adopting.rule_of(who.regulation)
    steps = adopting.possible(found[1], one.change, one.steps) if found else []
    form = StepForm([pair for step in steps if not step.because for pair in _choices(who, step)], request.POST or None)
    if request.method == "POST" and form.is_valid() and _stepped(request, who, one, form):
        return redirect("desk:regulation change", change)
    context = around(request, who, "governance") | {
        "one": _proposal_row(one), "form": form, "keeps": governing.keeps(owing(who), who.actor), "needs": _needs(who),
        "steps": [_step(who, step, words) for step, words in zip(one.steps, one.words, strict=True)],
        "not_now": [(_choices(who, step)[0][1], gettext(step.because)) for step in steps if step.because and step.doing != "propose"],
        "manage": who.administers and any(step.doing == "decide" for step in one.steps),
    }  # fmt: skip
    return render(request, "desk/learning/changing.html", context, status=422 if form.errors else 200)


def _choices(who: Signed, step: Possible) -> list[tuple[str, str]]:
    """How a step is chosen in the form: 'consent:client council:given'."""
    role = _label(who, step.role)
    if step.doing == "consent":
        return [
            (f"consent:{step.role}:{GIVEN}", gettext("%(role)s stemt in") % {"role": role}),
            (f"consent:{step.role}:{REFUSED}", gettext("%(role)s stemt niet in") % {"role": role}),
        ]
    return [(f"{step.doing}:{step.role}:", _doing_words(step.doing) % {"role": role})]


def _doing_words(doing: str) -> str:
    found = {
        "propose": gettext("Voorstel gedaan"), "hear": gettext("Advies van %(role)s"), "decide": gettext("Vastgesteld door %(role)s"),
        "stop": gettext("Voorstel gaat niet door, zegt %(role)s"),
    }  # fmt: skip
    return found[doing]


def _step(who: Signed, step: Step, words: str) -> dict[str, Any]:
    said = next(label for key, label in _choices(who, Possible(step.doing, step.role)) if key.endswith(step.answer))
    return {"on": step.on, "label": said, "words": words}


def _stepped(request: HttpRequest, who: Signed, one: Proposal, form: StepForm) -> bool:
    doing, role, answer = form.cleaned_data["step"].split(":")
    step = Step(doing, role, form.cleaned_data["on"], answer)
    words, now = form.cleaned_data["words"].strip(), timezone.now()
    try:
        governing.take_step(owing(who), who.regulation, one.id, step, words, actor=who.actor, now=now)
    except NotPossible as error:
        form.add_error("step", gettext(str(error)))
        return False
    messages.success(request, gettext("Vastgelegd."))
    return True
