"""Search over everything somebody may open: the blind index gives a few candidates, which are opened and read again.

What is said to be found was found in a text, a name, a subject or a number that this person may read. The number of hits
is logged, the words are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q, QuerySet, Subquery

from wederhoor.dossier import access, policy, regulations, search_index, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.keys import Keyring, organisation_key
from wederhoor.dossier.models import Assignment, DossierKey, Person, SealedText, SearchWords, Summary
from wederhoor.dossier.opening import fence_of, of_others, owes_reason, readable_events, reads_person
from wederhoor.dossier.queries.counting import Statement, limited
from wederhoor.dossier.queries.visible import Visible, visible
from wederhoor.dossier.queries.worklist import Filters, filtered
from wederhoor.dossier.words import asked, begins, number_words, plain, term, words
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Among, Given, Met, Prepared, Written, ask
from wederhoor.organisations.standing_in import absent_for
from wederhoor.procedure.dossier import State
from wederhoor.procedure.terms import local_date

MOST = 50
ROUNDS = 4
AROUND = 60


def _of(model: Any) -> Any:
    """The rows of a table that belong to some dossiers."""
    return model.objects.filter(Among(F("dossier_id"), Given("dossiers")), organisation_id=Given("organisation"))


KEYS: Prepared[tuple[UUID, str, bytes]] = Prepared(
    lambda: _of(DossierKey).values_list("dossier_id", "compartment", "wrapped")
)
PEOPLE: Prepared[Person] = Prepared(lambda: _of(Person))
TEXTS: Prepared[tuple[UUID, int, str, str, bytes]] = Prepared(
    lambda: _of(SealedText).order_by("seq").values_list("dossier_id", "seq", "field", "compartment", "ciphertext")
)
GIVEN: Prepared[Assignment] = Prepared(lambda: _of(Assignment))
FEW, MANY = 700, 2000
"""Of a word that no more than ``FEW`` dossiers have each is looked up. Of one that no more than ``MANY`` have the newest are met
by going along all, the newest first; for more PostgreSQL knows best itself, because it counted such words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was found: the name of the place, and the words around it."""

    label: str
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A dossier in which every word was found."""

    number: str
    subject: str
    phase_label: str
    closed: bool
    last_at: datetime
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The newest hits; ``more`` when there may be others. ``words`` are those that were looked for."""

    hits: tuple[Hit, ...]
    more: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Something sealed in a dossier, opened: what it is called and what it says."""

    label: str
    text: str


def search(organisation: Organisation, actor: Actor, text: str, filters: Filters, *, now: datetime) -> Found:
    """The dossiers with every word, the one acted in last first; logged as one line with the number of hits."""
    looked_for, today = tuple(asked(text)), local_date(now)
    with in_organisation(*fence_of(organisation, actor), account=actor.account, many=True):
        seen = visible(organisation, actor, today)
        if seen is None or not looked_for:
            return Found((), False, looked_for)
        page = _candidates(organisation, seen, filters, today, looked_for, now)
        found, more = _read(organisation, page, seen, looked_for, now)
        hits = _without_texts(organisation, actor, found, now)
        access.log(organisation.pk, actor, "search", now=now, hits=len(hits))
    return Found(hits, more, looked_for)


def _read(
    organisation: Organisation, page: Round, seen: Visible, looked_for: tuple[str, ...], now: datetime
) -> tuple[list[tuple[Summary, Hit]], bool]:
    """The candidates that hold every word after all, and whether there may be more. Nearly always one round is enough."""
    hits: list[tuple[Summary, Hit]] = []
    for start in range(0, ROUNDS * MOST, MOST):
        some = page(start)
        opened = opened_texts(organisation, some, seen, now)
        hits += [(row, hit) for row in some if (hit := _hit(row, opened.get(row.dossier_id, []), looked_for, seen))]
        if len(some) < MOST or len(hits) >= MOST:
            break
    return hits[:MOST], len(some) == MOST


def _without_texts(
    organisation: Organisation, actor: Actor, hits: list[tuple[Summary, Hit]], now: datetime
) -> tuple[Hit, ...]:
    """Of a dossier that a colleague has, and that one says first why one opens it, only the number and the subject."""
    owed = owed_reasons(organisation, actor, [row for row, _ in hits], now)
    return tuple(replace(hit, places=()) if hit.number in owed else hit for _, hit in hits)


