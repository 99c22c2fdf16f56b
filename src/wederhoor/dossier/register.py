"""The anonymous register: what is counted of a closed complaint for ever, without a person, a number or a way back.

The link from a dossier to its rows exists only as long as the dossier: what happens in it after closing, or is filled in by who
keeps the register (``register_entry``), replaces the rows; destroying leaves them as they are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, RegisterEntry, RegisterLink, RegisterRow
from wederhoor.dossier.models.core import COMPLIMENT
from wederhoor.dossier.register_words import headings
from wederhoor.dossier.summaries import FIRST_PART, told
from wederhoor.organisations.prepared import Given, Prepared, put, remove
from wederhoor.procedure.base import OWN_CHOICE
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties, end_of
from wederhoor.procedure.register_words import headings_of
from wederhoor.procedure.terms import local_date

WEEKS = (2, 6, 10, 26)
"""Upper bounds of the classes of lead time; longer is 'longer'."""
ENDINGS = ("withdrawn", "inadmissible", "not taken up", "settled", "not settled", "forwarded")
"""How a complaint ends without a judgement: facts of the common vocabulary, the first that came about counts."""
NO_COMPLAINT = (COMPLIMENT, "reception")
"""Kinds of message that nobody has to explain."""
NOT_TREATED = ("inadmissible", "not taken up")
QUESTIONS = ("treatment", "result")
"""The two questions about satisfaction that have a column."""
BY_LAW = "Wet:"
"""How the source of a duty begins that the text does not have and the statute adds."""
TOLD = {"law": "law", "kind": "kind", "route": "route", "source": "channel", "hope": "hope"}
"""Columns that are a case value or an answer, and how that is called in the dossier."""
FILLED = ("cause", "came_of_it", "late_reason", "not_taken_up")
"""Columns that only a person fills in."""
Entries = Mapping[str, RegisterEntry]
HERE = {"organisation_id": Given("organisation"), "dossier_id": Given("dossier")}
FILLED_IN: Prepared[RegisterEntry] = Prepared(lambda: RegisterEntry.objects.filter(**HERE))
LINKED: Prepared[uuid.UUID] = Prepared(lambda: RegisterLink.objects.filter(**HERE).values_list("row", flat=True))
LOCKED: Prepared[tuple[int | None, int | None]] = Prepared(
    lambda: (
        Dossier.objects.select_for_update(no_key=True)
        .filter(organisation_id=Given("organisation"), id=Given("dossier"))
        .values_list("location_id", "team")
    )
)


def quarter(day: date) -> str:
    """'2026-Q1'."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def lead_time(days: int) -> str:
    """The class of a number of days, such as '6 weeks'."""
    return next((f"{weeks} weeks" for weeks in WEEKS if days <= weeks * 7), "longer")


def in_time(state: State, found: list[DutyStatus], part: str) -> bool | None:
    """Whether it ended within the regulation's own weeks (choices 1); None where there are none.

    Of the duties that make an end, those of the text go before what the law adds. Where none has a date, every dated duty of
    the text towards the complainant counts.
    """
    own = [d for d in found if d.part in ("", part) and not d.external and not d.round and "complainant" in d.owed_to]
    dated = [d for d in own if d.due and d.status in ("met", "met late", "overdue", "lapsed", "open")]
    ending = [d for d in dated if state.regulation.duties[d.name].decides]
    ending = [d for d in ending if not d.source.startswith(BY_LAW)] or ending
    if ending:
        return all(_kept(state, duty, part) for duty in ending)
    ours = (OWN_CHOICE, BY_LAW)
    ended = {duty.status for duty in dated if not duty.source.startswith(ours)} - {"lapsed", "open"}
    return ended == {"met"} if ended else None


def _kept(state: State, duty: DutyStatus, part: str) -> bool:
    """Whether this term was kept: by what it asks for, or because the complaint ended before the last day."""
    if duty.status != "lapsed" or duty.due is None:
        return duty.status in ("met", "open")
    ends = [moment for fact in ENDINGS for moment in state.times(fact, part)]
    closed = state.closed_parts.get(part) or state.closed_at
    return min([*ends, *([closed] if closed else [])], default=end_of(duty.due)) <= end_of(duty.due)


def outcome(state: State, part: str) -> str:
    """The judgement about this part; else how it ended."""
    judged = state.value("outcome", part)
    if isinstance(judged, str) and judged in state.regulation.outcomes:
        return judged
    return next((fact for fact in ENDINGS if state.times(fact, part)), "")


def not_treated(state: State, part: str) -> bool:
    """Whether it was not taken up, and the register asks why."""
    return any(state.times(fact, part) for fact in NOT_TREATED)


def disputed(state: State) -> bool:
    """Whether the complaint reached a dispute body."""
    bodies = {code for code, body in state.regulation.external_bodies.items() if body.kind == "dispute"}
    return bool(state.times("dispute put")) or any(
        _reached(state, event.act, event.values, bodies) for event in state.events
    )


def _reached(state: State, act: str, values: Mapping[str, object], bodies: set[str]) -> bool:
    rule = state.regulation.acts[act]
    return bool(bodies & {str(values.get("body", "")), rule.hands_over, str(values.get(rule.hands_over, ""))})


def satisfaction(state: State, question: str, part: str) -> str:
    """The last answer on the regulation's scale to one of its questions about satisfaction; '' without one."""
    asked = state.regulation.satisfaction
    if asked is None or question not in asked.questions:
        return ""
    answers = (e.values[question] for e in reversed(state.events) if e.part in ("", part) and question in e.values)
    return next((str(answer) for answer in answers if answer in asked.scale), "")


