"""Summary rows: what a list shows, computed from the events. Disposable, and written with every event.

A summary also grows stale by mere passing of days (a term passes, a phase opens): ``refresh_stale`` mends that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from wederhoor.dossier import regulations, tasks
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Dossier, Event, RegisterEntry, SealedText, Summary, Task
from wederhoor.dossier.tasks import day
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Several, alter, put
from wederhoor.procedure import events, needs
from wederhoor.procedure.compiled import Procedure, procedure_of
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.duties import DutyStatus, begun
from wederhoor.procedure.having import looks_outside
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.retention import destroy_after
from wederhoor.procedure.terms import local_date

TO_ASK = ("capacity", "spoken", "tell support worker")
"""Questions of the reception that stop nothing when unanswered, but must be seen to be open."""
EDITION = 4
"""One more whenever a column is added or counted otherwise: the worker then makes older summaries again, closed ones too."""
FIRST_PART = "A"
"""What stays of a complaint that is split."""
THEME = Coalesce(NullIf(F("finer"), Value("")), F("theme"))
"""What a complaint is about: as the register refined it, else as it was said."""
BATCH = 200
__all__ = [
    "about_theme",
    "computed",
    "day",
    "folded",
    "handler_of",
    "having",
    "next_duty",
    "rebuild",
    "rebuilt",
    "refresh_stale",
    "runs",
    "state_of",
    "story",
    "told",
    "unasked",
    "write",
]


def about_theme(theme: str) -> Q:
    """Complaints of which any part is about it, as refined: the first (annotate ``about=THEME``), or a later one."""
    return Q(about=theme) | Q(further__contains=[[theme]])


def next_duty(found: Iterable[DutyStatus]) -> DutyStatus | None:
    """The running duty to work at first: the earliest ``aim``; one without a date comes last."""
    return next(iter(tasks.running(found)), None)


def earliest_due(found: Iterable[DutyStatus]) -> DutyStatus | None:
    """The running duty whose term ends first: another one than the next duty when that has no end."""
    ending = (duty for duty in found if duty.status in tasks.RUNNING and duty.due)
    return min(ending, key=lambda duty: (day(duty.due), duty.name), default=None)


def unasked(state: State) -> tuple[str, ...]:
    """The questions of the reception that have no answer yet, of those that this regulation asks and lets somebody answer later."""
    if not state.events or state.closed:
        return ()
    return tuple(name for name in _answered_later(state.procedure, state.events[0].act) if not state.value(name))


@lru_cache(maxsize=256)
def _answered_later(procedure: Procedure, first: str) -> tuple[str, ...]:
    """What the first act asks and another one too."""
    acts = procedure.regulation.acts
    later = {name for code, act in acts.items() if code != first for name in act.fields}
    return tuple(name for name in TO_ASK if name in acts[first].fields and name in later)


def computed(state: State, now: datetime, found: list[DutyStatus] | None = None) -> dict[str, Any]:
    """The columns that follow from the events and the regulation at this moment."""
    found, last, first = begun(state, now) if found is None else found, state.events[-1], state.events[0]
    duty, ending = next_duty(found), earliest_due(found)
    return {
        "phase": state.phase(now),
        "closed": state.closed,
        "destroy_after": destroy_after(state),
        "next_duty": duty.name if duty else "",
        "next_holder": duty.holder if duty else "",
        "next_aim": day(duty.aim) if duty else None,
        "next_due": day(ending.due) if ending else None,
        "due_duty": ending.name if ending else "",
        "last_seq": last.seq,
        "last_act": last.act,
        "last_at": last.at,
        **{f"last_for_{side}": needs.last_known(state, side, now) for side in sorted(needs.PARTIES)},
        "received_on": day(first.at),
        "unasked": ",".join(unasked(state)),
        "hidden_from": _roles(role for role in state.regulation.roles if _hidden(state, role, now)),
        "unread_by": _roles(role for role in state.regulation.roles if not needs.reads_complaint(state, role, now)),
        **{name: _code(state, name) for name in ("law", "kind", "capacity")},
        "theme": told(state, "theme"),
        "source": told(state, "channel"),
        "further": _further(state, {}),
        "edition": EDITION,
    }


def _further(state: State, finer: dict[str, str]) -> list[list[str]]:
    """Law, kind and theme of the second and later parts, the theme as the register refined it."""
    return [
        [told(state, "law", part), told(state, "kind", part), finer.get(part) or told(state, "theme", part)]
        for part in sorted(state.parts)[1:]
    ]


def _hidden(state: State, role: str, now: datetime) -> bool:
    return needs.kept_out(state, role, now) or not needs.knows(state, role, now)


def _roles(found: Iterable[str]) -> str:
    named = "|".join(found)
    return f"|{named}|" if named else ""


def _code(state: State, name: str) -> str:
    """A case value that is one code; of the parts' values the first, as far as they differ from the whole's."""
    known = [state.value(name), *(state.value(name, part) for part in state.parts)]
    return next((value for value in known if isinstance(value, str) and value), "")


def told(state: State, name: str, part: str = "") -> str:
    """A case value, or the last answer to the question of this name; of several codes the first, '' when never asked."""
    value = state.value(name, part)
    answers = (e.values[name] for e in reversed(state.events) if e.values.get(name) and e.part in ("", part))
    value = value or next(answers, "")
    return value if isinstance(value, str) else next(iter(value), "")


def write(dossier: Dossier, state: State, now: datetime, **more: Any) -> None:
    """Write the summary row of a dossier with its tasks; ``more`` holds the columns that do not follow from events.

    A row of an older version stays one, until the worker made all of it again: this does not look at what the register says.
    Nothing for one in quarantine: no list shows it.
    """
    if dossier.quarantined:
        return
    found = begun(state := _standing(dossier, state, now), now)
    columns = _columns(dossier, state, now, found) | more
    edition = columns.pop("edition")
    if not alter(Summary, {"organisation_id": dossier.organisation_id, "dossier_id": dossier.id}, columns):
        put([_row(dossier, columns | {"edition": edition})])
    tasks.write(dossier, tasks.of(state, found))


def _columns(dossier: Dossier, state: State, now: datetime, found: list[DutyStatus]) -> dict[str, Any]:
    """What is computed; of a complaint of several parts with the themes of the later ones as the register refined them."""
    columns = computed(state, now, found)
    return columns | {"further": _further(state, _themes(dossier))} if state.parts else columns


def first(
    dossier: Dossier, state: State, running: list[DutyStatus], columns: dict[str, Any]
) -> tuple[Sequence[Model] | Several, ...]:
    """The summary with these columns and the tasks of a new dossier with these duties, not saved; nothing for one in quarantine."""
    if dossier.quarantined:
        return ()
    return [_row(dossier, columns)], tasks.rows(dossier, tasks.of(state, running))


def _row(dossier: Dossier, columns: dict[str, Any]) -> Summary:
    return Summary(
        organisation_id=dossier.organisation_id, dossier_id=dossier.id, number=dossier.number,
        regulation=dossier.regulation, member_id=dossier.member_id, location_id=dossier.location_id, team=dossier.team, **columns,
    )  # fmt: skip


def state_of(dossier: Dossier) -> State:
    """The state of a dossier, replayed from its stored events."""
    rows = Event.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id).order_by("seq")
    return folded(dossier, list(rows.values_list("payload", flat=True)))


def story() -> ArraySubquery:
    """The stored events beside a dossier's row, in order, for `folded`."""
    mine = Event.objects.filter(organisation_id=OuterRef("organisation_id"), dossier_id=OuterRef("id"))
    return ArraySubquery(mine.order_by("seq").values("payload"))


