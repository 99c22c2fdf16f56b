"""Playing one complaint: each step goes through the door, by somebody who may do it, on its own day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from wederhoor.correspondence import outgoing
from wederhoor.correspondence.dispatch import drafts, send
from wederhoor.dossier import door, outbox
from wederhoor.dossier.door import Actor, Intent, NewPerson, OpenDossier, Outcome
from wederhoor.dossier.models import Way
from wederhoor.dossier.policy import NEEDS
from wederhoor.organisations.models import Account, Location, Organisation, Team
from wederhoor.procedure.acts import Allowed, permitted
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.model import Act, FormField, Regulation
from wederhoor.site.demo.script import Complaint, Step, texts

TEXT = ("text", "long text")
ASSIGNERS = ("handler", "coordinator")


@dataclass
class Stage:
    """Where a complaint is played: the organisation, its people, and the day that counts as today."""

    row: Organisation
    regulation: Regulation
    cast: dict[str, Account]
    places: dict[str, Location]
    teams: dict[str, Team]
    """By the place where they work."""
    now: datetime
    new: bool = False
    """Whether the organisation was made just now."""
    runs: str = ""
    """The role of who runs the place."""
    colleague: Account | None = None
    skipped: list[str] = field(default_factory=list)

    @property
    def tenant(self) -> Organisation:
        """Who keeps the dossiers."""
        return self.row.parent or self.row

    def actor(self, role: str) -> Actor:
        """Somebody of the staff in a role."""
        return Actor(self.cast[role].pk, role, self.row.pk)

    def may_enter(self, role: str) -> bool:
        """Whether somebody holds the role and its kind may open dossiers at all."""
        return role in self.cast and "act" in NEEDS[self.regulation.roles[role].kind].actions

    @property
    def assigner(self) -> str:
        """The role that gives dossiers to people who see only what is given to them."""
        return next(r for r in self.cast if self.regulation.roles[r].kind in ASSIGNERS)


def play(stage: Stage, complaint: Complaint, steps: tuple[Step, ...], key: str) -> None:
    """Receive the complaint and do its steps up to today; one that came before is left alone."""
    start = _start(stage, complaint)
    received = receive(stage, complaint, start, key)
    if not received.new:
        return
    moment = start
    for step in steps[: complaint.stop]:
        moment = max(moment + timedelta(minutes=45), workday(start + timedelta(days=step.day)))
        if moment > stage.now:
            return
        _do(stage, complaint, received, step, moment)


def _start(stage: Stage, complaint: Complaint) -> datetime:
    """The time of day varies with the story, so that not everybody complains at noon."""
    minutes = sum(map(ord, complaint.subject)) % 660
    day = (stage.now - timedelta(days=complaint.ago)).replace(hour=8, minute=5, second=0, microsecond=0)
    return min(day + timedelta(minutes=minutes), stage.now - timedelta(minutes=20))


def workday(moment: datetime) -> datetime:
    """Staff work Monday to Friday, from nine to half past four."""
    moment = moment.replace(hour=9 + moment.minute % 7, minute=moment.minute // 2)
    return moment + timedelta(days=max(0, 8 - moment.isoweekday()) if moment.isoweekday() > 5 else 0)


def receive(stage: Stage, complaint: Complaint, now: datetime, key: str) -> door.Received:
    """The complaint comes in by the form. Raises ValueError where the regulation refuses it."""
    act = stage.regulation.acts["receive"]
    given: dict[str, Any] = {"capacity": complaint.capacity, "law": complaint.law, **complaint.values}
    values = {name: value for name, value in given.items() if value and name in act.fields}
    values |= {n: _code(stage.regulation, n, f) for n, f in act.fields.items() if f.required and n not in values}
    contact = {"email": complaint.mail, "telephone": complaint.telephone}
    contact = {way: value for way, value in contact.items() if value}
    people = [NewPerson("complainant", complaint.who, complaint.capacity, contact, _own_account(stage, complaint))]
    if complaint.accused and "accused" in stage.cast:
        accused = stage.cast["accused"]
        people.append(NewPerson("accused", accused.name, account=accused.pk))
    result = door.receive(
        stage.tenant, Command("receive", "complainant", values), texts={"complaint": complaint.story}, people=people,
        subject=complaint.subject, actor=door.visitor(stage.tenant.pk), now=now, submitted_key=key,
        member=stage.row if stage.row.parent else None, location=stage.places.get(complaint.place),
        team=stage.teams[complaint.place].pk if complaint.place in stage.teams else None,
    )  # fmt: skip
    if isinstance(result, Refusal):
        raise ValueError(f"{stage.row.code}: '{complaint.subject}' is refused: {result.because} [{result.source}]")
    return result


def _own_account(stage: Stage, complaint: Complaint) -> Any:
    """The complainant who can sign in complained under their own name."""
    one = stage.cast.get("complainant")
    return one.pk if one and one.name == complaint.who else None


def _code(regulation: Regulation, name: str, question: FormField) -> str:
    """The first answer, but the public channel where the question is how it came in."""
    options = list(choices_of(regulation, question))
    if name == "channel":
        return next(code for code in options if regulation.channels[code].public)
    return "complaint" if "complaint" in options else options[0]


def _do(stage: Stage, complaint: Complaint, received: door.Received, step: Step, now: datetime) -> None:
    done = do(stage, received, step, now)
    if done is None:
        because = _why(stage, received, step, now)
        stage.skipped.append(f"{stage.row.code}: {complaint.plot}: {step.act} @ {step.day}: {because}")
        return
    dossier, outcome = done
    if outcome.refusal:
        stage.skipped.append(f"{stage.row.code}: {step.act}: {outcome.refusal.because}")
    elif dossier.actor.account:
        _send_letters(stage, dossier, outcome, now)


def do(stage: Stage, received: door.Received, step: Step, now: datetime) -> tuple[OpenDossier, Outcome] | None:
    """The step done by the first who may do it; None when nobody may."""
    tries = (_tried(stage, received, role, step, now) for role in _roles(stage, step))
    return next((done for done in tries if done), None)


def _roles(stage: Stage, step: Step) -> Iterator[str]:
    """Who could do it: who the step names, else the act's own roles, staff first."""
    if step.by:
        yield step.by
    elif step.act in stage.regulation.acts:
        by = stage.regulation.acts[step.act].by
        yield from (role for role in by if role != "complainant" and stage.may_enter(role))
        yield from (role for role in by if role == "complainant")


