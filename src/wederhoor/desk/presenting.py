"""What a dossier page shows, from an opened dossier: phases, duties, acts, what happened, people. No decisions here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.words import TermWords, term_words
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.opening import PersonView
from wederhoor.organisations.models import Account
from wederhoor.procedure.acts import Allowed, Permissions
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.duties import DutyStatus
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.facts import facts_of
from wederhoor.procedure.model import FormField

SIDES = {
    "complainant": "Klager", "client": "Cliënt", "representative": "Vertegenwoordiger", "accused": "Aangeklaagde", "witness": "Getuige",
    "assistant": "Helper", "partner": "Partner",
}  # fmt: skip
INTERNAL = frozenset({"handler", "mediation", "confidant", "committee"})
ICONS = {
    "Binnenkomst": "inbox", "Contact": "phone", "Weg": "arrow-right", "Bemiddeling": "users", "Onderzoek": "search", "Oordeel": "scale",
    "Termijn": "clock", "Vergoeding": "briefcase", "Delen": "subtask", "Buiten": "building-community", "Zorgvuldigheid": "shield-lock",
    "Mensen": "user", "Afsluiten": "circle-check", "Werk": "pencil",
}  # fmt: skip


def role_label(state: State, role: str) -> str:
    """A role or body as the regulation calls it."""
    known = {**state.regulation.roles, **state.regulation.external_bodies}
    return known[role].label if role in known else role


def part_label(part: str) -> str:
    """'deel B', or nothing for the whole."""
    return gettext("deel %(part)s") % {"part": part} if part else ""


def place(source: str, statute: str = "") -> str:
    """The place in the regulation, with the article of law."""
    return f"{source} ({statute})" if statute else source


def phases(state: State, now: datetime) -> list[dict[str, str]]:
    """The stretches the dossier went through, where it is, and its end. What comes between depends on choices still to be made."""
    current, names = state.phase(now), list(state.regulation.phases)
    reached = set(_phases_reached(state))
    shown = [n for n in names if n in reached or n in (names[0], current, names[-1])]
    at = names.index(current)
    states = {
        n: "current" if n == current else "done" if n in reached or names.index(n) < at else "todo" for n in shown
    }
    return [{"label": state.regulation.phases[n].label, "state": states[n]} for n in shown]


def _phases_reached(state: State) -> Iterator[str]:
    """The phase after each event, in one pass."""
    so_far = fold(state.regulation, ())
    for event in state.events:
        so_far = so_far.apply(event)
        yield so_far.phase(event.at)


def _act_for(state: State, duty: DutyStatus, allowed: set[str]) -> str:
    """The act by which this person can discharge a duty now."""
    met = set(state.regulation.duties[duty.name].met_by)
    acts = state.regulation.acts
    return next((name for name in allowed if facts_of(state.regulation, name, acts[name]) & met), "")


def _term(duty: DutyStatus) -> TermWords:
    late = duty.status == "overdue"
    return term_words(duty.due if late else duty.aim or duty.due, timezone.localdate(), late=late)


def duty_rows(state: State, number: str, found: list[DutyStatus], role: str, may: Permissions) -> list[dict[str, Any]]:
    """Duties that run now; the person's own first, then by date."""
    allowed = {act.act for act in may.may}
    running = [d for d in found if d.status in ("open", "overdue")]
    running.sort(key=lambda d: (d.holder != role, d.aim is None, str(d.aim or "")))
    return [_duty_row(state, number, d, _act_for(state, d, allowed)) for d in running]


def _duty_row(state: State, number: str, duty: DutyStatus, act: str) -> dict[str, Any]:
    return {
        "label": duty.label, "term": _term(duty), "due": duty.due, "aim": duty.aim, "holder": role_label(state, duty.holder),
        "owed_to": ", ".join(role_label(state, r).lower() for r in duty.owed_to), "why": duty.why,
        "source": place(duty.source, duty.statute), "doubt": duty.doubt, "part": part_label(duty.part),
        "act_label": state.regulation.acts[act].label if act else "",
        "act_url": act_url(number, act, duty.part) if act else "",
    }  # fmt: skip


def ended_rows(found: list[DutyStatus]) -> list[dict[str, Any]]:
    """Duties that were met, in time or late, and those that lapsed."""
    words = {"met": gettext("gedaan"), "met late": gettext("te laat gedaan")}
    signs = {"met": "circle-check", "met late": "alert-circle", "lapsed": "ban"}
    return [
        {
            "label": d.label, "words": words.get(d.status, d.why[-1]), "icon": signs[d.status], "day": d.done_on, "due": d.due,
            "part": part_label(d.part), "source": place(d.source, d.statute),
        }
        for d in found if d.status in signs
    ]  # fmt: skip


def act_url(number: str, act: str, part: str = "") -> str:
    """Where an act is done."""
    address = reverse("desk:act", args=[number, act.replace(" ", "-")])
    return f"{address}?part={part}" if part else address


def may_groups(state: State, number: str, found: Permissions) -> list[dict[str, Any]]:
    """What this person may do now, under the headings of the regulation, in its order."""
    groups: dict[str, list[dict[str, str]]] = {}
    for allowed in found.may:
        group = state.regulation.acts[allowed.act].group or gettext("Overig")
        groups.setdefault(group, []).append(_may_row(state, number, allowed))
    return [
        {"label": gettext(group), "icon": ICONS.get(group, "circle-dot"), "acts": rows}
        for group, rows in groups.items()
    ]