def folded(dossier: Dossier, payloads: list[Any]) -> State:
    """The state after these stored events."""
    return fold(regulations.pinned(dossier.regulation), [events.Event.from_json(payload) for payload in payloads])


def handler_of(dossier: Dossier, today: date) -> UUID | None:
    """The account that has the dossier now: the latest running assignment in a role that handles it, or to which it was brought."""
    given = _given(dossier.organisation_id, [dossier.id])
    return having(regulations.pinned(dossier.regulation), given, today)


def having(regulation: Regulation, given: Iterable[Assignment], today: date) -> UUID | None:
    """Of these assignments the account that has the dossier; on the same day a handler goes before whom it was brought to."""
    ranks = procedure_of(regulation).holding

    def order(one: Assignment) -> tuple[int, int, bool, UUID]:
        return ranks[one.role], -one.since.toordinal(), regulation.roles[one.role].kind != "handler", one.id

    running = [one for one in given if one.role in ranks and runs(one, today)]
    return min(running, key=order).account_id if running else None


def standing(state: State, given: Iterable[Assignment], today: date) -> State:
    """The state with who still has an assignment, where that matters: one that was ended in Beheer leaves no event."""
    return _with_outside(state, given, today) if looks_outside(state) else state


def _with_outside(state: State, given: Iterable[Assignment], today: date) -> State:
    return replace(state, outside=frozenset(one.role for one in given if runs(one, today)))


def _standing(dossier: Dossier, state: State, now: datetime) -> State:
    if not looks_outside(state):
        return state
    return _with_outside(state, _given(dossier.organisation_id, [dossier.id]), local_date(now))