def _tried(
    stage: Stage, received: door.Received, role: str, step: Step, now: datetime
) -> tuple[OpenDossier, Outcome] | None:
    """The step done in this role, in one transaction; None when the role may not do it."""

    def ask(dossier: OpenDossier) -> Intent | None:
        return intent_for(stage, dossier, step, now)

    try:
        dossier, outcome = door.act_on(stage.tenant, received.number, ask, actor=_who(stage, received, role), now=now)
    except door.NotFound:
        if not _give(stage, received, role, now):
            return None
        dossier, outcome = door.act_on(stage.tenant, received.number, ask, actor=stage.actor(role), now=now)
    return (dossier, outcome) if outcome else None


def _who(stage: Stage, received: door.Received, role: str) -> Actor:
    """The complainant comes with the code, staff with their account."""
    return Actor(None, role, stage.tenant.pk, code=received.code) if role == "complainant" else stage.actor(role)


def _give(stage: Stage, received: door.Received, role: str, now: datetime) -> bool:
    """Give the dossier to somebody who sees only what is given to them."""
    kind = stage.regulation.roles[role].kind
    if kind == "accused" or not NEEDS[kind].per_dossier:
        return False
    give(stage, received.number, role, now)
    return True


def give(stage: Stage, number: str, role: str, now: datetime, *, to: Account | None = None) -> None:
    """Assign a dossier to whoever holds this role, or to this other person who does."""
    giver = stage.actor(stage.assigner)
    dossier = door.open_dossier(stage.tenant, number, actor=giver, action="read", now=now)
    door.assign(dossier, (to or stage.cast[role]).pk, role, actor=giver, now=now)


