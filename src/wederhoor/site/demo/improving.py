"""What an organisation of the demo does about its complaints: measures that run, are late, worked; advice of the confidant."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Summary
from wederhoor.insight import gathering, measures, rights
from wederhoor.insight.measures import Owner, Subject
from wederhoor.insight.models import Measure, MeasureStep
from wederhoor.insight.steps import MEASURE, RECOMMENDATION, RUNNING, Step
from wederhoor.procedure.term_legs import plus_months
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
    _settled(stage, actor)
    _taken(stage, "improve late", actor, taken=40, due=-6)
    _done(stage, "improve check", actor, taken=180, finished=100, worked=False)
    _done(stage, "improve worked", actor, taken=300, finished=210, worked=True)
    advises = next((role for role in stage.cast if roles[role].kind == "confidant" and not roles[role].external), "")
    board = next((role for role in stage.cast if rights.decides_recommendations(stage.regulation, role)), "")
    if advises and board:
        _taken(stage, "improve advice", stage.actor(advises), taken=12, due=20, owner=Owner(None, board), asked=False)


def _settled(stage: Stage, actor: Actor) -> None:
    """What complaints of more than two months ago brought about is done by now."""
    since = local_date(stage.now) - timedelta(days=60)
    with in_organisation(stage.tenant.pk):
        rows = list(
            Measure.objects.filter(organisation=stage.tenant, origin="dossier", status__in=RUNNING, made_on__lt=since)
        )
        seen = {row.id: MeasureStep.objects.filter(organisation=stage.tenant, measure=row.id).count() for row in rows}
    for row in rows:
        on = row.made_on + timedelta(days=35)
        name = "finish" if row.kind == MEASURE else "carry out"
        when = stage.now.replace(year=on.year, month=on.month, day=on.day)
        with suppress(measures.Refused, measures.Changed):
            measures.step(
                stage.tenant, row.id, Step(name, on, True), texts()["settled"], seen=seen[row.id], actor=actor, now=when
            )


def _taken(
    stage: Stage, text: str, actor: Actor, *, taken: int, due: int, owner: Owner | None = None, asked: bool | None = None,
    since: date | None = None,
) -> UUID:  # fmt: skip
    """Taken so many days ago, to be done so many days from now; ``since``: about the theme that came less often from that day on."""
    own = stage.row.pk if stage.row.parent_id else None
    place = next(iter(stage.places.values())).pk if stage.places else None
    theme = next(iter(stage.regulation.lists.get("themes", {})), "")
    subject = Subject(own, None, None, _seen_less(stage, since) or theme) if since else Subject(own, place, None, theme)
    return measures.take(
        stage.tenant, kind=RECOMMENDATION if asked is not None else MEASURE, origin="itself", what=texts()[text],
        aim="" if asked is not None else "prevent", asked=asked, owner=owner or Owner(actor.account, actor.role),
        due=local_date(stage.now) + timedelta(days=due), about=subject, actor=actor, now=_ago(stage, taken),
    )  # fmt: skip


def _done(stage: Stage, text: str, actor: Actor, *, taken: int, finished: int, worked: bool) -> None:
    """A measure that is done, three months after which somebody looks, or looked."""
    when = _ago(stage, finished)
    measure = _taken(stage, text, actor, taken=taken, due=-finished, since=local_date(when) if worked else None)
    finish = Step("finish", local_date(when), True, months=3)
    measures.step(stage.tenant, measure, finish, texts()[f"{text}/result"], seen=1, actor=actor, now=when)
    if worked:
        then = _ago(stage, finished - 95)
        check = Step("check", local_date(then), True, conclusion="worked")
        measures.step(stage.tenant, measure, check, texts()[f"{text}/effect"], seen=2, actor=actor, now=then)


def _seen_less(stage: Stage, since: date) -> str:
    """The theme of which the fewest came in the three months from this day on, beside the three before; '' when none came less."""
    change: Counter[str] = Counter()
    with in_organisation(stage.tenant.pk):
        rows = Summary.objects.filter(
            organisation=stage.tenant, received_on__range=(plus_months(since, -3), plus_months(since, 3))
        )
        for theme, day in rows.exclude(theme="").values_list("theme", "received_on"):
            change[theme] += 1 if day < since else -1
    return next((theme for theme, less in change.most_common(1) if less > 0), "")


def _ago(stage: Stage, days: int) -> datetime:
    return stage.now - timedelta(days=days)
