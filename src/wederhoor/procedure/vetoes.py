"""What stands above the rules of an act: consent, silence, objection, a lapsed affiliation, quorum, incomplete papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from wederhoor.procedure import meetings
from wederhoor.procedure.affiliating import lapsed_body
from wederhoor.procedure.answers import no
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.conditions import lacking
from wederhoor.procedure.model import Voting

if TYPE_CHECKING:
    from wederhoor.procedure.compiled import ReadyAct
    from wederhoor.procedure.dossier import State

PARTIES = frozenset({"complainant", "accused"})


def keeps_out(state: State, act: ReadyAct, role: str, actor: str) -> Refusal | None:
    """Who is involved does not take part, and who is objected to waits; a party always speaks for itself."""
    rule = state.regulation.roles.get(role)
    if not actor or (rule and rule.kind in PARTIES):
        return None
    if actor in state.excluded and (rule is None or rule.excluded_when_involved):
        return no(act, "u bent zelf betrokken bij deze klacht en doet niet mee", "excluded")
    if actor in state.objected:
        return no(act, "er loopt een bezwaar tegen u; u doet niets tot daarop is beslist", "paused")
    return None


def standing(state: State, act: ReadyAct, part: str, now: datetime) -> Refusal | None:
    """What no answer on the form can mend: a role that may not hear of it, a body no longer joined, a hold."""
    for role in act.rule.tells:
        if refused := untold(state, act, role, part, now):
            return refused
    if (why := left(state, act, now)) and not act.rule.statute:
        return no(act, why[0], "lapsed", source=why[1])
    if act.rule.cancels and not meetings.standing(state):
        return no(act, "er staat geen gesprek gepland", "condition")
    return _hold(state, act) if act.rule.holds or act.rule.releases else None


def left(state: State, act: ReadyAct, now: datetime) -> tuple[str, str] | None:
    """Why the provider is not joined now to the one body that this act hands over to, with its source.

    What a law asks is not refused for it: a date that nobody renewed here changes no duty there.
    """
    body = act.rule.hands_over
    return lapsed_body(state, body, now) if body in state.regulation.external_bodies else None


def untold(state: State, act: ReadyAct, role: str, part: str, now: datetime) -> Refusal | None:
    """Why this role may not hear of the complaint now, or None."""
    silent = state.procedure.kept_out.get(role)
    if silent is None or silent(state, part, now) is not None:
        return None
    rule = state.regulation.roles[role]
    because = (rule.kept_out.because if rule.kept_out else "") or f"{rule.label} hoort niets van deze klacht"
    return no(act, because, "untold", source=rule.source)


def _hold(state: State, act: ReadyAct) -> Refusal | None:
    held, rule = state.besides.held_since, state.regulation.retention
    if act.rule.releases:
        return None if held else no(act, "het dossier wordt niet vastgehouden", "hold")
    if not rule.hold:
        return no(act, "de regeling laat vasthouden niet toe", "hold", source=rule.source)
    return no(act, "het dossier wordt al vastgehouden", "hold") if held else None


def in_answers(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    """What stands in the way once the form is complete: the consent for this person, votes, papers that must go along."""
    return (
        _of_person(state, act, command) or _votes(state, act, command) or _papers(state, act, command)
        or _talk(state, act, command)
    )  # fmt: skip


def _talk(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    """A talk that stands and is of the kind that was chosen, and of everybody invited to it whether they were there."""
    kinds = {field.kind: name for name, field in act.rule.fields.items()}
    talk = meetings.meant(meetings.standing(state), act.rule, command.values)
    if talk is None and meetings.named_in(act.rule, command.values):
        return no(act, "dit gesprek staat niet (meer) gepland", "choice", kinds["planned"])
    if talk and command.values.get(meetings.MEETING, "") not in ("", talk.meeting):
        return no(act, "het gesprek dat u koos is van een andere soort", "choice", meetings.MEETING)
    present = kinds.get("attendance", "")
    given = command.values.get(present, {}) if present else {}
    left = [one for one in talk.who if one not in given] if talk and present else []
    return no(act, "zeg van iedereen die was uitgenodigd of die er was", "required", present) if left else None


def _of_person(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    """A consent that counts per person must be there for the person of this act."""
    listed, person = state.regulation.consents, str(command.values.get("person", ""))
    for step in act.consents if person else ():
        if listed[step].per_person and (why := lacking(state.consents, step, state.procedure.words, person)):
            return no(act, f"{why} (voor deze persoon)", "consent", "person", listed[step].source)
    return None


def _number(command: Command, name: str) -> int | None:
    given = command.values.get(name, "") if name else ""
    return int(str(given)) if given else None


def _votes(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    """Enough members took part, and a majority is one."""
    rule = act.rule.voting
    if rule is None:
        return None
    votes = _number(command, rule.in_favour), _number(command, rule.against)
    if votes[0] is not None and votes[1] is not None and votes[0] <= votes[1]:
        return no(act, "voor een meerderheid zijn meer stemmen voor dan tegen nodig", "votes", rule.in_favour)
    return _quorum(state, act, rule, _number(command, rule.present) or sum(v or 0 for v in votes))


def _quorum(state: State, act: ReadyAct, rule: Voting, present: int) -> Refusal | None:
    role = state.regulation.roles[rule.by]
    if role.quorum is None or present >= role.quorum:
        return None
    because = f"er doen {present} leden mee; minstens {role.quorum} zijn nodig ({role.label})"
    return no(act, because, "quorum", rule.present, role.source)


def missing_papers(state: State, act: ReadyAct, command: Command) -> tuple[str, ...]:
    """The papers that the body asks for and that do not go along, by name."""
    body = body_of(act, command)
    if body not in state.regulation.external_bodies or "package" not in act.rule.fields:
        return ()
    given = command.values.get("package", ())
    asked = state.regulation.external_bodies[body].package
    return tuple(label for code, label in asked.items() if code not in given)


def body_of(act: ReadyAct, command: Command) -> str:
    """The body to which a command hands the complaint over, or ''."""
    return str(command.values.get(act.rule.hands_over, act.rule.hands_over))


def _papers(state: State, act: ReadyAct, command: Command) -> Refusal | None:
    missing = missing_papers(state, act, command)
    body = state.regulation.external_bodies[body_of(act, command)] if missing else None
    if body is None or not body.package_complete:
        return None
    return no(act, f"deze stukken ontbreken nog: {'; '.join(missing)}", "package", "package", body.source)


def warnings(state: State, command: Command) -> tuple[str, ...]:
    """What is said before a command is done although it does not stop it: papers that a body asks for and that stay behind."""
    act = state.procedure.acts[command.act]
    missing = missing_papers(state, act, command)
    return (f"deze instantie vraagt ook: {'; '.join(missing)}",) if missing else ()


@dataclass(frozen=True, slots=True)
class Handover:
    """What is shown before a complaint goes to a body outside. `lapsed` says why it cannot now."""

    body: str
    label: str
    approach: str
    binding: bool
    fee: str
    fee_checked: date | None
    conditions: tuple[str, ...]
    package: tuple[str, ...]
    rules: tuple[str, ...]
    doubt: str
    lapsed: str


def handover(state: State, body: str, now: datetime) -> Handover:
    """Fee with the day it was checked, conditions, papers and rules of a body, and whether the affiliation still holds."""
    rule, why = state.regulation.external_bodies[body], lapsed_body(state, body, now)
    return Handover(
        body, rule.label, rule.approach, rule.binding, rule.fee, rule.fee_checked, rule.conditions,
        tuple(rule.package.values()), rule.rules, rule.doubt, why[0] if why else "",
    )  # fmt: skip
