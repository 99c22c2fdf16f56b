"""Which answers a form need not offer: those that the core would refuse from this role, or in this state of the dossier."""

from __future__ import annotations

from datetime import datetime

from wederhoor.procedure.acts import refusals
from wederhoor.procedure.choices import list_of
from wederhoor.procedure.commands import Command
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.dossier import State

NOT_HERE = frozenset({"choice condition", "choice role"})
Hidden = frozenset[tuple[str, str]]


def _bound(act: ReadyAct, name: str, code: str) -> bool:
    """Whether this choice has a condition or an owner at all; most have not."""
    chosen = act.chosen.get(name, {}).get(code)
    return bool(
        name == act.rule.speaks_for
        or act.rule.fields[name].of_role.get(code)
        or (chosen and (chosen.when or chosen.by))
    )


def hidden(state: State, act: ReadyAct, role: str, now: datetime, part: str = "") -> Hidden:
    """Question and code of every choice that would be refused. None of a question when that would leave nothing."""
    found: set[tuple[str, str]] = set()
    for name, options in act.choices.items():
        refused = {
            code for code in options if _bound(act, name, code) and _refused(state, act, name, code, role, now, part)
        }
        refused |= {code for code in options if _periodic(state, act, name, code)}
        found |= {(name, code) for code in refused} if len(refused) < len(options) else set()
    return frozenset(found)


def _periodic(state: State, act: ReadyAct, name: str, code: str) -> bool:
    """Whether this is a meeting that comes back by itself, about complaints and not about one."""
    return list_of(act.rule.fields[name]) == "meetings" and bool(state.regulation.meetings[code].every)


def _refused(state: State, act: ReadyAct, name: str, code: str, role: str, now: datetime, part: str) -> bool:
    command = Command(act.name, role, {name: code}, part=part)
    return any(r.field == name and r.code in NOT_HERE for r in refusals(state, command, actor="", now=now))