def _given(organisation: int, ids: Iterable[UUID]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(organisation_id=organisation, dossier_id__in=ids, recused=False)


def runs(given: Assignment, today: date) -> bool:
    """Whether this assignment counts today."""
    return not given.recused and given.since <= today and not (given.until and given.until < today)


def rebuilt(dossier: Dossier, now: datetime) -> Summary:
    """The summary as it should be at this moment, from the dossier's own rows alone; not saved."""
    state = _standing(dossier, state_of(dossier), now)
    return _rebuilt(dossier, state, now, begun(state, now))


def _rebuilt(dossier: Dossier, state: State, now: datetime, found: list[DutyStatus]) -> Summary:
    sealed = SealedText.objects.filter(
        organisation_id=dossier.organisation_id, dossier_id=dossier.id, seq=0, field="subject"
    ).first()
    columns = (
        computed(state, now, found) | refined(dossier, state) | {"handler_id": handler_of(dossier, local_date(now))}
    )
    columns |= {"subject": bytes(sealed.ciphertext) if sealed else b""}
    return _row(dossier, columns)


def refined(dossier: Dossier, state: State) -> dict[str, Any]:
    """The columns about the theme as the register refined it: of the first part, and of those after it."""
    themes = _themes(dossier)
    return {"finer": themes.get(min(state.parts, default=""), ""), "further": _further(state, themes)}


def _themes(dossier: Dossier) -> dict[str, str]:
    """The theme that the register refined, by part; what was said before a complaint was split is about its first part."""
    rows = RegisterEntry.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)
    themes = dict(rows.values_list("part", "theme"))
    return {FIRST_PART: themes[""], **themes} if "" in themes else themes


def refine(dossier: Dossier, state: State) -> None:
    """Tell the lists how the register refined the themes."""
    mine = Summary.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)
    mine.update(**refined(dossier, state))


def rebuild(dossiers: Iterable[Dossier], now: datetime) -> int:
    """Replace the summary rows of these dossiers. Call inside ``in_organisation``; returns how many."""
    count = 0
    for dossier in dossiers:
        if dossier.quarantined:
            continue
        found = begun(state := _standing(dossier, state_of(dossier), now), now)
        Summary.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id).delete()
        Summary.objects.bulk_create([_rebuilt(dossier, state, now, found)])
        tasks.write(dossier, tasks.of(state, found))
        count += 1
    return count


def refresh_stale(organisation: Organisation, now: datetime) -> int:
    """Renew every summary that days alone made stale; returns how many changed. To be called once a day.

    A plain loop in short transactions; what somebody acts on meanwhile is theirs (compare and set on the last event).
    """
    with in_organisation(organisation.pk):
        rows = Summary.objects.filter(organisation=organisation)
        waiting = Exists(Task.objects.filter(organisation=organisation, dossier_id=OuterRef("dossier_id")))
        older = Q(edition__lt=EDITION)
        moving = list(rows.filter(Q(closed=False) | waiting | older).values_list("dossier_id", flat=True))
    batches = (moving[start : start + BATCH] for start in range(0, len(moving), BATCH))
    return sum(_refreshed(organisation, batch, now) for batch in batches)


def _refreshed(organisation: Organisation, ids: list[UUID], now: datetime) -> int:
    with in_organisation(organisation.pk):
        known = {row.dossier_id: row for row in Summary.objects.filter(organisation=organisation, dossier_id__in=ids)}
        had = tasks.known(organisation, ids)
        given: dict[UUID, list[Assignment]] = {}
        for one in _given(organisation.pk, ids):
            given.setdefault(one.dossier_id, []).append(one)
        return sum(
            _renewed(known[dossier.id], had.get(dossier.id, {}), dossier, state, given.get(dossier.id, []), now)
            for dossier, state in _states(organisation, ids)
        )


def states(organisation: Organisation, ids: list[UUID]) -> dict[UUID, State]:
    """The states of these dossiers, in two queries."""
    return {dossier.id: state for dossier, state in _states(organisation, ids)}


def _states(organisation: Organisation, ids: list[UUID]) -> Iterator[tuple[Dossier, State]]:
    """Dossiers with their states: one query for all their events."""
    payloads: dict[UUID, list[Any]] = {}
    rows = Event.objects.filter(organisation=organisation, dossier_id__in=ids).order_by("dossier_id", "seq")
    for dossier, payload in rows.values_list("dossier_id", "payload"):
        payloads.setdefault(dossier, []).append(payload)
    for row in Dossier.objects.filter(organisation=organisation, id__in=list(payloads)):
        yield row, folded(row, payloads[row.id])


def _renewed(
    row: Summary, had: dict[str, Any], dossier: Dossier, state: State, given: Sequence[Assignment], now: datetime
) -> bool:
    today = local_date(now)
    found = begun(state := standing(state, given, today), now)
    columns, due = _columns(dossier, state, now, found), tasks.of(state, found)
    if row.edition < EDITION:
        columns |= refined(dossier, state) | {"handler_id": having(state.regulation, given, today)}
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if row.last_seq != columns["last_seq"] or not (changed or had != {task["role"]: task for task in due}):
        return False
    mine = Summary.objects.filter(organisation_id=row.organisation_id, dossier_id=row.dossier_id, last_seq=row.last_seq)
    if not mine.update(**columns):
        return False
    tasks.write(dossier, due)
    return True
