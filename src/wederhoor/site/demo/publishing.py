"""The demo's public report: where the regulation has one, that of last year was adopted and made public."""

from __future__ import annotations

from wederhoor.insight import rights
from wederhoor.insight.publishing import work as publishing
from wederhoor.insight.report import listing, work
from wederhoor.insight.report.listing import Reader
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.reporting import written


def publishes(stage: Stage) -> None:
    """Once, when the organisation was made."""
    for code, rule in stage.regulation.reports.items():
        adopters = [role for role in rights.adopters(stage.regulation, rule) if role in stage.cast]
        if rule.public and rule.by in stage.cast and adopters and stage.row == stage.tenant:
            _publish(stage, code, _reader(stage, rule.by), _reader(stage, adopters[0]))


def _reader(stage: Stage, role: str) -> Reader:
    return Reader(stage.tenant, stage.regulation, stage.actor(role))


def _publish(stage: Stage, code: str, maker: Reader, adopter: Reader) -> None:
    now = stage.now
    entry = next((one for one in listing.listed(maker, now=now) if one.code == code), None)
    if entry is None or entry.row:
        return
    report = work.start(maker, code, entry.owed.period.first, (entry.place.group, None), now=now)
    said = written(maker, report, entry.rule, now=now)
    work.keep(maker, report, said, 0, now=now)
    work.submit(maker, report, now=now)
    work.adopt(adopter, report, now=now)
    texts = {code: words for code, words in said.items() if words and not publishing.certain(words)}
    seen = publishing.preview(adopter, report, texts, now=now)
    plain = bool(seen.refused)
    digest = publishing.preview(adopter, report, texts, now=now, plain=plain).sha256
    publishing.propose(adopter, report, texts, digest, now=now, plain=plain)
