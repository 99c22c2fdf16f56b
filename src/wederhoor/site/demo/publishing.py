"""The demo's public report: where the regulation has one, that of last year was adopted and made public."""

from __future__ import annotations

from datetime import datetime, timedelta

from wederhoor.insight import rights
from wederhoor.insight.publishing import sending
from wederhoor.insight.publishing import work as publishing
from wederhoor.insight.report import listing, work
from wederhoor.insight.report.listing import Entry, Reader
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.reporting import written

AFTER = timedelta(days=100)


def publishes(stage: Stage) -> None:
    """Once, when the organisation was made."""
    for code, rule in stage.regulation.reports.items():
        adopters = [role for role in rights.adopters(stage.regulation, rule) if role in stage.cast]
        if rule.public and rule.by in stage.cast and adopters and stage.row == stage.tenant:
            _publish(stage, code, _reader(stage, rule.by), _reader(stage, adopters[0]))


def _reader(stage: Stage, role: str) -> Reader:
    return Reader(stage.tenant, stage.regulation, stage.actor(role))


def _publish(stage: Stage, code: str, maker: Reader, adopter: Reader) -> None:
    """Every period of it that is owed, the oldest first, each made public a hundred days after it ended."""
    owed = [one for one in listing.listed(maker, now=stage.now) if one.code == code and one.owed.owed and not one.row]
    for entry in reversed(owed):
        last = entry.owed.period.last + AFTER
        now = min(stage.now, stage.now.replace(year=last.year, month=last.month, day=last.day, hour=10, minute=0))
        _published(entry, maker, adopter, now)


def _published(entry: Entry, maker: Reader, adopter: Reader, now: datetime) -> None:
    report = work.start(maker, entry.code, entry.owed.period.first, (entry.place.group, None), now=now)
    said = written(maker, report, entry.rule, now=now)
    work.keep(maker, report, said, 0, now=now)
    work.submit(maker, report, now=now)
    work.adopt(adopter, report, now=now)
    texts = {code: words for code, words in said.items() if words and not publishing.certain(words)}
    plain = bool(publishing.preview(adopter, report, texts, now=now).refused)
    digest = publishing.preview(adopter, report, texts, now=now, plain=plain).sha256
    publishing.propose(adopter, report, texts, digest, now=now, plain=plain)
    if entry.rule.sent_to:
        sending.keep(maker, report, entry.rule.sent_to, local_date(now), now=now)
