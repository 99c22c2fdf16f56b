"""The work of a report: started, written, handed in, adopted by whom the regulation says, and frozen. A correction is a new version.

Every look at figures by a person writes one line in the access log, in the transaction of the look.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wederhoor.dossier import access, register_words, regulations
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import governing, rights, sealed
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.obligations import GOVERNED
from wederhoor.insight.report import kept, owed, reminding, sections, told
from wederhoor.insight.report.facts import gathered
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.listing import Owing, Place, Reader, State, held_in, owing, places, rows
from wederhoor.insight.report.wording import Wording
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.data import vocabulary
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report
from wederhoor.procedure.terms import local_date

OF_REGISTER = {"theme": "themes", "cause": "causes", "late_reason": "late_reasons", "not_taken_up": "not_taken_up"}
"""Columns of the register whose words an organisation keeps itself."""
LONGEST = 20_000
"""Characters of one section."""


class Refused(Exception):
    """It cannot be done now: ``because`` says why, as a code with what it is about."""

    def __init__(self, because: str, about: str = "") -> None:
        super().__init__(because)
        self.because, self.about = because, about


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as its reader sees it."""

    row: WrittenReport
    rule: Report
    regulation: Regulation
    facts: Mapping[str, str]
    parts: tuple[Part, ...]
    remark: str
    mine: bool
    adopts: bool


def start(reader: Reader, code: str, first: date, place: tuple[str, int | None], *, now: datetime) -> UUID:
    """The draft of a report over a period that is owed; the one that is there when somebody was first. Raises NotFound.

    The words of the measures taken stand in it already, for its writer to read and change; of a report about some
    complaints only they are offered beside the text: the list says of no measure under which law or way it came about.
    """
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        asked = [
            one for one in owing(reader, local_date(now)) if (one.owed.code, one.owed.period.first) == (code, first)
        ]
        if not asked or reader.role != (rule := asked[0].text.reports[code]).by:
            raise NotFound
        wanted = [one for one in places(reader, rule) if (one.group, one.member.pk if one.member else None) == place]
        if not wanted:
            raise NotFound
        row = _draft(reader, asked[0], wanted[0], now)
        some_only = rule.laws or rule.routes or rule.about_work_of
        lines = {} if some_only else told.proposed(cut_of(reader.organisation, row, rule), rule.contains)
        row.texts = kept.with_texts(reader.organisation, row, {part: "\n".join(some) for part, some in lines.items()})
        WrittenReport.objects.bulk_create([row], ignore_conflicts=True)
        kept_row = rows(reader).filter(code=code, first=row.first, last=row.last, group=row.group, member=row.member)
        access.log(reader.organisation.pk, reader.actor, "start report", now=now)
        return kept_row.order_by("-version")[0].id


def _draft(reader: Reader, asked: Owing, place: Place, now: datetime) -> WrittenReport:
    period = asked.owed.period
    return WrittenReport(
        organisation=reader.organisation, id=uuid.uuid4(), code=asked.owed.code, regulation=asked.file, first=period.first,
        last=period.last, group=place.group, member=place.member, made=now, changed=now, by=reader.actor.who,
    )  # fmt: skip


