"""What an organisation of the demo does about its complaints: measures that run, are late, worked; advice of the confidant."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from wederhoor.dossier.actor import Actor
from wederhoor.insight import gathering, measures, rights
from wederhoor.insight.measures import Owner, Subject
from wederhoor.insight.steps import MEASURE, RECOMMENDATION, Step
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import texts


def improves(stage: Stage) -> None:
    """Once, when the organisation was made: after its complaints, so that what those brought about is there too."""
    roles = stage.regulation.roles
    takes = next((role for role in stage.cast if rights.sees_figures(stage.regulation, role)), "")
    if not takes:
        return
    gathering.gather(stage.tenant, stage.now)
    actor = stage.actor(takes)
    _taken(stage, "improve late", actor, taken=40, due=-6)
    _done(stage, "improve check", actor, taken=180, finished=100, worked=False)
    _done(stage, "improve worked", actor, taken=300, finished=210, worked=True)
    advises = next((role for role in stage.cast if roles[role].kind == "confidant" and not roles[role].external), "")
    board = next((role for role in stage.cast if rights.decides_recommendations(stage.regulation, role)), "")
    if advises and board:
        _taken(stage, "improve advice", stage.actor(advises), taken=12, due=20, owner=Owner(None, board), asked=False)


def _taken(
    stage: Stage, text: str, actor: Actor, *, taken: int, due: int, owner: Owner | None = None, asked: bool | None = None
) -> UUID:  # fmt: skip
    """Taken so many days ago, to be done so many days from now."""
    own = stage.row.pk if stage.row.parent_id else None
    place = next(iter(stage.places.values())).pk if stage.places else None
    theme = next(iter(stage.regulation.lists.get("themes", {})), "")
    return measures.take(
        stage.tenant, kind=RECOMMENDATION if asked is not None else MEASURE, origin="itself", what=texts()[text],
        aim="" if asked is not None else "prevent", asked=asked, owner=owner or Owner(actor.account, actor.role),
        due=local_date(stage.now) + timedelta(days=due), about=Subject(own, place, None, theme), actor=actor, now=_ago(stage, taken),
    )  # fmt: skip


def _done(stage: Stage, text: str, actor: Actor, *, taken: int, finished: int, worked: bool) -> None:
    """A measure that is done, three months after which somebody looks, or looked."""
    measure, when = _taken(stage, text, actor, taken=taken, due=-finished), _ago(stage, finished)
    finish = Step("finish", local_date(when), True, months=3)
    measures.step(stage.tenant, measure, finish, texts()[f"{text}/result"], seen=1, actor=actor, now=when)
    if worked:
        then = _ago(stage, finished - 95)
        check = Step("check", local_date(then), True, conclusion="worked")
        measures.step(stage.tenant, measure, check, texts()[f"{text}/effect"], seen=2, actor=actor, now=then)


def _ago(stage: Stage, days: int) -> datetime:
    return stage.now - timedelta(days=days)
