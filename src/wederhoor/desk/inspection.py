"""Inspection at the desk: what each party was given, and making a set for a party with what is withheld and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.correspondence.inspection import Cover, Entry, bound
from wederhoor.desk import tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.papers import day_input, found, side_label, works
from wederhoor.desk.presenting import SIDES
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.tabs import head
from wederhoor.dossier import inspections, papers, policy
from wederhoor.dossier.accused import accused_of
from wederhoor.dossier.door import Conflict, OpenDossier, perform
from wederhoor.dossier.gate import REFUSALS
from wederhoor.dossier.gate.bad import Bad
from wederhoor.dossier.inspections import REDACTED, WAYS, WHOLE, WITHHELD, NewSet, SetView
from wederhoor.dossier.papers import KINDS, PaperView, RedactionView
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.commands import Command
from wederhoor.procedure.surroundings import Principle

HOWS = {WHOLE: "Geheel", REDACTED: "Met weglatingen", WITHHELD: "Niet geven"}
SAYS = "Dit zijn de stukken die wij u geven. Achter elk stuk staat of het geheel is. Wat is weggelaten, staat onderaan met de reden."


@dataclass(frozen=True, slots=True)
class Choice:
    """A paper that can be given, with its newest copy with things left out."""

    paper: PaperView
    copy: RedactionView | None


def rule(dossier: OpenDossier, side: str) -> Principle | None:
    """What the regulation says of inspection by this side."""
    roles = dossier.regulation.roles
    found = (
        one
        for one in dossier.regulation.inspection.values()
        if any(roles[r].kind == side for r in one.who if r in roles)
    )
    return next(found, None)


def act_for(dossier: OpenDossier, side: str) -> str:
    """The act by which inspection is given under this regulation, where it has one."""
    found = rule(dossier, side)
    return found.act if found else ""


def may_give(dossier: OpenDossier, side: str) -> bool:
    """Who gives inspection: who may do the act, or where there is none, who works on papers."""
    act = act_for(dossier, side)
    if not act:
        return works(dossier)
    return any(
        one.act == act and not one.on_behalf_of
        for one in permitted(dossier.state, dossier.actor.role, timezone.now()).may
    )


class Give(forms.Form):
    """How each paper is given, and to whom."""

    receiver = forms.CharField(max_length=200)
    way = forms.ChoiceField()
    given = forms.DateField(widget=day_input())

    def __init__(self, dossier: OpenDossier, side: str, choices: list[Choice], data: Any = None) -> None:
        names = [person.name for person in dossier.people if person.side == side and person.name]
        super().__init__(data, initial={"given": timezone.localdate(), "receiver": ", ".join(names)})
        self.papers = choices
        if several := accused_of(dossier) if side == "accused" else []:
            self.fields["only_for"] = forms.MultipleChoiceField(
                choices=several, widget=forms.CheckboxSelectMultiple, label=gettext("Voor wie van de aangeklaagden?"),
                help_text=gettext("Alleen wie u kiest opent deze inzage."),
            )  # fmt: skip
        labels = {"receiver": gettext("Aan wie?"), "way": gettext("Hoe?"), "given": gettext("Wanneer?")}
        for name, label in labels.items():
            self.fields[name].label = label
        way = self.fields["way"]
        if isinstance(way, forms.ChoiceField):
            way.choices = [(code, gettext(label)) for code, label in WAYS.items()]
        for one in choices:
            self._add(one)

    def _add(self, one: Choice) -> None:
        hows = [(code, gettext(label)) for code, label in HOWS.items() if code != REDACTED or one.copy]
        how = forms.ChoiceField(choices=hows, initial=REDACTED if one.copy else WHOLE, label=one.paper.title)
        why = forms.CharField(required=False, max_length=200, label=gettext("Waarom niet?"))
        why.widget.attrs["list"] = "reasons"
        self.fields[f"how-{one.paper.id.hex}"], self.fields[f"why-{one.paper.id.hex}"] = how, why

    def clean(self) -> dict[str, Any]:
        """What is not given has its reason."""
        made = super().clean() or {}
        for one in self.papers:
            why = f"why-{one.paper.id.hex}"
            if made.get(f"how-{one.paper.id.hex}") == WITHHELD and not made.get(why):
                self.add_error(why, gettext("Zeg waarom ‘%(title)s’ niet wordt gegeven.") % {"title": one.paper.title})
        return made

    def rows(self) -> list[dict[str, Any]]:
        """Each paper with its two fields."""
        return [self._row(one.paper) for one in self.papers]

    def _row(self, paper: PaperView) -> dict[str, Any]:
        return {
            "title": paper.title, "kind": gettext(KINDS.get(paper.kind, "")), "side": side_label(paper.side), "dated": paper.dated,
            "how": self[f"how-{paper.id.hex}"], "why": self[f"why-{paper.id.hex}"],
        }  # fmt: skip


@require_safe
@desk
def given(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """What was given to each party (a party sees its own), with what was withheld and why."""
    dossier = opened(who, number)
    sets = found(lambda: inspections.given(dossier, actor=who.actor, now=timezone.now()))
    sides = [
        {"label": gettext(SIDES[side]), "url": reverse("desk:give inspection", args=[number, side])}
        for side in sorted(policy.PARTIES, reverse=True)
        if may_give(dossier, side)
    ]
    rules = list(dict.fromkeys((one.says, one.source) for one in dossier.regulation.inspection.values()))
    context = tabs.page(request, who, dossier, "papers") | {
        "sets": [_row(number, one) for one in sets], "sides": sides, "rules": rules,
        "papers_url": reverse("desk:papers", args=[number]),
    }  # fmt: skip
    return render(request, "desk/papers_inspection.html", context)


def _row(number: str, one: SetView) -> dict[str, Any]:
    withheld = [{"title": e["title"], "what": what, "why": why} for e in one.entries for what, why in e["withheld"]]
    return {
        "side": gettext(SIDES[one.side]), "given": one.given, "way": gettext(WAYS[one.way]), "receiver": one.receiver,
        "count": sum(e["how"] != WITHHELD for e in one.entries), "withheld": withheld,
        "file_url": reverse("desk:paper file", args=[number, one.document]),
        "entries": [{"title": e["title"], "how": gettext(HOWS[e["how"]])} for e in one.entries],
    }  # fmt: skip


def _choices(dossier: OpenDossier, who: Signed) -> list[Choice]:
    """The papers of both parties that count, each with its newest copy."""
    now = timezone.now()
    listed = found(lambda: papers.listed(dossier, actor=who.actor, now=now))
    copies = found(lambda: papers.newest_redactions(dossier, actor=who.actor, now=now))
    return [Choice(p, copies.get(p.id)) for p in listed if p.compartment == "party" and not p.withdrawn]


@require_http_methods(["GET", "POST"])
@desk
def compose(request: HttpRequest, who: Signed, number: str, side: str) -> HttpResponseBase:
    """Make the set of one party: per paper whole, with things left out, or not given; kept, logged, and an act where there is one."""
    dossier = opened(who, number, "attach" if request.method == "POST" else "read")
    if side not in policy.PARTIES or not may_give(dossier, side):
        raise Http404
    form = Give(dossier, side, _choices(dossier, who), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _give(dossier, who, side, form):
        messages.success(request, gettext("De inzage is bewaard."))
        return redirect("desk:inspection", number)
    found_rule, act = rule(dossier, side), act_for(dossier, side)
    context = frame(request, who, "worklist") | {
        "dossier": head(dossier), "form": form, "rows": form.rows(), "side": gettext(SIDES[side]), "rule": found_rule,
        "reasons": found_rule.withheld if found_rule else (), "act": dossier.regulation.acts[act].label if act else "",
        "back_url": reverse("desk:inspection", args=[number]), "papers_url": reverse("desk:papers", args=[number]),
    }  # fmt: skip
    return render(request, "desk/papers_give.html", context, status=422 if form.errors else 200)


def _give(dossier: OpenDossier, who: Signed, side: str, form: Give) -> bool:
    """Bind, do the act, keep. What stands in the way is said in the form."""
    said = form.cleaned_data
    chosen = [(one, said[f"how-{one.paper.id.hex}"], said[f"why-{one.paper.id.hex}"]) for one in form.papers]
    entries = [_entry(dossier, who, *row) for row in chosen]
    try:
        content = bound(_cover(dossier, side, said), entries)
    except Bad as bad:
        form.add_error(None, gettext(REFUSALS[bad.code]))
        return False
    kept = [
        {"paper": one.paper.id.hex, "title": e.title, "how": e.how, "withheld": e.withheld}
        for (one, _, _), e in zip(chosen, entries, strict=True)
    ]
    new = NewSet(
        side=side, content=content, name=f"inzage-{dossier.number}.pdf", entries=kept, receiver=said["receiver"], way=said["way"],
        given=said["given"], only_for=tuple(said.get("only_for", ())),
    )  # fmt: skip
    apart = _apart(
        dossier, side, new.only_for, [one.paper for (one, _, _), e in zip(chosen, entries, strict=True) if e.apart]
    )

    def keep(seq: int) -> None:
        reason, now = gettext("Gegeven bij de inzage"), timezone.now()
        inspections.give(dossier, replace(new, seq=seq), apart, reason, actor=who.actor, now=now)

    return found(lambda: _act(dossier, who, side, entries, form, keep))


def _entry(dossier: OpenDossier, who: Signed, one: Choice, how: str, why: str) -> Entry:
    paper, copy = one.paper, one.copy
    about = ", ".join(
        (
            KINDS.get(paper.kind, paper.kind),
            SIDES.get(paper.side, side_label(paper.side)),
            date_format(paper.dated, "j F Y"),
        )
    )
    if how == WITHHELD:
        return Entry(paper.title, about, how, (("het hele stuk", why),))
    document = copy.document if how == REDACTED and copy else paper.clean
    _, media_type, content = found(lambda: _read(dossier, who, document))
    withheld = _left_out(copy) if how == REDACTED and copy else ()
    return Entry(paper.title, about, how, withheld, media_type, content)


def _read(dossier: OpenDossier, who: Signed, document: UUID) -> tuple[str, str, bytes]:
    return papers.content(who.tenant, dossier.number, document, actor=who.actor, now=timezone.now())


def _left_out(copy: RedactionView) -> tuple[tuple[str, str], ...]:
    """What was left out of a copy and why; never the words themselves."""
    rules = copy.rules
    rows = [(f"bladzijde {rule['page']}", rule["reason"]) for rule in rules["pages"]]
    rows += [(f"een vlak op bladzijde {rule['page']}", rule["reason"]) for rule in rules["areas"]]
    rows += [("woorden", rule["reason"]) for rule in rules["texts"]]
    return tuple(dict.fromkeys(rows))


def _cover(dossier: OpenDossier, side: str, said: dict[str, Any]) -> Cover:
    facts = (
        ("Klachtnummer", dossier.number), ("Voor", f"{SIDES[side]}: {said['receiver']}"), ("Gegeven op", date_format(said["given"], "j F Y")),
        ("Hoe", WAYS[said["way"]]), ("Regeling", f"{dossier.regulation.title}, {dossier.regulation.version}"),
    )  # fmt: skip
    return Cover(dossier.organisation.name, f"Inzage in de stukken van {dossier.number}", facts, SAYS)


def _act(
    dossier: OpenDossier, who: Signed, side: str, entries: list[Entry], form: Give, keep: Callable[[int], None]
) -> bool:
    """Do the regulation's act for giving inspection, where it has one, and in the same transaction keep what was given."""
    name = act_for(dossier, side)
    if not name:
        keep(0)
        return True
    fields = dossier.state.procedure.acts[name].rule.fields
    withheld = [f"{e.title}: {what} ({why})" for e in entries for what, why in e.withheld]
    texts = {"given": "\n".join(e.title for e in entries if e.how != WITHHELD) or "–", "withheld": "\n".join(withheld)}
    whom = {n: list(form.cleaned_data.get("only_for", ())) for n, field in fields.items() if field.kind == "accused"}
    command = Command(name, who.role, {"party": side} | {n: codes for n, codes in whom.items() if codes})
    known = {field: text for field, text in texts.items() if field in fields and text}
    try:
        done = perform(
            dossier, command, texts=known, actor=who.actor, now=timezone.now(), expected_seq=dossier.seq,
            beside=lambda event: keep(event.seq),
        )  # fmt: skip
    except Conflict:
        form.add_error(None, gettext("Iemand anders deed net iets in dit dossier. Kijk nog eens en verstuur opnieuw."))
        return False
    if done.event is None:
        form.add_error(None, done.refusal.because if done.refusal else "")
        return False
    return True


def _apart(dossier: OpenDossier, side: str, only_for: tuple[str, ...], papers: list[PaperView]) -> dict[UUID, str]:
    """What cannot be bound, such as a recording, is opened for the party as a file of its own: to whom each is then shown."""
    files = {file.id: file for file in dossier.documents}
    shown = {paper.id: inspections.also_shown(dossier, files[paper.clean], side, only_for) for paper in papers}
    return {paper: to for paper, to in shown.items() if to}