def _allowed(dossier: OpenDossier, role: str, step: Step, now: datetime) -> Allowed | None:
    return next(iter(permitted(dossier.state, role, now, step.part, only=step.act).may), None)


def intent_for(stage: Stage, dossier: OpenDossier, step: Step, now: datetime) -> Intent | None:
    """The step as a command with everything answered; None when who opened the dossier may not do it."""
    allowed = _allowed(dossier, dossier.actor.role, step, now)
    if allowed is None:
        return None
    values, written = _answers(stage, dossier.regulation.acts[step.act], step, now)
    command = Command(step.act, dossier.actor.role, values, part=allowed.part, on_behalf_of=allowed.on_behalf_of)
    return Intent(command, written, dossier.seq)


def _send_letters(stage: Stage, dossier: OpenDossier, outcome: Outcome, now: datetime) -> None:
    """The letters that follow from the act go out the same day, by mail where there is an address."""
    seq = outcome.state.seq
    if not any(due.seq == seq for due in outcome.state.letters):
        return
    fresh = door.open_dossier(stage.tenant, dossier.number, actor=dossier.actor, action="read", now=now)
    for draft in drafts(fresh, now):
        if draft.seq == seq and draft.letter:
            send(fresh, draft, actor=dossier.actor, now=now, by_mail=True)
    if now < stage.now - timedelta(days=1):
        _leave(fresh, now)


def _leave(dossier: OpenDossier, now: datetime) -> None:
    """What was written before today is gone, by mail or by post; today's waits as it would."""
    waiting = [row for row in outbox.rows_of(dossier) if row.state == outbox.State.WAITING]
    printed = [row.id for row in waiting if row.way == Way.PRINT]
    if printed:
        outbox.printed(dossier, printed, actor=dossier.actor, now=now)
    if len(printed) < len(waiting):
        outgoing.deliver(now + settings.LETTERS_WAIT)


def _answers(stage: Stage, act: Act, step: Step, now: datetime) -> tuple[dict[str, Any], dict[str, str]]:
    """What the step says, and for the rest of what is asked something fitting."""
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    for name, question in act.fields.items():
        needed = (
            question.required or question.letter or question.required_when is not None or bool(question.required_by)
        )
        if question.kind in TEXT and (needed or name in step.values):
            written[name] = str(step.values.get(name) or _words(step.act, name, now.toordinal()))
        elif question.kind not in TEXT and (question.required or name in step.values):
            values[name] = step.values.get(name) or _answer(stage, name, question, step, now)
    return values, written


def _words(act: str, name: str, nth: int) -> str:
    known = texts(nth)
    return known.get(f"{act}/{name}") or known.get(name) or known["otherwise"]


def _answer(stage: Stage, name: str, question: FormField, step: Step, now: datetime) -> Any:
    if question.kind == "date":
        ahead = 21 if name in ("until", "ready by") else 0
        return (now + timedelta(days=ahead)).date().isoformat()
    if question.kind == "moment":
        return (now + timedelta(days=5)).replace(hour=14, minute=0).isoformat()
    if question.kind == "person":
        role = str(step.values.get("role") or stage.assigner)
        return stage.cast[role].opaque
    if question.kind in ("number", "amount"):
        return "3"
    if question.kind == "yes or no":
        return "yes"
    if question.kind == "term":
        return "2 weeks"
    first = next(iter(choices_of(stage.regulation, question)), "yes")
    return [first] if question.kind == "choices" else first


def _why(stage: Stage, received: door.Received, step: Step, now: datetime) -> str:
    """For who writes the scripts: why nobody could do it."""
    dossier = door.open_by_code(stage.tenant, received.code, now=now)
    roles = list(_roles(stage, step)) or ["complainant"]
    found = permitted(dossier.state, roles[0], now, step.part).may_not
    return next(
        (f"{roles[0]}: {refused.because}" for refused in found if refused.act == step.act), "no such act or nobody"
    )
