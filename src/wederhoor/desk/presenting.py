"""What a dossier page shows, from an opened dossier: phases, duties, acts, what happened, people. No decisions here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.template.defaultfilters import date as date_words
from django.utils.http import urlencode
from django.utils.translation import gettext

from wederhoor.desk.addresses import reverse
from wederhoor.desk.words import capital
from wederhoor.dossier import own_letters
from wederhoor.dossier.accused import accused_of
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.opened import called
from wederhoor.dossier.opening import PersonView
from wederhoor.dossier.writing import SAID
from wederhoor.organisations.models import Account, Membership
from wederhoor.procedure.acts import Allowed, Permissions
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import NONE, DutyStatus
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.model import Act, Duty, FormField
from wederhoor.procedure.questions import as_name
from wederhoor.procedure.retention import destroy_after
from wederhoor.procedure.saying import role_label, sentence
from wederhoor.procedure.terms import local_date

SIDES = {
    "complainant": "Klager", "client": "Cliënt", "representative": "Vertegenwoordiger", "assistant of complainant": "Helper van de klager",
    "accused": "Aangeklaagde", "assistant of accused": "Helper van de aangeklaagde", "witness": "Getuige", "partner": "Partner",
    "chain partner": "Ketenpartner",
}  # fmt: skip
TALKS = frozenset({"people", "planned", "attendance", "accused"})
INTERNAL = frozenset({"handler", "mediation", "confidant", "committee"})
ICONS = {
    "Binnenkomst": "inbox", "Contact": "phone", "Weg": "arrow-right", "Bemiddeling": "users", "Onderzoek": "search", "Oordeel": "scale",
    "Termijn": "clock", "Vergoeding": "briefcase", "Delen": "subtask", "Buiten": "building-community", "Zorgvuldigheid": "shield-lock",
    "Mensen": "user", "Afsluiten": "circle-check", "Werk": "pencil",
}  # fmt: skip


def part_label(part: str) -> str:
    """'deel B', or nothing for the whole."""
    return gettext("deel %(part)s") % {"part": part} if part else ""


def place(source: str, statute: str = "") -> str:
    """The place in the regulation, with the article of law."""
    return f"{source} ({statute})" if statute else source


def ended_rows(state: State, found: list[DutyStatus], not_gone: set[int]) -> list[dict[str, Any]]:
    """Duties that were met, in time or late, and those that lapsed; of one whose letter did not leave yet it is said."""
    words = {"met": gettext("gedaan"), "met late": gettext("te laat gedaan")}
    signs = {"met": "circle-check", "met late": "alert-circle", "lapsed": "ban"}
    return [
        {
            "label": d.label, "words": words.get(d.status, d.why[-1]), "icon": signs[d.status], "day": d.done_on, "due": d.due,
            "part": part_label(d.part), "source": place(d.source, d.statute),
            "letter": gettext("brief nog niet weg") if _met_by(state, d) & not_gone else "",
        }
        for d in found if d.status in signs
    ]  # fmt: skip


def _met_by(state: State, duty: DutyStatus) -> set[int]:
    """The events that discharged a duty."""
    bringing = state.procedure.dischargers[duty.name]
    same = (e for e in state.events if duty.done_on and local_date(e.at) == duty.done_on and e.part in ("", duty.part))
    return {event.seq for event in same if event.act in bringing}


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
    rows = dict.fromkeys((acts[r.act].label, r.because, r.source) for r in refused)
    return [{"label": label, "because": because, "source": source} for label, because, source in rows]


def by_holder(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """What belongs to others, together under whose it is: 'dit is aan: bestuurder' once, and not at every act."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["because"], []).append(row)
    return found


def said(state: State, field: FormField, value: Value) -> str:
    """A value of an event in words."""
    if field.kind in ("date", "moment") and isinstance(value, str):
        return _when(value)
    options = {"yes": "ja", "no": "nee"} if field.kind == "yes or no" else choices_of(state.regulation, field)
    codes = list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else value
    return ", ".join(options.get(code, code) for code in codes)