def _may_row(state: State, number: str, allowed: Allowed) -> dict[str, str]:
    label = " · ".join(filter(None, (state.regulation.acts[allowed.act].label, part_label(allowed.part))))
    behalf = role_label(state, allowed.on_behalf_of) if allowed.on_behalf_of else ""
    return {
        "label": label,
        "url": act_url(number, allowed.act, allowed.part),
        "source": allowed.source,
        "in_name_of": behalf,
    }


def may_not_rows(state: State, found: Permissions, *, of_others: bool) -> list[dict[str, str]]:
    """What this person may not do now, and why: what is their own to do later, or what belongs to another role."""
    acts = state.regulation.acts
    refused = (r for r in found.may_not if (r.code == "role") == of_others and not acts[r.act].opens)
    rows = [{"label": acts[r.act].label, "because": r.because, "source": r.source} for r in refused]
    return [row for n, row in enumerate(rows) if row not in rows[:n]]


def said(state: State, field: FormField, value: Value) -> str:
    """A value of an event in words."""
    if field.kind in ("date", "moment") and isinstance(value, str):
        return _when(value)
    options = choices_of(state.regulation, field)
    codes = list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else value
    return ", ".join(options.get(code, code) for code in codes)


def _when(value: str) -> str:
    """'10 november 2026', with the time for a moment; what is no date stays as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return date_words(moment, "j F Y" if len(value) == 10 else "j F Y H:i")


def names(dossier: OpenDossier) -> dict[str, str]:
    """Opaque id -> name of the accounts that acted in this dossier."""
    ids = {event.actor for event in dossier.events if len(event.actor) == 32}
    return {key.hex: name for key, name in Account.objects.filter(pk__in=ids).values_list("pk", "name")}


def timeline(dossier: OpenDossier, letters: dict[int, list[dict[str, str]]]) -> list[dict[str, Any]]:
    """What happened, newest first, with the texts that this person may read."""
    known = names(dossier)
    return [_happened(dossier, event, known, letters.get(event.seq, [])) for event in reversed(dossier.events)]


def _happened(
    dossier: OpenDossier, event: Event, known: dict[str, str], letters: list[dict[str, str]]
) -> dict[str, Any]:
    act, state = dossier.regulation.acts[event.act], dossier.state
    texts = list(_texts(dossier, event))
    internal = bool(texts) and all(t["internal"] for t in texts)
    who = known.get(event.actor) or role_label(state, event.by)
    return {
        "what": act.done, "when": event.at, "who": who, "in_name_of": role_label(state, event.on_behalf_of) if event.on_behalf_of else "",
        "icon": "lock" if internal else ICONS.get(act.group, "circle-check"), "tone": "warning" if internal else "accent",
        "part": part_label(event.part), "values": list(_values(dossier, event)), "texts": texts, "letters": letters,
    }  # fmt: skip


def _values(dossier: OpenDossier, event: Event) -> Iterator[dict[str, str]]:
    fields = dossier.regulation.acts[event.act].fields
    for name, value in event.values.items():
        if name in fields and value:
            shown = said(dossier.state, fields[name], value)
            words = dossier.name_of(shown) or shown if fields[name].kind == "person" else shown
            yield {"label": fields[name].label.rstrip("?"), "value": words}


def _texts(dossier: OpenDossier, event: Event) -> Iterator[dict[str, Any]]:
    for name, field in dossier.regulation.acts[event.act].fields.items():
        text = dossier.texts.get((event.seq, name))
        if text:
            yield {
                "label": field.label.rstrip("?"),
                "text": text,
                "internal": field.compartment in INTERNAL,
                "compartment": field.compartment,
            }


def person_row(dossier: OpenDossier, person: PersonView) -> dict[str, str]:
    """Somebody in the dossier."""
    capacity = dossier.regulation.capacities.get(person.capacity)
    role = gettext(SIDES.get(person.side, person.side))
    contact = " · ".join(filter(None, (person.contact.get(k, "") for k in ("telephone", "email", "address"))))
    return {"name": person.name or role, "role": f"{role} ({capacity.label})" if capacity else role, "contact": contact}


def part_rows(state: State) -> list[dict[str, str]]:
    """The parts of the complaint with their own law, route and outcome."""
    labels = state.procedure.words.values

    def words(name: str, part: str) -> str:
        value = state.value(name, part)
        codes = [value] if isinstance(value, str) else list(value)
        return ", ".join(labels.get((name, code), code) for code in codes if code)

    return [
        {"label": part_label(p), "law": words("law", p), "route": words("route", p), "outcome": words("outcome", p)}
        for p in state.parts
    ]


def fact_rows(state: State) -> list[dict[str, str]]:
    """The case values in words."""
    labels, shown = state.procedure.words.values, state.whole.values
    rows = []
    for name, value in shown.items():
        codes = [value] if isinstance(value, str) else list(value)
        words = ", ".join(labels.get((name, code), code) for code in codes if code)
        label = labels.get((name, ""), name)
        rows += [{"label": label, "value": {"yes": "ja", "no": "nee"}.get(words, words)}] if words else []
    return rows
