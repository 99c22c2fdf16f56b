"""Publishing an adopted report: what outside will see, who says so, out, and back. What was out is remembered for ever.

A second person approves where the organisation wishes so. What goes out is what was looked at: its hash is compared, because another
publication in between can change what may be shown.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wederhoor.dossier import access, keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import rights, sealed
from wederhoor.insight.deidentify import suspicions
from wederhoor.insight.disclosure import releases
from wederhoor.insight.disclosure.deciding import LEAST, USUAL, Refusal
from wederhoor.insight.disclosure.outside import outside
from wederhoor.insight.disclosure.releases import Release, Scope
from wederhoor.insight.disclosure.weighing import Weighed, weighed
from wederhoor.insight.figures import Period
from wederhoor.insight.models import Publication, PublishedTable, PublishingRule, WrittenReport
from wederhoor.insight.publishing import reading, writing
from wederhoor.insight.report import work as reports
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.listing import Reader
from wederhoor.insight.report.work import Opened, Refused
from wederhoor.organisations.models import Organisation

State = Publication.State
CERTAIN = frozenset({"bsn", "telefoon", "mail", "adres", "iban", "kenteken"})
"""What is found in a text and never goes out, whoever says so; a name may be that of a place or a law, so a person decides."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How this organisation publishes."""

    threshold: int = USUAL
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What outside will see, beside the report as it is inside."""

    found: Opened
    rule: Rule
    parts: tuple[Part, ...]
    shown: Mapping[str, Release]
    refused: str
    left_out: Mapping[str, str]
    sha256: str


def rule_of(organisation: Organisation) -> Rule:
    """The rule in force. Inside ``in_organisation``."""
    row = PublishingRule.objects.filter(organisation=organisation).order_by("-since").first()
    return Rule(row.threshold, row.four_eyes) if row else Rule()


def set_rule(reader: Reader, report: UUID, rule: Rule, *, now: datetime) -> None:
    """From now on, set beside a report that this person may read. Raises NotFound, Refused."""
    reports.opened(reader, report, now=now, action="publishing")
    if not sets_rule(reader):
        raise Refused("not yours to set")
    if rule.threshold < LEAST:
        raise Refused("too low", str(LEAST))
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        PublishingRule.objects.bulk_create([
            PublishingRule(
                organisation=reader.organisation, threshold=rule.threshold, four_eyes=rule.four_eyes, since=now,
                by=reader.actor.who, role=reader.role,
            )
        ])  # fmt: skip
        access.log(reader.organisation.pk, reader.actor, "set publishing", now=now)


def preview(reader: Reader, report: UUID, texts: Mapping[str, str], *, now: datetime, plain: bool = False) -> Preview:
    """What outside would see of this adopted report. Logged as a look at it. Raises NotFound.

    ``plain``: words without figures, as where figures are refused.
    """
    found = reports.opened(reader, report, now=now, action="publishing")
    if found.row.state != WrittenReport.State.ADOPTED or not found.rule.public:
        raise NotFound
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        return _preview(reader.organisation, found, texts, plain)


def _preview(organisation: Organisation, found: Opened, texts: Mapping[str, str], plain: bool) -> Preview:
    rule = rule_of(organisation)
    scope = scope_of(found)
    asked = reading.asked(found.parts, scope or Scope(frozenset()), rule.threshold)
    made = Weighed({}, Refusal.CROSSING.value, {})
    if scope:
        made = weighed(asked.figures, memory(organisation), threshold=rule.threshold, secret=_secret(organisation))
    shown, left_out = {} if plain else made.shown, {**asked.left_out, **made.left_out}
    parts = writing.public(found.parts, asked, shown, left_out, texts)
    whole = [_facts(found), [part.as_data() for part in parts], [outside(one) for one in shown.values()]]
    digest = hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return Preview(found, rule, parts, shown, made.refused, left_out, digest)


def scope_of(found: Opened) -> Scope | None:
    """Which complaints the report counts; None where that cannot be compared with other publications."""
    row, text = found.row, found.rule
    if len(text.laws) > 1 or len(text.routes) > 1:
        return None
    only = [("member_id", str(row.member_id))] if row.member_id else []
    only += [("location_group", row.group)] if row.group else []
    only += [("law", text.laws[0])] if text.laws else []
    only += [("route", text.routes[0])] if text.routes else []
    return Scope(frozenset(Period(row.first, row.last).quarters), tuple(sorted(only)))


def memory(organisation: Organisation) -> list[Release]:
    """Everything that went out, in whatever way it was counted, oldest first. Inside ``in_organisation``."""
    rows = PublishedTable.objects.filter(organisation=organisation).order_by("at")
    return [releases.read(row.data) for row in rows]


def _secret(organisation: Organisation) -> str:
    return hmac.new(keys.organisation_key(organisation), b"disclosure", hashlib.sha256).hexdigest()


def _facts(found: Opened) -> dict[str, str]:
    return {key: found.facts.get(key, "") for key in ("title", "organisation", "period", "about", "version", "laws")}


def propose(
    reader: Reader, report: UUID, texts: Mapping[str, str], digest: str, *, now: datetime, plain: bool = False
) -> UUID:
    """Publish it, or hand it to a second person where the organisation wishes so. Raises NotFound, Refused."""
    seen = preview(reader, report, texts, now=now, plain=plain)
    if not publishes(reader, seen.found):
        raise Refused("not yours to publish")
    if seen.refused and not plain:
        raise Refused("no figures")
    if bad := [one for text in texts.values() for one in certain(text)]:
        raise Refused("personal", ", ".join(bad))
    if seen.sha256 != digest:
        raise Refused("changed since")
    row = seen.found.row
    made = Publication(
        organisation=reader.organisation, id=uuid.uuid4(), report=report, code=row.code, first=row.first, last=row.last,
        member=row.member, group=row.group, without_figures=plain, sha256=digest, proposed=now, proposed_by=reader.actor.who,
    )  # fmt: skip
    made.texts = sealed.seal(reader.organisation, json.dumps(dict(texts), ensure_ascii=False), _record(made), "texts")
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        _one_at_a_time(reader.organisation)
        rows = Publication.objects.filter(organisation=reader.organisation)
        if rows.filter(report=report, state__in=(State.PROPOSED, State.PUBLISHED)).exists():
            raise Refused("is there")
        rows.bulk_create([made])
        access.log(reader.organisation.pk, reader.actor, "propose publication", now=now)
        if not seen.rule.four_eyes:
            _out(reader, made, _preview(reader.organisation, seen.found, texts, plain), now)
    return made.id


def certain(text: str) -> list[str]:
    """Numbers and addresses in a text that point to somebody."""
    return [one.of(text) for one in suspicions(text) if one.kind in CERTAIN]


def publishes(reader: Reader, found: Opened) -> bool:
    """Who makes the report, and who adopts it."""
    return found.mine or found.adopts


def decide(reader: Reader, publication: UUID, *, yes: bool, now: datetime) -> None:
    """A second person, who could have proposed it too, says yes or no. Raises NotFound, Refused."""
    row = _row(reader, publication)
    found = reports.opened(reader, row.report, now=now, action="publishing")
    if not publishes(reader, found):
        raise Refused("not yours to publish")
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        _one_at_a_time(reader.organisation)
        row = _row(reader, publication)
        if row.state != State.PROPOSED:
            raise Refused("decided")
        if row.proposed_by == reader.actor.who:
            raise Refused("a second person")
        if yes:
            _out(reader, row, _preview(reader.organisation, found, texts_of(reader, row), row.without_figures), now)
        else:
            _change(row, state=State.DECLINED, decided=now, decided_by=reader.actor.who, decided_role=reader.role)
            access.log(reader.organisation.pk, reader.actor, "decline publication", now=now)


def texts_of(reader: Reader, row: Publication) -> dict[str, str]:
    """The words that were proposed."""
    said: dict[str, str] = json.loads(sealed.text(reader.organisation, row.texts, _record(row), "texts") or "{}")
    return said


def _out(reader: Reader, row: Publication, seen: Preview, now: datetime) -> None:
    if seen.sha256 != row.sha256:
        raise Refused("changed since")
    content = {
        "facts": _facts(seen.found), "parts": [part.as_data() for part in seen.parts], "threshold": seen.rule.threshold,
        "refused": bool(seen.refused), "left_out": len(seen.left_out),
        "figures": [outside(one) for one in seen.shown.values()],
    }  # fmt: skip
    PublishedTable.objects.bulk_create([
        PublishedTable(organisation=reader.organisation, publication=row.id, basis=basis, data=one.as_data(), at=now)
        for basis, one in seen.shown.items()
    ])  # fmt: skip
    same = {"code": row.code, "first": row.first, "last": row.last, "group": row.group, "member": row.member_id}
    older = Publication.objects.filter(organisation=reader.organisation, state=State.PUBLISHED, **same)
    if any(int(one.content["facts"]["version"]) > seen.found.row.version for one in older):
        raise Refused("newer is out")
    older.update(state=State.REPLACED)
    who = {"decided_by": reader.actor.who, "decided_role": reader.role}
    _change(row, state=State.PUBLISHED, content=content, decided=now, **who)
    access.log(reader.organisation.pk, reader.actor, "publish", now=now, hits=len(seen.parts))


def withdraw(reader: Reader, publication: UUID, *, now: datetime) -> None:
    """It is public no longer. What was out stays in the memory: others may have kept it. Raises NotFound, Refused."""
    row = _row(reader, publication)
    found = reports.opened(reader, row.report, now=now, action="publishing")
    if not publishes(reader, found):
        raise Refused("not yours to publish")
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        if row.state != State.PUBLISHED:
            raise Refused("not out")
        _change(row, state=State.WITHDRAWN, withdrawn=now, withdrawn_by=reader.actor.who)
        access.log(reader.organisation.pk, reader.actor, "withdraw publication", now=now)


def _change(row: Publication, **values: Any) -> None:
    Publication.objects.filter(organisation=row.organisation_id, id=row.id).update(**values)


def _row(reader: Reader, publication: UUID) -> Publication:
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = Publication.objects.filter(organisation=reader.organisation, id=publication).first()
    if row is None:
        raise NotFound
    return row


def report_of(reader: Reader, publication: UUID) -> UUID:
    """Which report this publication is of. Raises NotFound."""
    return _row(reader, publication).report


def of_report(reader: Reader, report: UUID) -> list[Publication]:
    """What was done with this report, newest first."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        return list(Publication.objects.filter(organisation=reader.organisation, report=report).order_by("-proposed"))


def out(organisation: Organisation) -> QuerySet[Publication]:
    """What is public now, of this organisation and its members. Inside ``in_organisation``."""
    rows = Publication.objects.filter(organisation=organisation, state=State.PUBLISHED)
    return rows.select_related("member").order_by("-last", "-decided")


def _record(row: Publication) -> str:
    return f"publication {row.id.hex}"


def _one_at_a_time(organisation: Organisation) -> None:
    """Two publications at the same moment would not know of each other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def sets_rule(reader: Reader) -> bool:
    """Who governs or coordinates the whole organisation; not who works at one member: the rule is for all members."""
    kind = reader.regulation.roles[reader.role].kind if reader.role in reader.regulation.roles else ""
    return (
        not reader.member and kind in {"board", "coordinator"} and rights.sees_figures(reader.regulation, reader.role)
    )