def owed_reasons(organisation: Organisation, actor: Actor, rows: list[Summary], now: datetime) -> set[str]:
    """Of which of these dossiers, by number, this person says first why they open it."""
    given: dict[UUID, list[Assignment]] = {}
    for one in GIVEN.rows(organisation=organisation.pk, dossiers=[row.dossier_id for row in rows]):
        given.setdefault(one.dossier_id, []).append(one)
    away = absent_for(actor.account, local_date(now)) if given and actor.account else frozenset()
    had = ((row, given[row.dossier_id]) for row in rows if row.dossier_id in given)
    return {row.number for row, its in had if owes_reason(row, actor, its, now, absent=away)}


Round = Callable[[int], list[Summary]]
"""The candidates of one round, from this place on."""


def _candidates(
    organisation: Organisation, seen: Visible, filters: Filters, today: date, looked_for: Iterable[str], now: datetime
) -> Round:
    """The dossiers that may hold every word, the one acted in last first."""
    wrapped = search_index.key_of(organisation, now)
    words = [sorted(tokens) for tokens in search_index.asked(organisation, wrapped, map(term, looked_for))]
    readable = policy.compartments(seen.role.kind, seen.role.sees)
    if len(words) == 1 and filters.plain:
        given = {_name(place): token for place, token in enumerate(words[0])}
        held = _held(organisation.pk, readable, given)
        if held <= FEW or (held <= MANY and seen.all and filters.view == "all" and not seen.party):
            make = _looked_up if held <= FEW else _met
            return lambda start: make(organisation.pk, seen, filters, today, readable, len(given), start).rows(**given)
    rows = filtered(seen, filters, today)
    for tokens in words:
        rows = rows.filter(Q(dossier_id__in=_holding(organisation.pk, readable, tokens)))
    found = _shown(rows, seen)
    return lambda start: list(found[start : start + MOST])


def _name(place: int) -> str:
    return f"token{place}"


def _holding(organisation: int, readable: Iterable[str], tokens: Iterable[Any]) -> QuerySet[Any, Any]:
    """The dossiers that have one of these in their index, in a compartment that is for the reader."""
    holds = Q(*(("tokens__contains", [token]) for token in tokens), _connector=Q.OR)
    index = SearchWords.objects.filter(organisation_id=Written(organisation), compartment__in=sorted(readable))
    return index.filter(holds).values("dossier_id")


def _held(organisation: int, readable: frozenset[str], given: Mapping[str, int]) -> int:
    """How many have the word, up to one more than ``MANY``."""
    statement, values = _counting(organisation, readable, len(given), MANY)
    told = [given[value.name] if isinstance(value, Given) else value for value in values]
    return int(ask(statement, told)[0][0])


@lru_cache(maxsize=64)
def _counting(organisation: int, readable: frozenset[str], tokens: int, most: int) -> Statement:
    """The statement that counts them; as with lists, making it took longer than running it."""
    return limited(_holding(organisation, readable, [Given(_name(place)) for place in range(tokens)]), most)


@lru_cache(maxsize=64)
def _looked_up(
    organisation: int, seen: Visible, filters: Filters, today: date, readable: frozenset[str], tokens: int, start: int
) -> Prepared[Summary]:
    """Those of a word that few have: each is looked up, in one go through the index of dossiers."""
    holding = _holding(organisation, readable, [Given(_name(place)) for place in range(tokens)])
    rows = filtered(seen, filters, today).filter(Among(F("dossier_id"), ArraySubquery(holding)))
    return Prepared(lambda: _shown(rows, seen)[start : start + MOST])


@lru_cache(maxsize=64)
def _met(
    organisation: int, seen: Visible, filters: Filters, today: date, readable: frozenset[str], tokens: int, start: int
) -> Prepared[Summary]:
    """Those of a word that many have: the newest of them, met one after the other in the index of what was last."""
    holding = _holding(organisation, readable, [Given(_name(place)) for place in range(tokens)])
    rows = filtered(seen, filters, today)
    met = _shown(rows.filter(Met(F("dossier_id"), Subquery(holding))), seen).values("dossier_id")
    found = _shown(rows.filter(dossier_id__in=met[start : start + MOST]), seen)
    return Prepared(lambda: found)


def _shown(rows: QuerySet[Summary], seen: Visible) -> QuerySet[Summary]:
    """What is read of a candidate, in order."""
    found = rows.only("dossier_id", "number", "regulation", "phase", "closed", "received_on", seen.last, "subject")
    # of a side it may be that it knows of nothing yet; else an index has this very order, and a word of all days needs no sorting
    return found.order_by(F(seen.last).desc(nulls_last=True) if seen.party else f"-{seen.last}", "-number")


