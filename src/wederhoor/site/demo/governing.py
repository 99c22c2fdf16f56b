"""The demo's own duties of an organisation: some done, not everybody told, a term of office that ends."""

from __future__ import annotations

from datetime import timedelta

from wederhoor.insight import governing
from wederhoor.insight.obligations import Own
from wederhoor.organisations.models import Membership
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.player import Stage

AGO = {"governance": timedelta(days=400), "meeting": timedelta(days=40)}
ENDS = timedelta(days=100)


def govern(stage: Stage) -> None:
    """What comes back was done once, by who owes it where somebody is; of the told only the first heard. One term of office ends."""
    today = local_date(stage.now)
    for own in governing.owed(stage.row, stage.regulation, today) if stage.row.regulation else ():
        if own.due and own.kind in AGO:
            _record(stage, own)
    confidants = [code for code, role in stage.regulation.roles.items() if role.kind == "confidant"]
    held = Membership.objects.filter(organisation=stage.row, role__in=confidants[:1])
    held.update(until=today + ENDS)


def _record(stage: Stage, own: Own) -> None:
    day = local_date(stage.now - AGO[own.kind])
    told = dict.fromkeys(own.told[:1], day) if own.kind == "governance" else {}
    governing.record(
        stage.row, stage.regulation, own.code, day, "Besproken; de regeling werkt, de brieven kunnen korter.", told,
        actor=stage.actor(own.by if own.by in stage.cast else stage.assigner), now=stage.now,
    )  # fmt: skip
