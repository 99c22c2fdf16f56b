"""What else goes on in an organisation of the demo: colleagues, absence, papers, contacts, notes, views, questions by link."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from wederhoor.dossier import asked, contacts, door, kept_views, retaining
from wederhoor.dossier.contacts import NewContact
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.following import follow
from wederhoor.dossier.holding import hold
from wederhoor.dossier.models import Dossier
from wederhoor.organisations.models import Absence, Account
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.filing import put_in
from wederhoor.site.demo.governing import govern
from wederhoor.site.demo.player import Stage, give, intent_for
from wederhoor.site.demo.script import Script, Step, texts

VIEW = "tab=overdue"


def lives(stage: Stage, script: Script) -> None:
    """Everything beside the complaints; once, when the organisation was made."""
    numbers = _numbers(stage, script)
    _papers(stage, script, numbers)
    _given(stage, script, numbers)
    _worked(stage, script, numbers)
    _contacts(stage, script)
    _kept(stage, script, numbers)
    govern(stage)
    if stage.colleague:
        _colleague(stage, script, numbers, stage.colleague)


def _numbers(stage: Stage, script: Script) -> dict[int, str]:
    """Which number each complaint of the script got."""
    keys = {f"demo-{script.code}-{n}": n for n in range(1, len(script.complaints) + 1)}
    with in_organisation(stage.tenant.pk):
        rows = Dossier.objects.filter(organisation=stage.tenant, submitted_key__in=list(keys))
        return {keys[key]: number for key, number in rows.values_list("submitted_key", "number")}


def _opened(stage: Stage, number: str) -> OpenDossier:
    actor = stage.actor(stage.assigner)
    return door.open_dossier(stage.tenant, number, actor=actor, action="read", now=stage.now)


def _papers(stage: Stage, script: Script, numbers: dict[int, str]) -> None:
    for nth, inspected in script.life.papers.items():
        dossier = _opened(stage, numbers[nth])
        put_in(dossier, inspected=inspected, actor=dossier.actor, now=stage.now)


def _given(stage: Stage, script: Script, numbers: dict[int, str]) -> None:
    """Who works only on what is given to them has something to do."""
    for role, complaints in script.life.given.items():
        for nth in complaints:
            give(stage, numbers[nth], role, stage.now)


def _worked(stage: Stage, script: Script, numbers: dict[int, str]) -> None:
    """A note that somebody is asked to read, a question by link, a dossier that may not be destroyed."""
    life, actor = script.life, stage.actor(stage.assigner)
    if life.note:
        _note(stage, numbers[life.note])
    if life.link:
        until = local_date(stage.now) + timedelta(days=10)
        asking = asked.Asking("Huisarts Van Veen", texts()["question"], until, False)
        made = asked.ask(_opened(stage, numbers[life.link]), asking, actor=actor, now=stage.now)
        stage.skipped += [f"{script.code}: link: {made.because}"] if isinstance(made, Refusal) else []
    if life.hold:
        hold(_opened(stage, numbers[life.hold]), "Er loopt een procedure over schade.", actor=actor, now=stage.now)
    if life.keeps:
        provider = retaining.provider_of(f"{script.regulation}/")
        decided = local_date(stage.now) - timedelta(days=900)
        retaining.choose(stage.tenant, provider, life.keeps, decided, actor=actor, now=stage.now)


def _note(stage: Stage, number: str) -> None:
    board = next(role for role in stage.cast if stage.regulation.roles[role].kind == "board")
    actor, mentioned = stage.actor(stage.assigner), (stage.cast[board].pk,)
    step = Step(act="note", day=0)

    def ask(dossier: OpenDossier) -> door.Intent | None:
        made = intent_for(stage, dossier, step, stage.now)
        return replace(made, mentioned=mentioned) if made else None

    door.act_on(stage.tenant, number, ask, actor=actor, now=stage.now)


def _contacts(stage: Stage, script: Script) -> None:
    """Talks that became no complaint, by every role of the script that writes them down."""
    channel = next(iter(stage.regulation.channels))
    topic = next(iter(stage.regulation.lists.get("themes", {})), "")
    for nth, role in enumerate(script.life.contacts):
        for ago, duration in ((2 + nth, "short"), (40 + nth, "hour")):
            new = NewContact(local_date(stage.now) - timedelta(days=ago), channel, topic, duration, texts()["talk"])
            contacts.record(stage.tenant, stage.regulation, new, actor=stage.actor(role), now=stage.now)


def _kept(stage: Stage, script: Script, numbers: dict[int, str]) -> None:
    """A view that everybody here can use, and dossiers that are followed."""
    actor = stage.actor(stage.assigner)
    kept_views.keep(stage.tenant, texts()["view"], VIEW, shared=True, actor=actor, now=stage.now)
    follow(stage.tenant, [numbers[1], numbers[2]], on=True, actor=actor, now=stage.now)


def _colleague(stage: Stage, script: Script, numbers: dict[int, str], colleague: Account) -> None:
    """A second person in the role of who handles; some dossiers are theirs. Where they are away, the first stands in."""
    first, role, life = stage.cast[stage.assigner], stage.assigner, script.life
    for nth in life.theirs:
        give(stage, numbers[nth], role, stage.now, to=colleague)
    if life.away:
        today = local_date(stage.now)
        since, until = today - timedelta(days=3), today + timedelta(days=11)
        Absence.objects.create(account=colleague, substitute=first, since=since, until=until)