def opened(reader: Reader, report: UUID, *, now: datetime, action: str = "report") -> Opened:
    """One report: what was handed in as it was, or a draft with the figures of now. Logged. Raises NotFound."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report)
        found = _opened(reader, row, local_date(now))
        access.log(reader.organisation.pk, reader.actor, action, now=now, hits=len(found.parts))
    return found


def row_of(reader: Reader, report: UUID, *, lock: bool = False) -> WrittenReport:
    """The row of a report that this person may see. Inside ``in_organisation``. Raises NotFound."""
    found = rows(reader).filter(id=report)
    row = (found.select_for_update() if lock else found.select_related("member")).first()
    if row is None or held_in(reader, row) is None:
        raise NotFound
    return row


def _opened(reader: Reader, row: WrittenReport, today: date) -> Opened:
    text = regulations.pinned(row.regulation)
    rule = text.reports[row.code]
    if row.state == State.DRAFT:
        facts, parts = facts_of(reader, row, text), parts_of(reader.organisation, row, text, today)
    else:
        facts, parts = kept.content(reader.organisation, row)
    remark = sealed.text(reader.organisation, row.remark, kept.record(row), "remark")
    held = held_in(reader, row)
    adopts = held is not None and held.adopts
    return Opened(row, rule, text, facts, parts, remark, reader.role == rule.by, adopts)


def facts_of(reader: Reader, row: WrittenReport, text: Regulation) -> dict[str, str]:
    """What stands at the head of a report."""
    rule = text.reports[row.code]
    maker = text.roles[rule.by].label if rule.by in text.roles else rule.by
    return {
        "title": rule.label, "organisation": reader.organisation.name, "period": owed.named(Period(row.first, row.last)),
        "about": Place(row.group, row.member).label, "maker": maker, "version": str(row.version), "source": rule.source,
        "laws": ", ".join(text.laws[code].label for code in rule.laws), "routes": ", ".join(text.routes[code].label for code in rule.routes),
    }  # fmt: skip


def parts_of(organisation: Organisation, row: WrittenReport, text: Regulation, today: date) -> tuple[Part, ...]:
    """The sections with the figures of now. Inside ``in_organisation``."""
    rule, said = text.reports[row.code], kept.texts(organisation, row)
    cut = cut_of(organisation, row, rule)
    body = rights.body_of(text, rule.about_work_of)
    facts = gathered(cut, sections.needs(rule.contains), today, rule.about_work_of, body)
    found = sections.tables_of(rule.contains, facts, wording(organisation, text))
    words, lines = vocabulary()["sections"], told.proposed(cut, rule.contains)
    return tuple(
        Part(
            code, words[code]["label"], words[code].get("asks", ""), made, said.get(code, ""),
            sum(table.count("", "closed") for table in made) if "explains" in words[code] else 0,
            tuple(line for line in lines.get(code, ()) if line not in said.get(code, "")),
        )
        for code, made in found.items()
    )  # fmt: skip


def cut_of(organisation: Organisation, row: WrittenReport, rule: Report) -> Cut:
    """What a report counts."""
    return Cut(organisation, Period(row.first, row.last), row.member, row.group, rule.laws, rule.routes)


def wording(organisation: Organisation, text: Regulation) -> Wording:
    """The names of the codes in this organisation. Inside ``in_organisation``."""
    members = dict(organisation.members.order_by("name").values_list("pk", "name"))
    lists = register_words.lists(organisation.pk)
    own = {column: {code: word.label for code, word in lists[name].items()} for column, name in OF_REGISTER.items()}
    return Wording(text, members, own)


def keep(reader: Reader, report: UUID, said: Mapping[str, str], edition: int, *, now: datetime) -> int:
    """Keep the writer's words. Returns the new edition. Raises NotFound, Refused when somebody else kept theirs since."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report, lock=True)
        rule = regulations.pinned(row.regulation).reports[row.code]
        if reader.role != rule.by or row.state != State.DRAFT:
            raise Refused("not a draft")
        if row.edition != edition:
            raise Refused("changed since")
        if any(len(text) > LONGEST for text in said.values()):
            raise Refused("too long")
        row.texts = kept.with_texts(
            reader.organisation, row, {code: said[code].strip() for code in rule.contains if said.get(code)}
        )
        rows(reader).filter(id=row.id).update(texts=row.texts, edition=edition + 1, changed=now)
        access.log(reader.organisation.pk, reader.actor, "write report", now=now)
    return edition + 1