def opened_texts(
    organisation: Organisation, rows: list[Summary], seen: Visible, now: datetime
) -> dict[UUID, list[Text]]:
    """Everything readable in these dossiers, each by its own regulation: three queries for all."""
    here: dict[str, Any] = {"organisation": organisation.pk, "dossiers": [row.dossier_id for row in rows]}
    wrapped: dict[UUID, dict[str, bytes]] = {}
    readable = {row.dossier_id: (row, _readable(row, seen)) for row in rows}
    for dossier, compartment, key in KEYS.rows(**here):
        if compartment in readable[dossier][1]:
            wrapped.setdefault(dossier, {})[compartment] = bytes(key)
    above = organisation_key(organisation) if wrapped else b""
    rings = {dossier: Keyring(organisation, dossier, found, above) for dossier, found in wrapped.items()}
    opened: dict[UUID, list[Text]] = {dossier: [] for dossier in rings}
    states = summaries.states(organisation, list(rings)) if seen.party else {}
    people = PEOPLE.rows(**here)
    apart = {dossier: _apart(dossier, people, seen, state, now) for dossier, state in states.items()}
    for dossier, seq, field, compartment, ciphertext in TEXTS.rows(**here):
        row, seeing = readable[dossier]
        hidden = seq in apart.get(dossier, ())
        if compartment in seeing and not hidden and _reads_text(states.get(dossier), seq, seen.code, now):
            text = rings[dossier].text(ciphertext, compartment, f"{seq}:{field}", "text")
            opened[dossier].append(Text(_label(row.regulation, seq, field), text))
    for person in people:
        state, seeing = states.get(person.dossier_id), readable[person.dossier_id][1]
        if person.compartment in seeing and (state is None or reads_person(person, state, seen.code, now)):
            name = rings[person.dossier_id].text(person.name, person.compartment, person.code, "name")
            opened[person.dossier_id].append(Text(f"person:{person.side}", name))
    return opened


def _apart(dossier: UUID, people: list[Person], seen: Visible, state: State, now: datetime) -> frozenset[int]:
    """The events of another accused, for one of them."""
    here = [one for one in people if one.dossier_id == dossier]
    others = of_others(seen.account.hex, seen.code, here, state, now)
    return frozenset(event.seq for event in state.events if others.event(state, event))


def _reads_text(state: State | None, seq: int, role: str, now: datetime) -> bool:
    """A party reads text by text, by what happened; for others their compartments decide."""
    return state is None or seq in readable_events(state, role, now)


def _readable(row: Summary, seen: Visible) -> frozenset[str]:
    role = regulations.pinned(row.regulation).roles.get(seen.code)
    return policy.compartments(role.kind, role.sees) if role else frozenset()


def _label(file: str, seq: int, field: str) -> str:
    if seq == 0:  # the subject, and that somebody chose it
        return "subject"
    acts = regulations.pinned(file).acts.values()
    return next((act.fields[field].label for act in acts if field in act.fields), field)


def _hit(row: Summary, texts: list[Text], looked_for: tuple[str, ...], seen: Visible) -> Hit | None:
    """The dossier with where each word stands, or None when a word stands nowhere after all."""
    known: list[tuple[Text, set[str]]] = [(text, words(text.text)) for text in texts]
    places = []
    for word in looked_for:
        text = next((text for text, its in known if begins(its, word)), None)
        if text is None and not begins(number_words(row.number), word):
            return None
        if text is not None:
            places.append(_place(text, word))
    phase = regulations.pinned(row.regulation).phases.get(row.phase)
    subject = next((text.text for text in texts if text.label == "subject"), "")
    return Hit(
        row.number, subject, phase.label if phase else "", row.closed, seen.last_of(row), tuple(_without_twins(places))
    )


def _place(text: Text, word: str) -> Place:
    """The words around the first place; accents may make what is shown a letter longer or shorter."""
    bare = plain(text.text)
    found = re.search(rf"\b{re.escape(word)}\w*", bare)
    if found is None or len(bare) != len(text.text):
        return Place(text.label, text.text[: 2 * AROUND], "", "")
    start, end = found.span()
    before = text.text[max(0, start - AROUND) : start]
    return Place(text.label, before, text.text[start:end], text.text[end : end + AROUND])


def _without_twins(places: Iterable[Place]) -> Iterator[Place]:
    """Two words in one sentence show it once."""
    shown: Mapping[tuple[str, str], Place] = {(p.label, p.before + p.match + p.after): p for p in places}
    yield from shown.values()