def theme(state: State, part: str, entry: RegisterEntry | None) -> str:
    """The theme: finer where somebody said so, else what was said in the dossier."""
    return (entry.theme if entry else "") or told(state, "theme", part)


def missing(state: State, part: str, entry: RegisterEntry | None, found: list[DutyStatus]) -> tuple[str, ...]:
    """The columns that still have to be filled in for this part; what only the dossier can tell, as long as it is open."""
    asked = {name for act in state.regulation.acts.values() for name in act.fields}
    told_of: tuple[str, ...] = () if state.closed else ("law", "kind", "hope")
    needed = {name: told(state, name, part) for name in told_of if name in asked}
    needed |= {"theme": theme(state, part, entry), "cause": entry.cause if entry else ""}
    if told(state, "hope", part):
        needed["came_of_it"] = entry.came_of_it if entry else ""
    if in_time(state, found, part) is False:
        needed["late_reason"] = entry.late_reason if entry else ""
    if not_treated(state, part):
        needed["not_taken_up"] = entry.not_taken_up if entry else ""
    return tuple(name for name, value in needed.items() if not value and not _needless(state, name, part))


def _needless(state: State, name: str, part: str) -> bool:
    """What nobody can say: of what is no complaint, of one that was not treated, or was taken back."""
    if told(state, "kind", part) in NO_COMPLAINT:
        return name != "kind"
    return name in ("cause", "hope", "came_of_it") and (
        not_treated(state, part) or bool(state.times("withdrawn", part))
    )


def rows_of(
    row: Dossier, state: State, now: datetime, entries: Entries, of_theme: Mapping[str, str], found: list[DutyStatus]
) -> Iterator[tuple[str, RegisterRow]]:
    """Each part with its row, not saved: one, or one per part of which the first counts as a complaint.

    The ids go up with the parts. The mark that holds the parts together is by chance: it leads to no dossier.
    """
    first, closed = local_date(state.events[0].at), local_date(state.closed_at or now)
    parts, mark = sorted(state.parts) or [""], uuid.uuid4()
    for place, (part, key) in enumerate(zip(parts, sorted(uuid.uuid4() for _ in parts), strict=True)):
        filled, about = entries.get(part) or RegisterEntry(), theme(state, part, entries.get(part))
        yield part, RegisterRow(
            organisation_id=row.organisation_id, id=key, complaint=mark, member_id=row.member_id, regulation=row.regulation,
            quarter=quarter(closed), received_quarter=quarter(first), counts=place == 0, several=len(parts) > 1,
            theme=about, heading=of_theme.get(about, ""), outcome=outcome(state, part),
            location_group=row.location.group if row.location else "", extended=any(one.part in ("", part) for one in state.extensions),
            in_time=in_time(state, found, part), lead_time=lead_time((closed - first).days), disputed=disputed(state),
            **{column: told(state, name, part) for column, name in TOLD.items()},
            **{column: getattr(filled, column) for column in FILLED},
            **{question: satisfaction(state, question, part) for question in QUESTIONS},
        )  # fmt: skip


def keep(row: Dossier, state: State, now: datetime) -> None:
    """Write the rows of a closed dossier anew, and take them out when it reopened; behind the gate.

    The register is of the organisation: who acts from outside writes it within that organisation's own fence.
    """
    with in_organisation(row.organisation_id):
        _keep(row, state, now)


def _keep(row: Dossier, state: State, now: datetime) -> None:
    lock(row)
    here = {"organisation_id": row.organisation_id, "dossier_id": row.id}
    if before := LINKED.rows(organisation=row.organisation_id, dossier=row.id):
        RegisterRow.objects.filter(organisation_id=row.organisation_id, id__in=before).delete()
        remove(RegisterLink, **here)
    if not state.closed:
        return
    found, entries = duties(state, now), entries_of(row)
    of_theme = headings(row.organisation_id) | headings_of(state.regulation)
    made = list(rows_of(row, state, now, entries, of_theme, found))
    put([one for _, one in made], list(_links(row, state, made, entries, found)))


def lock(row: Dossier) -> None:
    """Who writes the register of a dossier waits for whoever does at this moment: no row is written twice.

    Where it was and its team are read anew: somebody may have put them right since the dossier was opened.
    """
    for location, team in LOCKED.rows(organisation=row.organisation_id, dossier=row.id):
        row.location_id, row.team = location, team


def _links(
    row: Dossier, state: State, made: Iterable[tuple[str, RegisterRow]], entries: Entries, found: list[DutyStatus]
) -> Iterator[RegisterLink]:
    closed = local_date(state.closed_at) if state.closed_at else None
    for part, one in made:
        entry = entries.get(part)
        yield RegisterLink(
            organisation_id=row.organisation_id, dossier_id=row.id, row=one.id, part=part, closed_on=closed,
            received_on=local_date(state.events[0].at), location_id=row.location_id, team=entry.team if entry else row.team,
            missing=",".join(missing(state, part, entry, found)),
        )  # fmt: skip


def entries_of(row: Dossier) -> Entries:
    """What was filled in for this dossier, by part; what was filled in before it was split is about its first part."""
    found = {entry.part: entry for entry in FILLED_IN.rows(organisation=row.organisation_id, dossier=row.id)}
    return {FIRST_PART: found[""], **found} if "" in found else found
