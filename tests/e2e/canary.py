"""A dossier full of canaries: a string of its own in every compartment, side, name, file, draft, reason and hold of one complaint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from wederhoor.dossier import (
    asked,
    door,
    drafts,
    gate,
    holding,
    keys,
    letterdrafts,
    mentions,
    opening,
    outbox,
    papers,
    papers_changed,
    post,
    retaining,
    summaries,
    writing,
)
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, DossierKey
from wederhoor.dossier.models import Event as EventRow
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation

PARTIES = ("complainant", "accused")
KINDS_BY_ROLE = {"handler", "coordinator", "board"}


@dataclass
class Persona:
    """Somebody who looks: an account in a role, at an organisation, with the dossier assigned or not."""

    name: str
    role: str
    account: Account
    assigned: bool
    at: Organisation


@dataclass
class Planted:
    """The house, who looks, and each canary with who may find it: by compartment, and for the two sides by name."""

    here: Organisation
    regulation: Regulation
    number: str
    code: str
    personas: list[Persona]
    by_compartment: dict[str, list[str]] = field(default_factory=dict)
    of_party: dict[str, list[str]] = field(default_factory=dict)
    only: dict[str, list[str]] = field(default_factory=dict)

    @property
    def all(self) -> list[str]:
        found = [*self.by_compartment.values(), *self.only.values()]
        return sorted({word for words in found for word in words})

    def staff(self, role: str, assigned: bool = True) -> Persona:
        return next(p for p in self.personas if p.role == role and p.assigned == assigned)


def word(*parts: str) -> str:
    """A word that stands nowhere else and that no page breaks in two."""
    return "Kanarie" + "".join(part.title().replace(" ", "") for part in parts) + "zq7"


def _account(code: str, name: str, at: Organisation, role: str) -> Account:
    account = Account.objects.create_user(f"{code}@voorbeeld.test", name, "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=at, role=role)
    return account


def _personas(here: Organisation, elsewhere: Organisation, regulation: Regulation) -> Iterator[Persona]:
    for number, (role, rule) in enumerate(regulation.roles.items()):
        outside = (
            Organisation.objects.create(code=f"buiten{number}", name="Buiten", kind="external")
            if rule.external
            else here
        )
        yield Persona(f"{role}, assigned", role, _account(f"a{number}", f"Aya {role}", outside, role), True, outside)
        if rule.kind not in PARTIES:
            yield Persona(f"{role}, not assigned", role, _account(f"b{number}", f"Bo {role}", here, role), False, here)
    handler = next(r for r, rule in regulation.roles.items() if rule.kind in ("handler", "coordinator"))
    yield Persona("another organisation", handler, _account("c", "Cor Elders", elsewhere, handler), False, elsewhere)


def plant(provider: str, now: datetime, *, told: bool) -> Planted:
    """A complaint with everything in it; ``told``: both sides were heard, so both may read it all."""
    regulation = load_for(provider, now.date())
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation=provider)
    elsewhere = Organisation.objects.create(code="daar", name="Zorg Daar", regulation=provider)
    personas = list(_personas(here, elsewhere, regulation))
    made = Planted(here, regulation, "", "", personas)
    _receive(made, now)
    _assign(made, now)
    for compartment in Compartment.values:
        _text(made, compartment, now)
        _file(made, compartment, now)
    for party in PARTIES if told else ():
        _hear(made, party, now)
        _give(made, party, now)
    _beside(made, now)
    return made


def _receive(made: Planted, now: datetime) -> None:
    accounts = {p.role: p.account for p in made.personas if p.role in PARTIES}
    words = {
        name: word(name) for name in ("story", "subject", "complainant name", "address", "witness", "accused name")
    }
    people = [
        NewPerson("complainant", words["complainant name"], "client", {"address": words["address"]}, accounts["complainant"].pk),
        NewPerson("accused", words["accused name"], account=accounts["accused"].pk), NewPerson("witness", words["witness"]),
    ]  # fmt: skip
    act = made.regulation.acts["receive"]
    values = {
        n: next(iter(choices_of(made.regulation, f)))
        for n, f in act.fields.items()
        if f.required and f.choices is not None
    }
    received = door.receive(
        made.here, Command("receive", "complainant", values), texts={"complaint": words["story"]}, people=people,
        subject=words["subject"], actor=door.visitor(made.here.pk), now=now, submitted_key="kanarie",
    )  # fmt: skip
    assert isinstance(received, door.Received), received
    made.number, made.code = received.number, received.code
    made.by_compartment["party"] = list(words.values())
    made.of_party = {
        "complaint": [words[n] for n in ("story", "subject", "complainant name", "accused name")], "papers": [words["witness"]],
        "complainant": [words["address"]], "accused": [words["accused name"]],
    }  # fmt: skip


def giver(made: Planted) -> Actor:
    """Who may do most here: the handler, or else a coordinator, to whom it is assigned."""
    kinds = {name: role.kind for name, role in made.regulation.roles.items()}
    role = next((r for r, k in kinds.items() if k == "handler"), "") or next(
        r for r, k in kinds.items() if k == "coordinator"
    )
    one = made.staff(role)
    return Actor(one.account.pk, role, one.at.pk)


def destroyer(made: Planted) -> Actor:
    """Who destroys: somebody of the house itself; who acts by assignment from outside does not."""
    kinds = {name: role.kind for name, role in made.regulation.roles.items()}
    here = (
        p for p in made.personas if p.at == made.here and p.assigned and kinds[p.role] in ("handler", "coordinator")
    )
    one = next(here)
    return Actor(one.account.pk, one.role, made.here.pk)


def _row(made: Planted) -> Dossier:
    return opening.find(made.here, made.number)


def _assign(made: Planted, now: datetime) -> None:
    with in_organisation(made.here.pk):
        row = _row(made)
        rows = [
            writing.assignment(row, p.account.pk, p.role, now.date())
            for p in made.personas
            if p.assigned and p.role not in PARTIES
        ]
        writing.Assignment.objects.bulk_create(rows)
        summaries.write(row, summaries.state_of(row), now, handler_id=summaries.handler_of(row, now.date()))


def _act_with(regulation: Regulation, compartment: str) -> tuple[str, str] | None:
    """An act with a text in this compartment, that changes nothing else of weight."""
    weighty = (
        "opens",
        "closes",
        "stops",
        "splits",
        "extends",
        "corrects",
        "excludes",
        "assigns",
        "reopens",
        "objects",
        "consents",
    )
    for name, act in regulation.acts.items():
        if any(getattr(act, key) for key in weighty) or act.letters or (act.brings_about and compartment == "party"):
            continue
        for question, rule in act.fields.items():
            if rule.compartment == compartment and rule.kind == "long text":
                return name, question
    return None


def _values(regulation: Regulation, name: str) -> dict[str, str | list[str]]:
    fields = regulation.acts[name].fields
    values: dict[str, str | list[str]] = {}
    for question, rule in fields.items():
        if rule.choices is not None and (options := choices_of(regulation, rule)):
            first = next(iter(options))
            values[question] = [first] if rule.kind == "choices" else first
    return values


def happen(made: Planted, name: str, texts: dict[str, str], now: datetime, **values: str) -> None:
    """An event as if it was done, whatever stands in its way: this is about who reads it, not about who may do it."""
    with in_organisation(made.here.pk):
        row = _row(made)
        state = summaries.state_of(row)
        act = made.regulation.acts[name]
        by = (
            next(r for r in act.by if made.regulation.roles[r].kind not in PARTIES)
            if set(act.by) - set(PARTIES)
            else act.by[0]
        )
        actor = next((p.account.opaque for p in made.personas if p.role == by and p.assigned), "")
        event = Event(state.seq + 1, name, by, now, now, actor, "", {**_values(made.regulation, name), **values})
        ring = keys.keyring(made.here, row.id, Compartment.values)
        places = {question: act.fields[question].compartment for question in texts}
        DossierKey.objects.bulk_create(ring.add(places.values()))
        EventRow.objects.bulk_create([writing.event_row(row, event)])
        sealed = [writing.sealed_text(row, places[q], event.seq, q, words, ring) for q, words in texts.items()]
        writing.SealedText.objects.bulk_create(sealed)
        summaries.write(row, state.apply(event), now, handler_id=summaries.handler_of(row, now.date()))


def _text(made: Planted, compartment: str, now: datetime) -> None:
    found = _act_with(made.regulation, compartment)
    if found is None:
        return
    words = word("text", compartment)
    happen(made, found[0], {found[1]: words}, now)
    made.by_compartment.setdefault(compartment, []).append(words)
    if compartment == "party":
        made.of_party["papers"].append(words)


def _file(made: Planted, compartment: str, now: datetime) -> None:
    """A file of the staff: its name and its content."""
    name, content = word("file", compartment), word("content", compartment)
    with in_organisation(made.here.pk):
        row, actor = _row(made), giver(made)
        ring = keys.keyring(made.here, row.id, [compartment])
        DossierKey.objects.bulk_create(ring.add([compartment]))
        key = door.uuid.uuid4()
        stored = door.Document(
            organisation_id=row.organisation_id, dossier_id=row.id, id=key, kind="report", compartment=compartment,
            media_type="text/plain", size=len(content), added=now, by=actor.who, sha256="0" * 64,
            name=ring.seal(f"{name}.txt", compartment, key.hex, "name"), content=ring.seal(content, compartment, key.hex, "content"),
        )  # fmt: skip
        door.Document.objects.bulk_create([stored])
    made.by_compartment.setdefault(compartment, []).extend([name, content])


def _hear(made: Planted, party: str, now: datetime) -> None:
    if "hear" not in made.regulation.acts:
        return
    question = next((q for q, rule in made.regulation.acts["hear"].fields.items() if rule.kind == "long text"), "")
    words = word("heard", party)
    happen(made, "hear", {question: words} if question else {}, now, party=party)
    if question:
        place = made.regulation.acts["hear"].fields[question].compartment
        made.by_compartment.setdefault(place, []).append(words)
        made.of_party[party].append(words)
        made.of_party["papers"].append(words)


def _give(made: Planted, party: str, now: datetime) -> None:
    """Where the text has the papers given to each side, they are given."""
    if "give papers" in made.regulation.acts:
        happen(made, "give papers", {}, now, party=party)


def _beside(made: Planted, now: datetime) -> None:
    """A draft of the handler, and a hold with its reason."""
    actor = giver(made)
    dossier = door.open_dossier(made.here, made.number, actor=actor, action="read", now=now)
    made.only = {"draft": [word("draft")], "hold": [word("hold")]}
    drafts.keep(dossier, "note", {"note": [word("draft")]}, actor=actor, now=now)
    holding.hold(dossier, word("hold"), actor=actor, now=now)


def fill(made: Planted, now: datetime) -> None:
    """What gathers around a dossier while people work on it: mail, letters, drafts, papers, questions, mentions, tasks."""
    actor = giver(made)
    dossier = door.open_dossier(made.here, made.number, actor=actor, action="read", now=now)
    made.only["around"] = []
    _mails(made, now)
    _letters(made, dossier, now)
    _paper(made, dossier, now)
    question = asked.Asking(_around(made, "asked"), "", now.date(), shares_complaint=True)
    with in_organisation(made.here.pk, account=actor.account):
        asked._linked(
            dossier, question, dossier.seq, "geheim", actor, now
        )  # without its act, which not every text lets this role do
        mentions.add(dossier.row, dossier.seq, [made.personas[0].account.pk])


def _around(made: Planted, *parts: str) -> str:
    words = word(*parts)
    made.only["around"].append(words)
    return words


def _mails(made: Planted, now: datetime) -> None:
    """One mail that seems to belong to the dossier, and one that was filed in it."""
    actor = destroyer(made)
    for state in ("matched", "filed"):
        raw = f"From: {_around(made, 'sender', state)}@x.test\nSubject: {_around(made, 'mail', state)}\n\n-".encode()
        judged = post.Judgement(post.State.MATCHED, "message", made.number)
        record = post.keep(made.here, raw, f"<{word('id', state)}@x.test>", judged, now=now)
        if state == "filed" and record:
            post.filed(made.here, record, made.number, actor=actor, now=now)


def _letters(made: Planted, dossier: door.OpenDossier, now: datetime) -> None:
    """A letter being written, one that waits and one that left."""
    actor = dossier.actor
    names = list(made.regulation.letters)
    letterdrafts.keep(dossier, names[0], 1, {"words": _around(made, "letter draft")}, seen="", actor=actor, now=now)
    to = [outbox.Recipient("p1", "complainant", "mail")]
    for name, state in ((names[0], "waiting"), (names[1], "sent")):
        content = _around(made, "letter", state).encode()
        done = outbox.Finished(
            name, _around(made, "label", state), 1, [outbox.Forms(content, content, content)], content
        )
        outbox.post(dossier, done, to, leaves=now, actor=actor, now=now)
    with in_organisation(made.here.pk):
        left = outbox.Outbox.objects.filter(dossier_id=dossier.id, letter=names[1])
        assert left.update(state="sent", message_id=f"<{word('message id')}@x.test>")


def _paper(made: Planted, dossier: door.OpenDossier, now: datetime) -> None:
    """A file of somebody, moved about, with a copy in which something was blacked out."""
    actor = dossier.actor
    content = _around(made, "paper content").encode()
    taken = gate.Taken(
        f"{_around(made, 'paper name')}.pdf", gate.Aside(content), gate.Aside(content), "application/pdf"
    )
    new = papers.NewPaper(_around(made, "paper title"), "report", "handler", now.date(), "party")
    key = papers.keep(dossier, taken, new, actor=actor, now=now)
    papers_changed.show(dossier, key, "both", _around(made, "paper reason"), actor=actor, now=now)
    rules = {"words": [_around(made, "redaction rule")]}
    redacted = _around(made, "redacted").encode()
    papers_changed.keep_redaction(dossier, key, redacted, rules, pages=1, actor=actor, now=now)


def allowed(made: Planted, persona: Persona, *, told: bool) -> set[str]:
    """What this persona may find, said once more and apart from the policy of the software."""
    rule = made.regulation.roles[persona.role]
    if persona.role in PARTIES:
        return _of_side(made, persona.role, told=told)
    if persona.name == "another organisation" or rule.kind == "client council":
        return set()
    if not persona.assigned and rule.kind not in KINDS_BY_ROLE:
        return set()
    usual = {
        "handler": ("party", "handler"), "coordinator": ("party", "handler"), "board": ("party",), "mediator": ("party", "mediation"),
        "confidant": ("party", "confidant"), "committee": ("party", "committee"), "external": ("party",), "employee": (),
    }  # fmt: skip
    seen = rule.sees or usual[rule.kind]
    found = {words for compartment in seen for words in made.by_compartment.get(compartment, [])}
    if rule.kind in KINDS_BY_ROLE:
        found |= set(made.only["hold"])
    if persona.account.pk == giver(made).account:
        found |= set(made.only["draft"])
    return found


def _of_side(made: Planted, side: str, *, told: bool) -> set[str]:
    found = set(made.of_party["complaint"]) if side == "complainant" or told else set()
    found |= set(made.of_party[side]) if side == "complainant" or told else set()
    return found | (set(made.of_party["papers"]) if told else set())


def close(made: Planted, now: datetime) -> None:
    """Closed, whatever still had to be done: what counts here is that it is closed."""
    happen(made, "close", {}, now)


def keep_two_years(made: Planted, now: datetime) -> None:
    """Where the text states no term, the organisation chooses one."""
    term, decided = "2 years", date(2026, 1, 1)
    retaining.choose(made.here, made.regulation.provider, term, decided, actor=destroyer(made), now=now)
