"""The demo's reports: one that was adopted and will be discussed, and one that somebody is still writing."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from wederhoor.insight import rights
from wederhoor.insight.report import listing, meetings, work
from wederhoor.insight.report.listing import Entry, Reader
from wederhoor.procedure.surroundings import Report
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import texts

SAID = "report words/"
"""How the words for a section are called among the texts of the demo."""
AHEAD = timedelta(days=9)
MOST = 2
"""Reports of an organisation that somebody began: a demo is made quickly."""


def reports(stage: Stage) -> None:
    """For the first reports of which the regulation says how often: the one before the last was adopted, the last is a draft."""
    often = [
        (code, rule)
        for code, rule in stage.regulation.reports.items()
        if rule.every != "not stated" and rule.by in stage.cast
    ]
    for code, rule in often[:MOST]:
        reader = _reader(stage, rule.by)
        found = [entry for entry in listing.listed(reader, now=stage.now) if entry.code == code]
        for age, entry in enumerate([one for one in found if one.place == found[0].place][:2]):
            _write(stage, reader, entry, adopted=age > 0)


def _reader(stage: Stage, role: str) -> Reader:
    return Reader(stage.tenant, stage.regulation, stage.actor(role), stage.row if stage.row.parent else None)


def _write(stage: Stage, reader: Reader, entry: Entry, *, adopted: bool) -> None:
    place = (entry.place.group, entry.place.member.pk if entry.place.member else None)
    made, rule = work.start(reader, entry.code, entry.owed.period.first, place, now=stage.now), entry.rule
    work.keep(reader, made, written(reader, made, rule, now=stage.now), 0, now=stage.now)
    adopter = _adopter(stage, rule)
    if not adopted or not adopter:
        return
    work.submit(reader, made, now=stage.now)
    work.adopt(_reader(stage, adopter), made, now=stage.now)
    at = (stage.now + AHEAD).replace(hour=13, minute=0, second=0, microsecond=0)
    meetings.plan(reader, made, at, "Vergaderkamer", now=stage.now)


def written(reader: Reader, report: UUID, rule: Report, *, now: datetime) -> dict[str, str]:
    """What the writer says: what stood in the draft already, and something of their own for the sections that ask for it
    and have something to tell of."""
    parts = work.opened(reader, report, now=now).parts
    stood = {part.code: part.text for part in parts}
    silent = {part.code for part in parts if part.tables and all(table.empty for table in part.tables)}
    own = {
        code: texts()[f"{SAID}{code}"] for code in rule.contains if f"{SAID}{code}" in texts() and code not in silent
    }
    return {code: "\n\n".join(filter(None, (own.get(code, ""), stood.get(code, "")))) for code in rule.contains}


def _adopter(stage: Stage, rule: Report) -> str:
    return next((role for role in rights.adopters(stage.regulation, rule) if role in stage.cast), "")