def _when(value: str) -> str:
    """'10 november 2026', with the time for a moment; what is no date stays as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return date_words(moment, "j F Y" if len(value) == 10 else "j F Y H:i")


def actors(dossier: OpenDossier) -> set[UUID]:
    """The accounts that acted in this dossier or have it."""
    acted = {UUID(hex=event.actor) for event in dossier.events if len(event.actor) == 32}
    filed = {
        UUID(hex=one) for file in dossier.documents if file.paper for one in (file.by, file.shown_by) if len(one) == 32
    }
    return acted | filed | _named(dossier) | {row.account_id for row in dossier.assignments}


def _named(dossier: OpenDossier) -> set[UUID]:
    """The accounts that an act named, such as who was made the handler, also when they never acted and have it no longer."""
    acts, events = dossier.regulation.acts, dossier.events
    said = [e.values.get(n) for e in events for n, field in acts[e.act].fields.items() if field.kind == "person"]
    return {UUID(hex=one) for one in said if isinstance(one, str) and len(one) == 32}


def names(dossier: OpenDossier, known: Iterable[Membership] = ()) -> dict[str, str]:
    """Opaque id -> name of the accounts that acted in this dossier or have it; asked for as far as they are not ``known``."""
    found = {held.account_id.hex: held.account.name for held in known}
    ids = {account.hex for account in actors(dossier)} - found.keys()
    asked = Account.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return found | {key.hex: name for key, name in asked}


def timeline(
    dossier: OpenDossier, letters: dict[int, list[dict[str, str]]], known: dict[str, str],
    found: Iterable[Event] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """What happened, newest first (or these events), with the texts that this person may read. `known`: the names of who acted."""
    events = reversed(dossier.events) if found is None else found
    return [_happened(dossier, event, known, letters.get(event.seq, [])) for event in events]


def _happened(
    dossier: OpenDossier, event: Event, known: dict[str, str], letters: list[dict[str, str]]
) -> dict[str, Any]:
    act, state = dossier.regulation.acts[event.act], dossier.state
    texts = list(_texts(dossier, event))
    internal = bool(texts) and all(t["internal"] for t in texts)
    own = dossier.called(event.actor.rpartition(" ")[2])  # somebody in it, on their own pages
    who = known.get(event.actor) or own or role_label(state, event.by)
    return {
        "seq": event.seq, "what": sentence(state.procedure, event), "when": event.at, "who": who,
        "in_name_of": role_label(state, event.on_behalf_of) if event.on_behalf_of else "",
        "icon": "lock" if internal else ICONS.get(act.group, "circle-check"), "tone": "warning" if internal else "accent",
        "part": part_label(event.part), "values": list(_values(dossier, event, known)), "texts": texts, "letters": letters,
    }  # fmt: skip


def _values(dossier: OpenDossier, event: Event, known: Mapping[str, str]) -> Iterator[dict[str, str]]:
    fields = dossier.regulation.acts[event.act].fields
    for name, value in event.values.items():
        if name in fields and fields[name].kind in TALKS and value:
            yield from _of_talk(dossier, fields[name], value, known)
        elif name in fields and value:
            shown = said(dossier.state, fields[name], value)
            if fields[name].kind == "person":
                shown = dossier.called(shown) or known.get(shown) or gettext("Naam onbekend")
            yield {"label": capital(as_name(fields[name].label)), "value": shown}


def _of_talk(
    dossier: OpenDossier, field: FormField, value: Value, known: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """Who was asked, and of each whether they were there; which talk it is stands in the panel of the talks."""
    if isinstance(value, dict):
        options = choices_of(dossier.regulation, field)
        pairs = (
            (dossier.called(person) or known.get(person, ""), options.get(code, code)) for person, code in value.items()
        )
        yield from ({"label": f"{field.label}: {name}", "value": said} for name, said in pairs if name)
    elif field.kind in ("people", "accused"):
        names = (dossier.called(code) or known.get(code, "") for code in ([value] if isinstance(value, str) else value))
        yield {"label": capital(as_name(field.label)), "value": ", ".join(filter(None, names))}


def _texts(dossier: OpenDossier, event: Event) -> Iterator[dict[str, Any]]:
    if said := dossier.texts.get((event.seq, SAID)):
        yield {"label": gettext("Zo gezegd door"), "text": said, "internal": False, "compartment": "party"}
    for name, field in dossier.regulation.acts[event.act].fields.items():
        text = dossier.texts.get((event.seq, name))
        if text:
            yield {
                "label": as_name(field.label),
                "text": text,
                "internal": field.compartment in INTERNAL,
                "compartment": field.compartment,
            }


def person_row(dossier: OpenDossier, person: PersonView) -> dict[str, str]:
    """Somebody in the dossier."""
    capacity = dossier.regulation.capacities.get(person.capacity)
    role = gettext(SIDES.get(person.side, person.side))
    if helped := ", ".join(name for code in person.helps if (name := dossier.called(code))):
        several = accused_of(dossier) if person.side == "assistant of accused" else own_letters.several(dossier.people)
        role = f"{role} ({helped})" if several else role
    reach = [person.contact.get(key, "") for key in ("telephone", "email", "address")]
    return {
        "code": person.code, "name": called(dossier, person), "role": f"{role} ({capacity.label})" if capacity else role,
        "contact": " · ".join(filter(None, reach)), "wishes": contact_wishes(person.contact), "tied": "yes" if person.account else "",
    }  # fmt: skip


def contact_wishes(contact: Mapping[str, str]) -> str:
    """How somebody wants to be reached, in words."""
    ways = {
        "mail": gettext("liefst per e-mail"), "post": gettext("liefst per brief"), "telephone": gettext("liefst per telefoon"),
        "in person": gettext("liefst in een gesprek"), "helper": gettext("via een helper"),
        "none": gettext("wil geen contact"),
    }  # fmt: skip
    found = [ways.get(contact.get("way", ""), "")]
    found += [gettext("belt liefst: %s") % contact["call_times"]] if contact.get("call_times") else []
    found += [gettext("tolk: %s") % contact["interpreter"]] if contact.get("interpreter") else []
    found += [gettext("helper: %s") % contact["helper"]] if contact.get("helper") else []
    found += [gettext("grote letters")] if contact.get("print") == "large" else []
    return " · ".join(filter(None, found))


def part_rows(dossier: OpenDossier, now: datetime) -> list[dict[str, str]]:
    """The parts of the complaint with their own law, route and outcome."""
    state, labels = dossier.state, dossier.state.procedure.words.values

    def words(name: str, part: str) -> str:
        value = dossier.values(now, part).get(name) or dossier.values(now).get(name, "")
        codes = [value] if isinstance(value, str) else list(value)
        return ", ".join(labels.get((name, code), code) for code in codes if code)

    return [
        {"label": part_label(p), "law": words("law", p), "route": words("route", p), "outcome": words("outcome", p)}
        for p in state.parts
    ]


def fact_rows(dossier: OpenDossier, now: datetime) -> list[dict[str, str]]:
    """The case values in words, as far as they are for this person."""
    labels, shown = dossier.state.procedure.words.values, dossier.values(now)
    rows = []
    for name, value in shown.items():
        codes = [value] if isinstance(value, str) else list(value)
        words = ", ".join(labels.get((name, code), code) for code in codes if code)
        label = capital(as_name(labels.get((name, ""), name)))
        rows += [{"label": label, "value": {"yes": "ja", "no": "nee"}.get(words, words)}] if words else []
    return rows


def elements(dossier: OpenDossier) -> list[str]:
    """The parts of the complaint as the complainant listed them, a line each."""
    told = (text for (_, name), text in sorted(dossier.texts.items()) if name == "elements")
    return [line.strip(" -*\t") for line in next(told, "").splitlines() if line.strip(" -*\t")]


def answers(dossier: OpenDossier) -> list[tuple[str, str]]:
    """Every answer that something recorded here could have had, as 'question=code', to put a wrong one right."""
    found: dict[str, str] = {}
    for event in dossier.events:
        for name, field in dossier.regulation.acts[event.act].fields.items():
            if name in event.values:
                label = capital(as_name(field.label))
                found |= {
                    f"{name}={code}": f"{label}: {words}"
                    for code, words in choices_of(dossier.regulation, field).items()
                }
    return list(found.items())


def doubts(state: State, name: str, rule: Act | Duty) -> list[str]:
    """What is doubtful in the text about this act or duty: its own doubt, and those of the regulation that are about it."""
    called = {name.casefold(), rule.label.casefold()}
    general = [f"{d.text} {d.reading}" for d in state.regulation.doubts if d.about.casefold() in called]
    return list(dict.fromkeys(filter(None, (rule.doubt, *general))))


def general_doubts(state: State, running: list[DutyStatus]) -> list[dict[str, str]]:
    """The doubts of the regulation about the law of this dossier, and about the places that the running duties stand on."""
    places = {
        place.strip() for duty in running if duty.status in ("open", "overdue") for place in duty.source.split(";")
    }
    about = [d for d in state.regulation.doubts if places & {place.strip() for place in d.source.split(";")}]
    held = {state.value("law", part) for part in ("", *state.parts)}
    laws = [law for code, law in state.regulation.laws.items() if law.doubt and code in held]
    of_law = [{"about": law.label, "text": law.doubt, "reading": "", "source": law.source} for law in laws]
    return of_law + [
        {"about": capital(d.about), "text": d.text, "reading": d.reading, "source": d.source} for d in about
    ]


def keeping(state: State) -> str:
    """Until when the dossier is kept, in words, where no day is known."""
    if state.regulation.retention.term == NONE:
        return gettext("De regeling noemt geen bewaartermijn: de organisatie kiest er een.")
    return "" if destroy_after(state) else gettext("Bekend na het sluiten.")


ANSWERS = {"given": ("success", "circle-check"), "refused": ("danger", "ban"), "withdrawn": ("warning", "alert-circle")}


def consent_rows(state: State, number: str, found: Permissions) -> list[dict[str, Any]]:
    """Every step that needs consent: what was answered, where it is asked, and what cannot be done without."""
    words = {"given": gettext("gegeven"), "refused": gettext("geweigerd"), "withdrawn": gettext("ingetrokken")}
    return [
        {
            "label": option.label, "answer": words.get(answer, gettext("niet gevraagd") if state.closed else gettext("nog niet gevraagd")),
            "tone": ANSWERS.get(answer, ("neutral", ""))[0], "icon": ANSWERS.get(answer, ("", "help-circle"))[1],
            "url": _asking(state, number, found, code), "blocks": [] if state.closed or answer == "given" else _without(state, code),
        }
        for code, option in state.regulation.consents.items()
        for answer in [state.consents.get(code, "")]
    ]  # fmt: skip


def _asking(state: State, number: str, found: Permissions, code: str) -> str:
    """Where this person records the answer to this question."""
    for allowed in found.may:
        act = state.procedure.acts[allowed.act]
        if act.rule.consents and code in act.choices.get(act.rule.consents, {}):
            return f"{act_url(number, allowed.act)}?{urlencode({act.rule.consents: code})}"
    return ""


def _without(state: State, code: str) -> list[str]:
    """The acts that need this consent."""
    return [act.label for act in state.regulation.acts.values() if act.when and _needs(act.when, code)]


def _needs(condition: Condition, code: str) -> bool:
    return code in condition.consent or any(_needs(branch, code) for branch in condition.any_)