def submit(reader: Reader, report: UUID, *, now: datetime, edition: int | None = None) -> None:
    """Hand it in: figures and words are kept as they are now, and who adopts it is told. ``edition``: the words that were looked at.

    Raises NotFound, Refused without an explanation or when somebody else wrote since.
    """
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report, lock=True)
        found = _opened(reader, row, local_date(now))
        if not found.mine or row.state != State.DRAFT:
            raise Refused("not a draft")
        if edition not in (None, row.edition):
            raise Refused("changed since")
        if silent := [part.label for part in found.parts if part.missing and not part.text]:
            raise Refused("explain", ", ".join(silent))
        text, digest = kept.frozen(found.facts, found.parts)
        content = sealed.seal(reader.organisation, text, kept.record(row), "content")
        rows(reader).filter(id=row.id).update(
            state=State.SUBMITTED, content=content, sha256=digest, remark=b"", submitted=now, changed=now,
            submitted_by=reader.actor.who,
        )  # fmt: skip
        access.log(reader.organisation.pk, reader.actor, "submit report", now=now)
        handed_in = rows(reader).get(id=row.id)
    reminding.handed_in(reader.organisation, handed_in, now=now)


def send_back(reader: Reader, report: UUID, remark: str, *, now: datetime) -> None:
    """Not adopted: back to who wrote it, with why. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = _handed_in(reader, report)
        if not remark.strip():
            raise Refused("say why")
        said = sealed.seal(reader.organisation, remark.strip(), kept.record(row), "remark")
        rows(reader).filter(id=row.id).update(state=State.DRAFT, content=b"", sha256="", remark=said, changed=now)
        access.log(reader.organisation.pk, reader.actor, "send back report", now=now)


def adopt(reader: Reader, report: UUID, *, now: datetime) -> None:
    """Adopt what was handed in: from now on it never changes. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = _handed_in(reader, report)
        kept.content(reader.organisation, row)
        rows(reader).filter(id=row.id).update(
            state=State.ADOPTED, adopted=now, adopted_by=reader.actor.who, adopted_role=reader.role, changed=now
        )
        access.log(reader.organisation.pk, reader.actor, "adopt report", now=now)
        _fulfil(reader, row, now)


def _fulfil(reader: Reader, row: WrittenReport, now: datetime) -> None:
    """The duty of the organisation that this report was; a correction is not a second time."""
    regulation, whose = regulations.pinned(row.regulation), governing.owing(reader.organisation, reader.member)
    duty = regulation.reports[row.code].fulfils
    if duty and row.version == 1 and governing.keeps(whose, reader.actor):
        on = local_date(now)
        governing.record(whose, regulation, f"{GOVERNED}{duty}", on, "", {}, actor=reader.actor, now=now)


def _handed_in(reader: Reader, report: UUID) -> WrittenReport:
    row = row_of(reader, report, lock=True)
    if not (held := held_in(reader, row)) or not held.adopts:
        raise Refused("not yours to adopt")
    if row.state != State.SUBMITTED:
        raise Refused("not handed in")
    return row


def correct(reader: Reader, report: UUID, *, now: datetime) -> UUID:
    """A new version of an adopted report, as a draft with its words; the adopted one stays. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report, lock=True)
        rule = regulations.pinned(row.regulation).reports[row.code]
        same = {"code": row.code, "first": row.first, "last": row.last, "group": row.group, "member": row.member_id}
        newest = rows(reader).filter(**same).order_by("-version")[0]
        if reader.role != rule.by or row.state != State.ADOPTED or newest.id != row.id:
            raise Refused("not the newest")
        made = WrittenReport(
            organisation=reader.organisation, id=uuid.uuid4(), regulation=row.regulation, version=row.version + 1, made=now,
            changed=now, by=reader.actor.who, **same,
        )  # fmt: skip
        made.texts = kept.with_texts(reader.organisation, made, kept.texts(reader.organisation, row))
        WrittenReport.objects.bulk_create([made])
        access.log(reader.organisation.pk, reader.actor, "correct report", now=now)
        return made.id


def versions(reader: Reader, row: WrittenReport) -> list[WrittenReport]:
    """All versions of the same report that this person may see, newest first."""
    same = {"code": row.code, "first": row.first, "last": row.last, "group": row.group, "member": row.member_id}
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = list(rows(reader).filter(**same).order_by("-version"))
    return [one for one in found if held_in(reader, one)]
